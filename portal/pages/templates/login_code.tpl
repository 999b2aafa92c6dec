{{%AUTOESCAPE context="HTML"}}
<div class="page page-text">
<h1>[[access.code.page]]</h1>
<p class="lead">{{TEXT}}</p>
{{>PROBLEMS}}
<form class="member-form" action="{{ACTION}}" method="post" novalidate>
<input type="hidden" name="ticket" value="{{TICKET}}">
<input type="hidden" name="second_step" value="{{METHOD}}">
{{#NEXT}}<input type="hidden" name="next" value="{{TEXT}}">{{/NEXT}}
<div class="field"><label class="field-label" for="code">[[field.code]]</label>
<span class="hint" id="code-hint">[[access.code.hint]]</span>
{{#CODE_MARK}}<span class="field-problem" id="code-problem">{{#CODE_PROBLEM}}{{TEXT}} {{/CODE_PROBLEM}}</span>{{/CODE_MARK}}
<input class="input" id="code" name="code" type="text" maxlength="64" autocomplete="one-time-code" autocapitalize="none" spellcheck="false" required aria-describedby="code-hint{{#CODE_MARK}} code-problem{{/CODE_MARK}}"{{#CODE_MARK}} aria-invalid="true"{{/CODE_MARK}}></div>
<p><button class="button button-primary" type="submit">[[login.send]]</button></p>
</form>
<p class="member-links"><a href="{{LOGIN}}">[[access.code.again]]</a></p>
</div>
