{{%AUTOESCAPE context="HTML"}}
<div class="page page-text">
<h1>[[access.step.end]]</h1>
{{#ENDING}}<p class="lead">[[access.step.end.lead]]</p>{{/ENDING}}
<p class="panel">{{STATE}}{{#LEFT}} {{TEXT}}{{/LEFT}}</p>
{{>PROBLEMS}}
{{#ENDING}}<form class="member-form" action="{{ACTION}}" method="post" novalidate>
<input type="hidden" name="csrf" value="{{CSRF}}">
<div class="field"><label class="field-label" for="password">[[access.password.now]]</label>
{{#PASSWORD_MARK}}<span class="field-problem" id="password-problem">{{#PASSWORD_PROBLEM}}{{TEXT}} {{/PASSWORD_PROBLEM}}</span>{{/PASSWORD_MARK}}
<input class="input" id="password" name="password" type="password" maxlength="128" autocomplete="current-password" required{{#PASSWORD_MARK}} aria-invalid="true" aria-describedby="password-problem"{{/PASSWORD_MARK}}></div>
<p><button class="button button-secondary" type="submit">[[access.step.end.send]]</button></p>
</form>{{/ENDING}}
<p class="member-links"><a href="{{BACK}}">[[access.app.back]]</a></p>
<p class="member-links"><a href="{{HOME}}">{{HOME_NAME}}</a></p>
</div>
