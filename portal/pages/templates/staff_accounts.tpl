{{%AUTOESCAPE context="HTML"}}
<div class="page page-text">
{{>STAFF_MENU}}
<h1>[[staff.accounts.page]]</h1>
{{#INVITED}}<p class="notice" role="status">[[staff.accounts.invited]]</p>{{/INVITED}}
{{#CHANGED}}<p class="notice" role="status">[[staff.accounts.changed]]</p>{{/CHANGED}}
{{>PROBLEMS}}
<ul class="staff-list">
{{#PERSON}}<li class="panel"><a href="/staff/accounts/{{ID}}">{{NAME}}</a>{{#OWN}} <strong>[[staff.own]]</strong>{{/OWN}}<br>{{ROLE}}[[list.comma]]{{STATUS}}<br>{{MAIL}}</li>{{/PERSON}}
</ul>
<h2 class="small-title">[[staff.invite]]</h2>
<form class="member-form" action="/staff/accounts" method="post" novalidate>
<input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="once" value="{{ONCE}}">
<div class="field"><label class="field-label" for="name">[[field.name]]</label>
<span class="hint" id="name-hint">[[staff.invite.name.hint]]</span>
{{#NAME_MARK}}<span class="field-problem" id="name-problem">{{#NAME_PROBLEM}}{{TEXT}} {{/NAME_PROBLEM}}</span>{{/NAME_MARK}}
<input class="input" id="name" name="name" type="text" value="{{NAME}}" maxlength="80" autocomplete="off" required aria-describedby="name-hint{{#NAME_MARK}} name-problem{{/NAME_MARK}}"{{#NAME_MARK}} aria-invalid="true"{{/NAME_MARK}}></div>
<div class="field"><label class="field-label" for="mail">[[field.mail]]</label>
{{#MAIL_MARK}}<span class="field-problem" id="mail-problem">{{#MAIL_PROBLEM}}{{TEXT}} {{/MAIL_PROBLEM}}</span>{{/MAIL_MARK}}
<input class="input" id="mail" name="mail" type="email" value="{{MAIL}}" maxlength="254" autocomplete="off" required{{#MAIL_MARK}} aria-invalid="true" aria-describedby="mail-problem"{{/MAIL_MARK}}></div>
<div class="field"><label class="field-label" for="role">[[field.role]]</label>
<span class="hint" id="role-hint">[[staff.role.hint]]</span>
{{#ROLE_MARK}}<span class="field-problem" id="role-problem">{{#ROLE_PROBLEM}}{{TEXT}} {{/ROLE_PROBLEM}}</span>{{/ROLE_MARK}}
<select class="input" id="role" name="role" aria-describedby="role-hint{{#ROLE_MARK}} role-problem{{/ROLE_MARK}}"{{#ROLE_MARK}} aria-invalid="true"{{/ROLE_MARK}}>{{#ROLE}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{NAME}}</option>{{/ROLE}}</select></div>
<p><button class="button button-primary" type="submit">[[staff.invite.send]]</button></p>
</form>
</div>
