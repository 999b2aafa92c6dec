{{%AUTOESCAPE context="HTML"}}
<div class="page page-text">
<h1>{{PAGE}}</h1>
{{#REGISTERED}}<p class="notice" role="status">[[login.registered]]</p>{{/REGISTERED}}
{{#RESET}}<p class="notice" role="status">[[login.reset]]</p>{{/RESET}}
{{#ENDED}}<p class="notice" role="status">[[login.ended]]</p>{{/ENDED}}
{{#OTHER}}<p class="notice" role="status">[[login.other]]</p>{{/OTHER}}
{{#OVER}}<p class="notice" role="status">[[login.over]]</p>{{/OVER}}
{{>PROBLEMS}}
<form class="member-form" action="{{BASE}}/login" method="post" novalidate>
{{#NEXT}}<input type="hidden" name="next" value="{{TEXT}}">{{/NEXT}}
<div class="field"><label class="field-label" for="mail">[[field.mail]]</label>
{{#MAIL_MARK}}<span class="field-problem" id="mail-problem">{{#MAIL_PROBLEM}}{{TEXT}} {{/MAIL_PROBLEM}}</span>{{/MAIL_MARK}}
<input class="input" id="mail" name="mail" type="email" value="{{MAIL}}" maxlength="254" autocomplete="username" required{{#MAIL_MARK}} aria-invalid="true" aria-describedby="mail-problem"{{/MAIL_MARK}}></div>
<div class="field"><label class="field-label" for="password">[[field.password]]</label>
{{#PASSWORD_MARK}}<span class="field-problem" id="password-problem">{{#PASSWORD_PROBLEM}}{{TEXT}} {{/PASSWORD_PROBLEM}}</span>{{/PASSWORD_MARK}}
<input class="input" id="password" name="password" type="password" maxlength="128" autocomplete="current-password" required{{#PASSWORD_MARK}} aria-invalid="true" aria-describedby="password-problem"{{/PASSWORD_MARK}}></div>
<p><button class="button button-primary" type="submit">[[login.send]]</button></p>
</form>
<ul class="member-links ways">
<li><a href="{{FORGOTTEN}}">[[access.forgotten]]</a></li>
<li><a href="{{LINK}}">[[access.link.page]]</a></li>
<li><a href="{{BASE}}/register">{{FIRST_TIME}}</a></li>
</ul>
</div>
