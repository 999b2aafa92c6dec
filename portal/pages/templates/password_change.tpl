{{%AUTOESCAPE context="HTML"}}
<div class="page page-text">
<h1>[[access.password.page]]</h1>
<p class="lead">[[access.password.lead]]</p>
{{>PROBLEMS}}
<form class="member-form" action="{{ACTION}}" method="post" novalidate>
<input type="hidden" name="csrf" value="{{CSRF}}">
<div class="field"><label class="field-label" for="password">[[access.password.now]]</label>
{{#PASSWORD_MARK}}<span class="field-problem" id="password-problem">{{#PASSWORD_PROBLEM}}{{TEXT}} {{/PASSWORD_PROBLEM}}</span>{{/PASSWORD_MARK}}
<input class="input" id="password" name="password" type="password" maxlength="128" autocomplete="current-password" required{{#PASSWORD_MARK}} aria-invalid="true" aria-describedby="password-problem"{{/PASSWORD_MARK}}></div>
<div class="field"><label class="field-label" for="new_password">[[field.new_password]]</label>
<span class="hint" id="new_password-hint">[[register.password.hint]]</span>
{{#NEW_PASSWORD_MARK}}<span class="field-problem" id="new_password-problem">{{#NEW_PASSWORD_PROBLEM}}{{TEXT}} {{/NEW_PASSWORD_PROBLEM}}</span>{{/NEW_PASSWORD_MARK}}
<input class="input" id="new_password" name="new_password" type="password" maxlength="128" autocomplete="new-password" required aria-describedby="new_password-hint{{#NEW_PASSWORD_MARK}} new_password-problem{{/NEW_PASSWORD_MARK}}"{{#NEW_PASSWORD_MARK}} aria-invalid="true"{{/NEW_PASSWORD_MARK}}></div>
<p><button class="button button-primary" type="submit">[[access.password.change]]</button></p>
</form>
<p class="member-links"><a href="{{HOME}}">{{HOME_NAME}}</a></p>
</div>
