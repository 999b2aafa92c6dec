{{%AUTOESCAPE context="HTML"}}
<div class="page page-text">
{{>STAFF_MENU}}
<h1>[[staff.forbidden.page]]</h1>
<p class="lead">{{TEXT}}</p>
<p class="member-links"><a href="/staff">[[staff.back]]</a></p>
</div>
