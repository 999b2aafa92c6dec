{{%AUTOESCAPE context="HTML"}}
<div class="page page-text">
<h1>[[staff.accepted.page]]</h1>
<p class="lead">[[staff.accepted.lead]]</p>
<ol class="recovery-codes panel">
{{#CODE}}<li><code>{{TEXT}}</code></li>{{/CODE}}
</ol>
<p>[[staff.accepted.keep]]</p>
<p class="member-links"><a href="/staff/login">[[staff.accepted.login]]</a></p>
</div>
