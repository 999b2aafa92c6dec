{{%AUTOESCAPE context="HTML"}}
<div class="page page-text page-error">
<img src="[[asset:lost.svg]]" alt="" width="200" height="140">
<h1>{{HEADING}}</h1>
<p class="lead">{{TEXT}}</p>
{{#PROBLEMS}}<ul class="plain-list">{{#PROBLEM}}<li>{{TEXT}}</li>{{/PROBLEM}}</ul>{{/PROBLEMS}}
<h2 class="small-title">[[error.ways]]</h2>
<ul class="ways">
<li><a href="/">[[site.home]]</a></li>
<li><a href="/shops">[[site.menu.shops]]</a></li>
<li><a href="/chat">[[site.menu.chat]]</a></li>
</ul>
{{#TRACE}}<p class="hint">{{TEXT}}</p>{{/TRACE}}
</div>
