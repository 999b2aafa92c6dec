{{%AUTOESCAPE context="HTML"}}
<div class="page page-text">
<h1>[[owner.page]]</h1>
{{#CHANGED}}<p class="notice" role="status">[[owner.profile.changed]]</p>{{/CHANGED}}
<h2 class="small-title">[[owner.shops]]</h2>
{{#NO_SHOPS}}<p>[[owner.shops.none]]</p>{{/NO_SHOPS}}
<ul class="plain-list">{{#SHOP}}<li><a href="/shops/{{ID}}">{{NAME}}</a></li>{{/SHOP}}</ul>
<h2 class="small-title">[[owner.profile.title]]</h2>
<dl class="information panel">
{{#FACT}}<div><dt>{{NAME}}</dt><dd>{{VALUE}}</dd></div>{{/FACT}}
</dl>
<ul class="member-links ways">
<li><a href="/owners/profile">[[owner.profile.page]]</a></li>
<li><a href="/owners/me/password">[[access.password.page]]</a></li>
<li><a href="/owners/me/mail">[[access.mail.page]]</a></li>
<li><a href="/owners/me/second-step">[[access.step.page]]</a></li>
<li><a href="/owners/sessions">[[sessions.page]]</a></li>
<li><a href="/owners/me/export">[[export.button]]</a></li>
<li><a href="/owners/me/leave">[[leave.page]]</a></li>
</ul>
<form class="member-links" action="/owners/logout" method="post">
<input type="hidden" name="csrf" value="{{CSRF}}">
<p><button class="button button-secondary" type="submit">[[me.logout]]</button></p>
</form>
</div>
