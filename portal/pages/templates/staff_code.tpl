{{%AUTOESCAPE context="HTML"}}
<div class="page page-text">
<h1>[[staff.code.page]]</h1>
{{#PROBLEMS}}<div class="notice notice-error" role="alert" id="problems" tabindex="-1">
<h2>[[icon:alert]][[member.problems]]</h2>
{{#SENTENCE}}<p>{{TEXT}}</p>{{/SENTENCE}}
<ul class="plain-list">{{#PROBLEM}}<li><a href="#{{FIELD}}">{{TEXT}}</a></li>{{/PROBLEM}}</ul>
</div>{{/PROBLEMS}}
<form class="member-form" action="/staff/login/second-step" method="post" novalidate>
<input type="hidden" name="ticket" value="{{TICKET}}">
<div class="field"><label class="field-label" for="code">[[staff.code]]</label>
<span class="hint" id="code-hint">[[staff.code.hint]]</span>
{{#CODE_MARK}}<span class="field-problem" id="code-problem">{{#CODE_PROBLEM}}{{TEXT}} {{/CODE_PROBLEM}}</span>{{/CODE_MARK}}
<input class="input" id="code" name="code" type="text" maxlength="40" autocomplete="one-time-code" autocapitalize="none" spellcheck="false" required aria-describedby="code-hint{{#CODE_MARK}} code-problem{{/CODE_MARK}}"{{#CODE_MARK}} aria-invalid="true"{{/CODE_MARK}}></div>
<p><button class="button button-primary" type="submit">[[login.send]]</button></p>
</form>
<p class="member-links"><a href="/staff/login">[[staff.code.back]]</a></p>
</div>
