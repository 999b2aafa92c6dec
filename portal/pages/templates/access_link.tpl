{{%AUTOESCAPE context="HTML"}}
<div class="page page-text">
<h1>[[register.link.page]]</h1>
<p class="lead">{{TEXT}}</p>
<ul class="ways">
<li><a href="{{AGAIN}}">[[register.again]]</a></li>
<li><a href="{{LOGIN}}">[[access.login]]</a></li>
</ul>
</div>
