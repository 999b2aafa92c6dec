{{%AUTOESCAPE context="HTML"}}
<div class="page page-text">
<h1>[[owner.profile.page]]</h1>
{{#PROBLEMS}}<div class="notice notice-error" role="alert" id="problems" tabindex="-1">
<h2>[[icon:alert]][[member.problems]]</h2>
{{#SENTENCE}}<p>{{TEXT}}</p>{{/SENTENCE}}
<ul class="plain-list">{{#PROBLEM}}<li><a href="#{{FIELD}}">{{TEXT}}</a></li>{{/PROBLEM}}</ul>
</div>{{/PROBLEMS}}
<form class="member-form" action="/owners/profile" method="post" novalidate>
<input type="hidden" name="csrf" value="{{CSRF}}">
{{>BUSINESS}}
<p><button class="button button-primary" type="submit">[[owner.profile.send]]</button></p>
</form>
<p class="member-links"><a href="/owners">[[owner.back]]</a></p>
</div>
