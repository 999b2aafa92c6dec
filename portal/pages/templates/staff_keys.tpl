{{%AUTOESCAPE context="HTML"}}
<div class="page page-text">
{{>STAFF_MENU}}
<h1>[[staff.keys.page]]</h1>
{{#MADE}}<div class="notice" role="status"><p>[[staff.keys.made]]</p><p><code class="typed-secret">{{TEXT}}</code></p></div>{{/MADE}}
{{#REVOKED_NOW}}<p class="notice" role="status">[[staff.keys.revoked.done]]</p>{{/REVOKED_NOW}}
{{>PROBLEMS}}
<ul class="staff-list">
{{#KEY}}<li class="panel"><strong>{{NAME}}</strong> <code>{{PREFIX}}…</code>{{#REVOKED}} [[staff.keys.revoked]]{{/REVOKED}}<br>{{SCOPES}}<br>[[staff.keys.until]]{{UNTIL}}<br>[[staff.keys.used]]{{USED}}
{{#REVOCABLE}}<form action="/staff/keys/{{ID}}" method="post">
<input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="name" value="{{NAME}}">
<button class="button button-secondary" type="submit">[[staff.keys.revoke]]<span class="visually-hidden"> {{NAME}}</span></button></form>{{/REVOCABLE}}</li>{{/KEY}}
</ul>
<h2 class="small-title">[[staff.keys.make]]</h2>
<form class="member-form" action="/staff/keys" method="post" novalidate>
<input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="once" value="{{ONCE}}">
<div class="field"><label class="field-label" for="name">[[field.name]]</label>
<span class="hint" id="name-hint">[[staff.keys.name.hint]]</span>
{{#NAME_MARK}}<span class="field-problem" id="name-problem">{{#NAME_PROBLEM}}{{TEXT}} {{/NAME_PROBLEM}}</span>{{/NAME_MARK}}
<input class="input" id="name" name="name" type="text" value="{{NAME}}" maxlength="80" autocomplete="off" required aria-describedby="name-hint{{#NAME_MARK}} name-problem{{/NAME_MARK}}"{{#NAME_MARK}} aria-invalid="true"{{/NAME_MARK}}></div>
<fieldset class="field" id="scopes" tabindex="-1"{{#SCOPES_MARK}} aria-invalid="true" aria-describedby="scopes-problem"{{/SCOPES_MARK}}><legend class="field-label">[[field.scopes]]</legend>
{{#SCOPES_MARK}}<span class="field-problem" id="scopes-problem">{{#SCOPES_PROBLEM}}{{TEXT}} {{/SCOPES_PROBLEM}}</span>{{/SCOPES_MARK}}
{{#SCOPE}}<label class="choice"><input type="checkbox" name="scopes" value="{{VALUE}}"{{#CHOSEN}} checked{{/CHOSEN}}>{{VALUE}}</label>{{/SCOPE}}
</fieldset>
<div class="field"><label class="field-label" for="days">[[field.days]]</label>
{{#DAYS_MARK}}<span class="field-problem" id="days-problem">{{#DAYS_PROBLEM}}{{TEXT}} {{/DAYS_PROBLEM}}</span>{{/DAYS_MARK}}
<input class="input" id="days" name="days" type="text" value="{{DAYS}}" maxlength="3" inputmode="numeric" autocomplete="off" required{{#DAYS_MARK}} aria-invalid="true" aria-describedby="days-problem"{{/DAYS_MARK}}></div>
<p><button class="button button-primary" type="submit">[[staff.keys.send]]</button></p>
</form>
</div>
