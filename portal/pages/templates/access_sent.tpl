{{%AUTOESCAPE context="HTML"}}
<div class="page page-text">
<h1>[[register.sent.page]]</h1>
<p class="lead">{{TEXT}}</p>
<ul class="plain-list">
<li>{{ONCE}}</li>
<li>[[register.sent.missing]]</li>
</ul>
<p class="member-links"><a href="{{AGAIN}}">[[register.again]]</a></p>
</div>
