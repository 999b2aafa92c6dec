{{%AUTOESCAPE context="HTML"}}
{{#FIELD}}<div class="field"><label class="field-label" for="{{NAME}}">{{LABEL}}{{#REQUIRED}}<span class="required">[[member.required]]</span>{{/REQUIRED}}</label>
{{#HINT}}<span class="hint" id="{{NAME}}-hint">{{TEXT}}</span>{{/HINT}}
{{#WRONG}}<span class="field-problem" id="{{NAME}}-problem">{{TEXT}}</span>{{/WRONG}}
<input class="input" id="{{NAME}}" name="{{NAME}}" type="text" value="{{VALUE}}" maxlength="{{MOST}}" autocomplete="{{AUTOCOMPLETE}}"{{#REQUIRED}} required{{/REQUIRED}} aria-describedby="{{#HINT}}{{NAME}}-hint{{/HINT}}{{#WRONG}} {{NAME}}-problem{{/WRONG}}"{{#WRONG}} aria-invalid="true"{{/WRONG}}></div>
{{/FIELD}}
<h2 class="small-title">[[register.purposes.title]]</h2>
<ul class="plain-list">
<li>[[owner.purposes.contact]]</li>
<li>[[owner.purposes.applications]]</li>
<li>[[owner.purposes.limits]]</li>
</ul>
<div class="field">
{{#CONSENT_WRONG}}<span class="field-problem" id="consent_version-problem">{{TEXT}}</span>{{/CONSENT_WRONG}}
<label class="choice"><input type="checkbox" id="consent_version" name="consent_version" value="{{CONSENT_VERSION}}" required{{#CONSENTED}} checked{{/CONSENTED}}{{#CONSENT_WRONG}} aria-invalid="true" aria-describedby="consent_version-problem"{{/CONSENT_WRONG}}>[[register.consent]]<span class="required">[[member.required]]</span></label></div>
