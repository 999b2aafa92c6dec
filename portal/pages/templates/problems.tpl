{{%AUTOESCAPE context="HTML"}}
<div class="notice notice-error" role="alert" id="problems" tabindex="-1">
<h2>[[icon:alert]][[member.problems]]</h2>
{{#SENTENCE}}<p>{{TEXT}}</p>{{/SENTENCE}}
<ul class="plain-list">{{#PROBLEM}}<li><a href="#{{FIELD}}">{{TEXT}}</a></li>{{/PROBLEM}}</ul>
</div>
