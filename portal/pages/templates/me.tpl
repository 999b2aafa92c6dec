{{%AUTOESCAPE context="HTML"}}
<div class="page page-text">
<h1>[[me.page]]</h1>
<dl class="information panel">
{{#FACT}}<div><dt>{{NAME}}</dt><dd>{{VALUE}}</dd></div>{{/FACT}}
</dl>
<p class="member-links"><a href="/sessions">[[sessions.page]]</a></p>
<form class="member-links" action="/logout" method="post">
<input type="hidden" name="csrf" value="{{CSRF}}">
<p><button class="button button-secondary" type="submit">[[me.logout]]</button></p>
</form>
</div>
