{{%AUTOESCAPE context="HTML"}}
<div class="page page-text">
<h1>{{TITLE}}</h1>
<p class="lead">{{LEAD}}</p>
{{>PROBLEMS}}
<form class="member-form" action="{{ACTION}}" method="post" novalidate>
{{#NEXT}}<input type="hidden" name="next" value="{{TEXT}}">{{/NEXT}}
<div class="field"><label class="field-label" for="mail">[[field.mail]]</label>
<span class="hint" id="mail-hint">[[register.mail.hint]]</span>
{{#MAIL_MARK}}<span class="field-problem" id="mail-problem">{{#MAIL_PROBLEM}}{{TEXT}} {{/MAIL_PROBLEM}}</span>{{/MAIL_MARK}}
<input class="input" id="mail" name="mail" type="email" value="{{MAIL}}" maxlength="254" autocomplete="username" required aria-describedby="mail-hint{{#MAIL_MARK}} mail-problem{{/MAIL_MARK}}"{{#MAIL_MARK}} aria-invalid="true"{{/MAIL_MARK}}></div>
<p><button class="button button-primary" type="submit">[[register.send]]</button></p>
</form>
<p class="member-links"><a href="{{LOGIN}}">[[access.login]]</a></p>
</div>
