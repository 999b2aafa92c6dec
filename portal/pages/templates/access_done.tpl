{{%AUTOESCAPE context="HTML"}}
<div class="page page-text">
<h1>{{TITLE}}</h1>
<p class="lead">{{TEXT}}</p>
<p class="member-links"><a href="{{HOME}}">{{HOME_NAME}}</a></p>
</div>
