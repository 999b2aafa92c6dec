{{%AUTOESCAPE context="HTML"}}
<div class="page page-text">
<h1>[[profile.page]]</h1>
<p class="lead">[[profile.lead]]</p>
{{>PROBLEMS}}
<form class="member-form" action="/me/profile" method="post" novalidate>
<input type="hidden" name="csrf" value="{{CSRF}}">
<input type="hidden" name="account" value="{{ACCOUNT}}">
{{>PROFILE_FIELDS}}
<p><button class="button button-primary" type="submit">[[profile.save]]</button></p>
</form>
<p class="member-links"><a href="/me">[[me.back]]</a></p>
</div>
