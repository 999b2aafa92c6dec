{{%AUTOESCAPE context="HTML"}}
<nav class="staff-menu" aria-label="[[staff.menu]]">
<p>[[staff.menu.who]]<strong>{{NAME}}</strong></p>
<ul>
<li><a href="/staff">[[staff.start.page]]</a></li>
<li><a href="/staff/members">[[staff.members.page]]</a></li>
<li><a href="/staff/owners">[[staff.owners.page]]</a></li>
{{#ADMINISTRATOR}}<li><a href="/staff/accounts">[[staff.accounts.page]]</a></li>
<li><a href="/staff/keys">[[staff.keys.page]]</a></li>
<li><a href="/staff/audit">[[staff.audit.page]]</a></li>
{{/ADMINISTRATOR}}<li><a href="/staff/sessions">[[sessions.page]]</a></li>
</ul>
<form action="/staff/logout" method="post">
<input type="hidden" name="csrf" value="{{CSRF}}">
<button class="button button-secondary" type="submit">[[me.logout]]</button>
</form>
</nav>
