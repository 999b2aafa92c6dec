{{%AUTOESCAPE context="HTML"}}
<div class="page page-text">
<h1>{{TITLE}}</h1>
<p class="lead">{{TEXT}}</p>
<ul class="ways">
{{#AGAIN}}<li><a href="{{URL}}">[[register.again]]</a></li>{{/AGAIN}}
<li><a href="{{LOGIN}}">[[access.login]]</a></li>
</ul>
</div>
