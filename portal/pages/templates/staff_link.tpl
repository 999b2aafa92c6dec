{{%AUTOESCAPE context="HTML"}}
<div class="page page-text">
<h1>[[staff.link.page]]</h1>
<p class="lead">{{TEXT}}</p>
<ul class="ways">
<li><a href="/staff/login">[[staff.login.page]]</a></li>
</ul>
</div>
