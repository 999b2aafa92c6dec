{{%AUTOESCAPE context="HTML"}}
<div class="page page-text">
{{>STAFF_MENU}}
<h1>[[staff.start.page]]</h1>
{{#FEW_CODES}}<p class="notice">[[staff.codes.few]]</p>{{/FEW_CODES}}
<dl class="information panel">
{{#FACT}}<div><dt>{{NAME}}</dt><dd>{{VALUE}}</dd></div>{{/FACT}}
</dl>
<ul class="ways">
<li><a href="/staff/members">[[staff.members.page]]</a></li>
<li><a href="/staff/owners">[[staff.owners.page]]</a></li>
{{#ADMINISTRATOR}}<li><a href="/staff/accounts">[[staff.accounts.page]]</a></li>
<li><a href="/staff/keys">[[staff.keys.page]]</a></li>
<li><a href="/staff/audit">[[staff.audit.page]]</a></li>{{/ADMINISTRATOR}}
</ul>
</div>
