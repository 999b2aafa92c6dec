{{%AUTOESCAPE context="HTML"}}
<div class="page page-text">
<h1>[[stale.page]]</h1>
<p class="lead">[[stale.why]]</p>
<p>[[stale.typed]]</p>
<ul class="ways">
<li><a href="{{FORM}}">[[stale.form]]</a></li>
<li><a href="{{LOGIN}}">[[access.login]]</a></li>
</ul>
</div>
