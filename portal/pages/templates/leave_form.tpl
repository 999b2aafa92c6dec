{{%AUTOESCAPE context="HTML"}}
<p><a class="button button-secondary" href="{{BASE}}/me/export">[[export.button]]</a></p>
<form class="member-form" action="{{BASE}}/me/leave" method="post" novalidate>
<input type="hidden" name="csrf" value="{{CSRF}}">
<div class="field"><label class="field-label" for="password">[[field.password]]<span class="required">[[member.required]]</span></label>
{{#PASSWORD_MARK}}<span class="field-problem" id="password-problem">{{#PASSWORD_PROBLEM}}{{TEXT}} {{/PASSWORD_PROBLEM}}</span>{{/PASSWORD_MARK}}
<input class="input" id="password" name="password" type="password" maxlength="128" autocomplete="current-password" required{{#PASSWORD_MARK}} aria-invalid="true" aria-describedby="password-problem"{{/PASSWORD_MARK}}></div>
<div class="field">
{{#CONFIRM_MARK}}<span class="field-problem" id="confirm-problem">{{#CONFIRM_PROBLEM}}{{TEXT}} {{/CONFIRM_PROBLEM}}</span>{{/CONFIRM_MARK}}
<label class="choice"><input type="checkbox" id="confirm" name="confirm" value="1" required{{#CONFIRM_MARK}} aria-invalid="true" aria-describedby="confirm-problem"{{/CONFIRM_MARK}}>[[leave.confirm]]<span class="required">[[member.required]]</span></label></div>
<p><button class="button button-primary" type="submit">[[leave.finish]]</button></p>
</form>
<p class="member-links"><a href="{{HOME}}">{{HOME_NAME}}</a></p>
