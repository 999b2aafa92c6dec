{{%AUTOESCAPE context="HTML"}}
<div class="page page-text">
<h1>[[register.form.page]]</h1>
<p class="lead">[[register.form.lead]]</p>
{{>PROBLEMS}}
<form class="member-form" action="/register/confirm" method="post" novalidate>
<input type="hidden" name="token" value="{{TOKEN}}">
<div class="field"><label class="field-label" for="mail">[[field.mail]]</label>
<input class="input" id="mail" name="mail" type="email" value="{{MAIL}}" autocomplete="username" readonly></div>
<div class="field"><label class="field-label" for="password">[[field.password]]<span class="required">[[member.required]]</span></label>
<span class="hint" id="password-hint">[[register.password.hint]]</span>
{{#PASSWORD_MARK}}<span class="field-problem" id="password-problem">{{#PASSWORD_PROBLEM}}{{TEXT}} {{/PASSWORD_PROBLEM}}</span>{{/PASSWORD_MARK}}
<input class="input" id="password" name="password" type="password" maxlength="128" autocomplete="new-password" required aria-describedby="password-hint{{#PASSWORD_MARK}} password-problem{{/PASSWORD_MARK}}"{{#PASSWORD_MARK}} aria-invalid="true"{{/PASSWORD_MARK}}></div>
{{>PROFILE_FIELDS}}
<p><button class="button button-primary" type="submit">[[register.finish]]</button></p>
</form>
</div>
