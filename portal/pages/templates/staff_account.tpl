{{%AUTOESCAPE context="HTML"}}
<div class="page page-text">
{{>STAFF_MENU}}
<h1>{{TITLE}}</h1>
{{>PROBLEMS}}
<dl class="information panel">
{{#FACT}}<div><dt>{{NAME}}</dt><dd>{{VALUE}}</dd></div>{{/FACT}}
</dl>
{{#OWN}}<p>[[staff.account.own]]</p>{{/OWN}}
{{#SUSPENDED}}<form class="member-form" action="/staff/accounts/{{ID}}" method="post">
<input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="name" value="{{TITLE}}"><input type="hidden" name="change" value="restore">
<p><button class="button button-primary" type="submit">[[staff.change.restore]]</button></p>
</form>{{/SUSPENDED}}
{{#CHANGES}}<form class="member-form" action="/staff/accounts/{{ID}}" method="post">
<input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="name" value="{{TITLE}}"><input type="hidden" name="change" value="change_role">
<div class="field"><label class="field-label" for="role">[[field.role]]</label>
<span class="hint" id="role-hint">[[staff.role.hint]]</span>
<select class="input" id="role" name="role" aria-describedby="role-hint">{{#ROLE}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{NAME}}</option>{{/ROLE}}</select></div>
<p><button class="button button-primary" type="submit">[[staff.change.change_role]]</button></p>
</form>
<form class="member-form" action="/staff/accounts/{{ID}}" method="post">
<input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="name" value="{{TITLE}}"><input type="hidden" name="change" value="invite_again">
<p>[[staff.account.invite_again]]</p>
<p><button class="button button-secondary" type="submit">[[staff.change.invite_again]]</button></p>
</form>
<form class="member-form" action="/staff/accounts/{{ID}}" method="post">
<input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="name" value="{{TITLE}}"><input type="hidden" name="change" value="suspend">
<p>[[staff.account.suspend]]</p>
<p><button class="button button-secondary" type="submit">[[staff.change.suspend]]</button></p>
</form>{{/CHANGES}}
<p class="member-links"><a href="/staff/accounts">[[staff.accounts.back]]</a></p>
</div>
