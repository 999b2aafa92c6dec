{{%AUTOESCAPE context="HTML"}}
<div class="page page-text">
{{>STAFF_MENU}}
<h1>[[staff.audit.page]]</h1>
{{#INTACT}}<p class="notice" role="status">[[staff.audit.intact]]</p>{{/INTACT}}
{{#NOT_INTACT}}<p class="notice notice-error" role="alert">[[staff.audit.not_intact]]</p>{{/NOT_INTACT}}
{{>PROBLEMS}}
<form class="member-form" action="/staff/audit" method="get">
<div class="field"><label class="field-label" for="actor">[[field.actor]]</label>
{{#ACTOR_MARK}}<span class="field-problem" id="actor-problem">{{#ACTOR_PROBLEM}}{{TEXT}} {{/ACTOR_PROBLEM}}</span>{{/ACTOR_MARK}}
<input class="input" id="actor" name="actor" type="text" value="{{ACTOR}}" maxlength="100" autocomplete="off"{{#ACTOR_MARK}} aria-invalid="true" aria-describedby="actor-problem"{{/ACTOR_MARK}}></div>
<div class="field"><label class="field-label" for="action">[[field.action]]</label>
{{#ACTION_MARK}}<span class="field-problem" id="action-problem">{{#ACTION_PROBLEM}}{{TEXT}} {{/ACTION_PROBLEM}}</span>{{/ACTION_MARK}}
<input class="input" id="action" name="action" type="text" value="{{ACTION}}" maxlength="100" autocomplete="off"{{#ACTION_MARK}} aria-invalid="true" aria-describedby="action-problem"{{/ACTION_MARK}}></div>
<div class="field"><label class="field-label" for="object">[[field.object]]</label>
<span class="hint" id="object-hint">[[staff.audit.object.hint]]</span>
{{#OBJECT_MARK}}<span class="field-problem" id="object-problem">{{#OBJECT_PROBLEM}}{{TEXT}} {{/OBJECT_PROBLEM}}</span>{{/OBJECT_MARK}}
<input class="input" id="object" name="object" type="text" value="{{OBJECT}}" maxlength="200" autocomplete="off" aria-describedby="object-hint{{#OBJECT_MARK}} object-problem{{/OBJECT_MARK}}"{{#OBJECT_MARK}} aria-invalid="true"{{/OBJECT_MARK}}></div>
<div class="field"><label class="field-label" for="since">[[field.since]]</label>
{{#SINCE_MARK}}<span class="field-problem" id="since-problem">{{#SINCE_PROBLEM}}{{TEXT}} {{/SINCE_PROBLEM}}</span>{{/SINCE_MARK}}
<input class="input" id="since" name="since" type="date" value="{{SINCE}}"{{#SINCE_MARK}} aria-invalid="true" aria-describedby="since-problem"{{/SINCE_MARK}}></div>
<div class="field"><label class="field-label" for="until">[[field.until]]</label>
{{#UNTIL_MARK}}<span class="field-problem" id="until-problem">{{#UNTIL_PROBLEM}}{{TEXT}} {{/UNTIL_PROBLEM}}</span>{{/UNTIL_MARK}}
<input class="input" id="until" name="until" type="date" value="{{UNTIL}}"{{#UNTIL_MARK}} aria-invalid="true" aria-describedby="until-problem"{{/UNTIL_MARK}}></div>
<p><button class="button button-primary" type="submit">[[staff.audit.send]]</button></p>
</form>
{{#EXPORT}}<p class="member-links">[[staff.audit.limit]]<br><a href="{{CSV}}">[[staff.audit.csv]]</a> <a href="{{JSON}}">[[staff.audit.json]]</a></p>{{/EXPORT}}
{{#NOTHING}}<p>[[staff.audit.nothing]]</p>{{/NOTHING}}
<ol class="staff-list">
{{#RECORD}}<li class="panel">{{AT}} <strong>{{ACTOR}}</strong><br><code>{{ACTION}}</code> <code>{{OBJECT}}</code>{{#BEFORE}}<br>[[staff.audit.before]]<code>{{TEXT}}</code>{{/BEFORE}}{{#AFTER}}<br>[[staff.audit.after]]<code>{{TEXT}}</code>{{/AFTER}}{{#ERASED}}<br>[[staff.audit.erased]]{{/ERASED}}</li>{{/RECORD}}
</ol>
{{#OLDER}}<p class="member-links"><a href="{{ADDRESS}}">[[staff.audit.older]]</a></p>{{/OLDER}}
</div>
