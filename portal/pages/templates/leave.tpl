{{%AUTOESCAPE context="HTML"}}
<div class="page page-text">
<h1>[[leave.page]]</h1>
{{#PROBLEMS}}<div class="notice notice-error" role="alert" id="problems" tabindex="-1">
<h2>[[icon:alert]][[member.problems]]</h2>
{{#SENTENCE}}<p>{{TEXT}}</p>{{/SENTENCE}}
<ul class="plain-list">{{#PROBLEM}}<li><a href="#{{FIELD}}">{{TEXT}}</a></li>{{/PROBLEM}}</ul>
</div>{{/PROBLEMS}}
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
