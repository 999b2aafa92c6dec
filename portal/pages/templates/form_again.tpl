{{%AUTOESCAPE context="HTML"}}
<div class="notice notice-error" role="alert" id="problems" tabindex="-1">
{{#OVER}}<h2>[[icon:alert]][[form.over.title]]</h2>
<p>[[form.over.text]]</p>
<p><a href="{{LOGIN}}" target="_blank" rel="noopener">[[form.over.login]]</a></p>{{/OVER}}
{{#STALE}}<h2>[[icon:alert]][[form.stale.title]]</h2>
<p>[[form.stale.text]]</p>{{/STALE}}
</div>
