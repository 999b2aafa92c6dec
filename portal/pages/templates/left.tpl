{{%AUTOESCAPE context="HTML"}}
<div class="page page-text">
<h1>[[leave.done.page]]</h1>
<p class="lead">[[leave.done.text]]</p>
<p><a class="button button-secondary" href="/">[[site.home]]</a></p>
</div>
