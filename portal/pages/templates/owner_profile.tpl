{{%AUTOESCAPE context="HTML"}}
<div class="page page-text">
<h1>[[owner.profile.page]]</h1>
{{>PROBLEMS}}
<form class="member-form" action="/owners/profile" method="post" novalidate>
<input type="hidden" name="csrf" value="{{CSRF}}">
<input type="hidden" name="account" value="{{ACCOUNT}}">
{{>BUSINESS}}
<p><button class="button button-primary" type="submit">[[owner.profile.send]]</button></p>
</form>
<p class="member-links"><a href="/owners">[[owner.back]]</a></p>
</div>
