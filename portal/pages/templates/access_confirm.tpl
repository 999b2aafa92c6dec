{{%AUTOESCAPE context="HTML"}}
<div class="page page-text">
<h1>{{TITLE}}</h1>
<p class="lead">{{TEXT}}</p>
<form class="member-form" action="{{ACTION}}" method="post" novalidate>
<input type="hidden" name="token" value="{{TOKEN}}">
<p><button class="button button-primary" type="submit">{{SEND}}</button></p>
</form>
</div>
