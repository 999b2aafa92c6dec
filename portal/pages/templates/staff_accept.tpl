{{%AUTOESCAPE context="HTML"}}
<div class="page page-text">
<h1>[[staff.accept.page]]</h1>
<p class="lead">[[staff.accept.lead]]</p>
{{>PROBLEMS}}
{{#FACTS}}<dl class="information panel">
{{#FACT}}<div><dt>{{NAME}}</dt><dd>{{VALUE}}</dd></div>{{/FACT}}
</dl>{{/FACTS}}
<form class="member-form" action="/staff/accept" method="post" novalidate>
<input type="hidden" name="token" value="{{TOKEN}}">
<input type="hidden" name="setup" value="{{SETUP}}">
<input type="hidden" name="mail" value="{{MAIL}}" autocomplete="username">
<h2 class="small-title">[[staff.accept.password]]</h2>
<div class="field"><label class="field-label" for="password">[[field.password]]</label>
<span class="hint" id="password-hint">[[staff.accept.password.hint]]</span>
{{#PASSWORD_MARK}}<span class="field-problem" id="password-problem">{{#PASSWORD_PROBLEM}}{{TEXT}} {{/PASSWORD_PROBLEM}}</span>{{/PASSWORD_MARK}}
<input class="input" id="password" name="password" type="password" maxlength="128" autocomplete="new-password" required aria-describedby="password-hint{{#PASSWORD_MARK}} password-problem{{/PASSWORD_MARK}}"{{#PASSWORD_MARK}} aria-invalid="true"{{/PASSWORD_MARK}}></div>
<h2 class="small-title">[[staff.accept.app]]</h2>
{{#SAME_APP}}<p class="notice">[[staff.accept.same]]</p>{{/SAME_APP}}
{{#NEW_APP}}{{#AGAIN}}<p class="notice">[[staff.accept.again]]</p>{{/AGAIN}}
<p>[[staff.accept.app.text]]</p>
{{#QR}}<p><svg class="qr-code" viewBox="0 0 {{SIZE}} {{SIZE}}" role="img" aria-label="[[staff.accept.qr]]"><path d="{{PATH}}"></path></svg></p>{{/QR}}
<p>[[staff.accept.typed]]<br><code class="typed-secret">{{SECRET}}</code></p>{{/NEW_APP}}
<div class="field"><label class="field-label" for="code">[[field.code]]</label>
<span class="hint" id="code-hint">[[staff.accept.code.hint]]</span>
{{#CODE_MARK}}<span class="field-problem" id="code-problem">{{#CODE_PROBLEM}}{{TEXT}} {{/CODE_PROBLEM}}</span>{{/CODE_MARK}}
<input class="input" id="code" name="code" type="text" maxlength="12" inputmode="numeric" autocomplete="one-time-code" required aria-describedby="code-hint{{#CODE_MARK}} code-problem{{/CODE_MARK}}"{{#CODE_MARK}} aria-invalid="true"{{/CODE_MARK}}></div>
<p><button class="button button-primary" type="submit">[[staff.accept.send]]</button></p>
</form>
</div>
