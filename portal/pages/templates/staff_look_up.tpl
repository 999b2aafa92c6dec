{{%AUTOESCAPE context="HTML"}}
<div class="page page-text">
{{>STAFF_MENU}}
<h1>{{TITLE}}</h1>
<p class="lead">{{LEAD}}</p>
{{>PROBLEMS}}
{{#LIFTED}}<p class="notice" role="status">[[staff.lift.done]]</p>{{/LIFTED}}
{{#NOBODY}}<p class="notice" role="status">{{TEXT}}</p>{{/NOBODY}}
{{#FOUND}}<dl class="information panel">
{{#FACT}}<div><dt>{{NAME}}</dt><dd>{{VALUE}}</dd></div>{{/FACT}}
{{#SHOPS}}<div><dt>[[owner.shops]]</dt><dd><ul class="plain-list">{{#SHOP}}<li><a href="/shops/{{ID}}">{{NAME}}</a></li>{{/SHOP}}</ul></dd></div>{{/SHOPS}}
</dl>
{{#LIFT}}<form class="member-form" action="{{ACTION}}" method="post">
<input type="hidden" name="csrf" value="{{CSRF}}">
<div class="field"><label class="field-label" for="lift-{{ID}}">[[staff.lift.reason]]</label>
<span class="hint" id="lift-{{ID}}-hint">[[staff.lift.hint]]</span>
<input class="input" id="lift-{{ID}}" name="reason" type="text" maxlength="200" autocomplete="off" required aria-describedby="lift-{{ID}}-hint"></div>
<p><button class="button button-secondary" type="submit">[[staff.lift.send]]</button></p>
</form>{{/LIFT}}{{/FOUND}}
<form class="member-form" action="{{ACTION}}" method="post" novalidate>
<input type="hidden" name="csrf" value="{{CSRF}}">
<div class="field"><label class="field-label" for="by">[[staff.members.by]]</label>
<select class="input" id="by" name="by">{{#BY}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{NAME}}</option>{{/BY}}</select></div>
<div class="field"><label class="field-label" for="value">[[field.value]]</label>
<span class="hint" id="value-hint">[[staff.members.value.hint]]</span>
{{#VALUE_MARK}}<span class="field-problem" id="value-problem">{{#VALUE_PROBLEM}}{{TEXT}} {{/VALUE_PROBLEM}}</span>{{/VALUE_MARK}}
<input class="input" id="value" name="value" type="text" value="{{VALUE}}" maxlength="254" autocomplete="off" required aria-describedby="value-hint{{#VALUE_MARK}} value-problem{{/VALUE_MARK}}"{{#VALUE_MARK}} aria-invalid="true"{{/VALUE_MARK}}></div>
<div class="field"><label class="field-label" for="reason">[[field.reason]]</label>
<span class="hint" id="reason-hint">[[staff.members.reason.hint]]</span>
{{#REASON_MARK}}<span class="field-problem" id="reason-problem">{{#REASON_PROBLEM}}{{TEXT}} {{/REASON_PROBLEM}}</span>{{/REASON_MARK}}
<input class="input" id="reason" name="reason" type="text" value="{{REASON}}" maxlength="200" autocomplete="off" required aria-describedby="reason-hint{{#REASON_MARK}} reason-problem{{/REASON_MARK}}"{{#REASON_MARK}} aria-invalid="true"{{/REASON_MARK}}></div>
<p><button class="button button-primary" type="submit">[[staff.members.send]]</button></p>
</form>
</div>
