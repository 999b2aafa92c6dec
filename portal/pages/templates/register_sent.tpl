{{%AUTOESCAPE context="HTML"}}
<div class="page page-text">
<h1>[[register.sent.page]]</h1>
<p class="lead">{{TEXT}}</p>
<ul class="plain-list">
<li>[[register.sent.once]]</li>
<li>[[register.sent.missing]]</li>
</ul>
<p class="member-links"><a href="{{BASE}}/register">[[register.again]]</a></p>
</div>
