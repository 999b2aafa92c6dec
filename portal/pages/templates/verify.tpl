{{%AUTOESCAPE context="HTML"}}
<div class="page page-text">
<h1>[[verify.page]]</h1>
<p class="lead">[[verify.lead]]</p>
{{>PROBLEMS}}
<div role="status" data-verify-output>{{#RESULT}}<div class="notice {{KIND}}"><h2>{{HEADING}}</h2>
{{#NOTE}}<p>{{TEXT}}</p>{{/NOTE}}
{{#FACTS}}<dl class="information">{{#FACT}}<div><dt>{{NAME}}</dt><dd>{{VALUE}}</dd></div>{{/FACT}}</dl>{{/FACTS}}
</div>{{/RESULT}}</div>
<form class="member-form" action="/verify" method="post"{{#KEY}} data-verify data-key="{{TEXT}}"{{/KEY}} data-valid="[[verify.valid]]" data-ended="[[verify.ended]]" data-forged="[[verify.forged]]" data-number_only="[[verify.number_only]]" data-number_only-note="[[verify.number_only.note]]" data-mistyped="[[verify.mistyped]]" data-mistyped-note="[[verify.mistyped.note]]" data-unchecked="[[verify.unchecked]]" data-unchecked-note="[[verify.unchecked.note]]" data-programme-name="[[field.programme]]" data-programme-1="[[member.programme.1]]" data-programme-2="[[member.programme.2]]" data-until-name="[[card.until]]" data-number-name="[[card.number]]" data-day="[[shop.date]]">
<div class="field"><label class="field-label" for="code">[[verify.code]]</label>
<span class="hint" id="code-hint">[[verify.code.hint]]</span>
{{#CODE_MARK}}<span class="field-problem" id="code-problem">{{#CODE_PROBLEM}}{{TEXT}} {{/CODE_PROBLEM}}</span>{{/CODE_MARK}}
<textarea class="input" id="code" name="code" rows="4" maxlength="500" autocomplete="off" spellcheck="false" aria-describedby="code-hint{{#CODE_MARK}} code-problem{{/CODE_MARK}}"{{#CODE_MARK}} aria-invalid="true"{{/CODE_MARK}}>{{CODE}}</textarea></div>
<p><button class="button button-primary" type="submit">[[verify.check]]</button></p>
</form>
<ul class="plain-list">
<li data-verify-sent>[[verify.sent]]</li>
<li data-verify-offline hidden>[[verify.offline]]</li>
<li data-verify-private hidden>[[verify.private]]</li>
</ul>
<script src="[[asset:verify.js]]" defer></script>
</div>
