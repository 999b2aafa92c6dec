{{%AUTOESCAPE context="HTML"}}
<div class="page page-text">
<h1>[[sessions.page]]</h1>
<p class="lead">[[sessions.lead]]</p>
<ul class="plain-list">
{{#SESSION}}<li>[[sessions.began]]{{BEGAN}}[[list.comma]][[sessions.seen]]{{SEEN}}{{#CURRENT}} <strong>[[sessions.current]]</strong>{{/CURRENT}}</li>{{/SESSION}}
</ul>
<form class="member-links" action="{{BASE}}/sessions" method="post">
<input type="hidden" name="csrf" value="{{CSRF}}">
<p><button class="button button-secondary" type="submit">[[sessions.end]]</button></p>
</form>
<p class="member-links"><a href="{{HOME}}">{{HOME_NAME}}</a></p>
</div>
