{{%AUTOESCAPE context="HTML"}}
<div class="page page-text">
<h1>[[me.page]]</h1>
{{#SAVED}}<p class="notice" role="status">[[profile.saved]]</p>{{/SAVED}}
<dl class="information panel">
{{#FACT}}<div><dt>{{NAME}}</dt><dd>{{VALUE}}</dd></div>{{/FACT}}
</dl>
<ul class="member-links ways">
<li><a href="/me/card">[[card.page]]</a></li>
<li><a href="/me/favorites">[[favorites.page]]</a></li>
<li><a href="/me/profile">[[profile.page]]</a></li>
<li><a href="/me/password">[[access.password.page]]</a></li>
<li><a href="/me/mail">[[access.mail.page]]</a></li>
<li><a href="/me/second-step">[[access.step.page]]</a></li>
<li><a href="/sessions">[[sessions.page]]</a></li>
<li><a href="/me/export">[[export.button]]</a></li>
<li><a href="/me/leave">[[leave.page]]</a></li>
</ul>
<form class="member-links" action="/logout" method="post">
<input type="hidden" name="csrf" value="{{CSRF}}">
<p><button class="button button-secondary" type="submit">[[me.logout]]</button></p>
</form>
</div>
