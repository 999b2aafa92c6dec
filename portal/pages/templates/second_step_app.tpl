{{%AUTOESCAPE context="HTML"}}
<div class="page page-text">
<h1>[[access.app.page]]</h1>
{{>PROBLEMS}}
<ol class="numbered-list">
<li>[[access.app.scan]]</li>
<li>[[access.app.type]]</li>
</ol>
<svg class="authenticator-code" viewBox="0 0 {{SIZE}} {{SIZE}}" width="240" height="240" role="img" aria-label="[[access.app.picture]]"><rect width="{{SIZE}}" height="{{SIZE}}" fill="#fff"/><path d="{{PATH}}" fill="#000"/></svg>
<p>[[access.app.secret]] <strong class="typed-secret">{{SECRET}}</strong></p>
<form class="member-form" action="{{ACTION}}" method="post" novalidate>
<input type="hidden" name="csrf" value="{{CSRF}}">
<input type="hidden" name="ticket" value="{{TICKET}}">
<input type="hidden" name="secret" value="{{SECRET}}">
<input type="hidden" name="uri" value="{{URI}}">
<div class="field"><label class="field-label" for="code">[[access.app.code]]</label>
{{#CODE_MARK}}<span class="field-problem" id="code-problem">{{#CODE_PROBLEM}}{{TEXT}} {{/CODE_PROBLEM}}</span>{{/CODE_MARK}}
<input class="input" id="code" name="code" type="text" maxlength="16" inputmode="numeric" autocomplete="one-time-code" required{{#CODE_MARK}} aria-invalid="true" aria-describedby="code-problem"{{/CODE_MARK}}></div>
<p><button class="button button-primary" type="submit">[[access.step.begin]]</button></p>
</form>
<p class="member-links"><a href="{{BACK}}">[[access.app.back]]</a></p>
</div>
