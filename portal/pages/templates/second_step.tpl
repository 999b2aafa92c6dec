{{%AUTOESCAPE context="HTML"}}
<div class="page page-text">
<h1>[[access.step.page]]</h1>
<p class="lead">[[access.step.lead]]</p>
<p class="panel">{{STATE}}{{#LEFT}} {{TEXT}}{{/LEFT}}</p>
{{>PROBLEMS}}
<form class="member-form" action="{{ACTION}}" method="post" novalidate>
<input type="hidden" name="csrf" value="{{CSRF}}">
{{#ON}}<p class="hint">[[access.step.again]]</p>{{/ON}}
<fieldset class="field" id="method" tabindex="-1"{{#METHOD_MARK}} aria-invalid="true" aria-describedby="method-problem"{{/METHOD_MARK}}><legend class="field-label">[[field.method]]</legend>
{{#METHOD_MARK}}<span class="field-problem" id="method-problem">{{#METHOD_PROBLEM}}{{TEXT}} {{/METHOD_PROBLEM}}</span>{{/METHOD_MARK}}
<label class="choice"><input type="radio" name="method" value="authenticator"{{#BY_APP}} checked{{/BY_APP}}>[[access.method.app]]</label>
<label class="choice"><input type="radio" name="method" value="mail"{{#BY_MAIL}} checked{{/BY_MAIL}}>[[access.method.mail]]</label>
</fieldset>
<div class="field"><label class="field-label" for="password">[[access.password.now]]</label>
{{#PASSWORD_MARK}}<span class="field-problem" id="password-problem">{{#PASSWORD_PROBLEM}}{{TEXT}} {{/PASSWORD_PROBLEM}}</span>{{/PASSWORD_MARK}}
<input class="input" id="password" name="password" type="password" maxlength="128" autocomplete="current-password" required{{#PASSWORD_MARK}} aria-invalid="true" aria-describedby="password-problem"{{/PASSWORD_MARK}}></div>
<p><button class="button button-primary" type="submit">[[access.step.begin]]</button></p>
</form>
{{#ON}}<p class="member-links"><a href="{{TEXT}}">[[access.step.end]]</a></p>{{/ON}}
<p class="member-links"><a href="{{HOME}}">{{HOME_NAME}}</a></p>
</div>
