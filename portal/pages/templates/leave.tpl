{{%AUTOESCAPE context="HTML"}}
<div class="page page-text">
<h1>[[leave.page]]</h1>
{{>PROBLEMS}}
<p class="lead">[[leave.lead]]</p>
<h2>[[leave.erased]]</h2>
<ul class="plain-list">
<li>[[leave.erased.who]]</li>
<li>[[leave.erased.family]]</li>
<li>[[leave.erased.use]]</li>
</ul>
<h2>[[leave.remains]]</h2>
<ul class="plain-list">
<li>[[leave.remains.audit]]</li>
<li>[[leave.remains.messages]]</li>
<li>[[leave.remains.mail]]</li>
<li>[[leave.remains.card]]</li>
</ul>
{{>LEAVE_FORM}}
</div>
