{{%AUTOESCAPE context="HTML"}}
<div class="page page-text">
<h1>[[access.mail.page]]</h1>
<p class="lead">[[access.mail.lead]]</p>
{{>PROBLEMS}}
<form class="member-form" action="{{ACTION}}" method="post" novalidate>
<input type="hidden" name="csrf" value="{{CSRF}}">
<div class="field"><label class="field-label" for="mail">[[access.mail.new]]</label>
<span class="hint" id="mail-hint">[[register.mail.hint]]</span>
{{#MAIL_MARK}}<span class="field-problem" id="mail-problem">{{#MAIL_PROBLEM}}{{TEXT}} {{/MAIL_PROBLEM}}</span>{{/MAIL_MARK}}
<input class="input" id="mail" name="mail" type="email" value="{{MAIL}}" maxlength="254" autocomplete="email" required aria-describedby="mail-hint{{#MAIL_MARK}} mail-problem{{/MAIL_MARK}}"{{#MAIL_MARK}} aria-invalid="true"{{/MAIL_MARK}}></div>
<div class="field"><label class="field-label" for="password">[[access.password.now]]</label>
{{#PASSWORD_MARK}}<span class="field-problem" id="password-problem">{{#PASSWORD_PROBLEM}}{{TEXT}} {{/PASSWORD_PROBLEM}}</span>{{/PASSWORD_MARK}}
<input class="input" id="password" name="password" type="password" maxlength="128" autocomplete="current-password" required{{#PASSWORD_MARK}} aria-invalid="true" aria-describedby="password-problem"{{/PASSWORD_MARK}}></div>
<p><button class="button button-primary" type="submit">[[register.send]]</button></p>
</form>
<p class="member-links"><a href="{{HOME}}">{{HOME_NAME}}</a></p>
</div>
