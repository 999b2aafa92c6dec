{{%AUTOESCAPE context="HTML"}}
<div class="page page-text">
<h1>[[leave.page]]</h1>
{{>PROBLEMS}}
<p class="lead">[[leave.lead]]</p>
<h2>[[leave.erased]]</h2>
<ul class="plain-list">
<li>[[owner.leave.erased.who]]</li>
<li>[[owner.leave.erased.profile]]</li>
<li>[[owner.leave.erased.shops]]</li>
</ul>
<h2>[[leave.remains]]</h2>
<ul class="plain-list">
<li>[[owner.leave.remains.shops]]</li>
<li>[[owner.leave.remains.applications]]</li>
<li>[[owner.leave.remains.audit]]</li>
<li>[[leave.remains.messages]]</li>
<li>[[leave.remains.mail]]</li>
</ul>
{{>LEAVE_FORM}}
</div>
