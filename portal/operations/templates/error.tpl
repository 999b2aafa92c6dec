{{%AUTOESCAPE context="HTML"}}
<div class="page">
<h1>{{HEADING}}</h1>
<p class="lead">{{TEXT}}</p>
<ul class="plain-list">{{#PROBLEM}}<li>{{TEXT}}</li>{{/PROBLEM}}</ul>
{{#TRACE}}<p class="hint">{{TEXT}}</p>{{/TRACE}}
<ul class="ways">
<li><a href="/">State of the hub</a></li>
<li><a href="/messages">All messages</a></li>
</ul>
</div>
