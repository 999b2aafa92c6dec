{{%AUTOESCAPE context="HTML"}}
<div class="page page-text">
{{>STAFF_MENU}}
<h1>{{TITLE}}</h1>
{{>PROBLEMS}}
<p class="lead">{{TEXT}}</p>
<form class="member-form" action="{{ACTION}}" method="post">
<input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="once" value="{{ONCE}}">
<input type="hidden" name="confirmed" value="1">
{{#GIVEN}}<input type="hidden" name="{{NAME}}" value="{{VALUE}}">
{{/GIVEN}}<p><button class="button button-primary" type="submit">{{BUTTON}}</button></p>
</form>
<p class="member-links"><a href="{{BACK}}">[[staff.question.back]]</a></p>
</div>
