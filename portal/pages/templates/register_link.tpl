{{%AUTOESCAPE context="HTML"}}
<div class="page page-text">
<h1>[[register.link.page]]</h1>
<p class="lead">{{TEXT}}</p>
<ul class="ways">
<li><a href="{{BASE}}/register">[[register.again]]</a></li>
<li><a href="{{BASE}}/login">[[register.login]]</a></li>
</ul>
</div>
