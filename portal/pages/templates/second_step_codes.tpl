{{%AUTOESCAPE context="HTML"}}
<div class="page page-text">
<h1>[[access.codes.page]]</h1>
<p class="notice" role="status">[[access.codes.on]]</p>
<p class="lead">[[access.codes.lead]]</p>
<ul class="recovery-codes">
{{#CODE}}<li>{{TEXT}}</li>{{/CODE}}
</ul>
<p class="member-links"><a href="{{HOME}}">{{HOME_NAME}}</a></p>
</div>
