{{%AUTOESCAPE context="HTML"}}
<div class="hero">
<div class="hero-inner">
<div class="hero-text">
<h1>[[start.title]]</h1>
<p class="lead">[[start.lead]]</p>
</div>
<img class="hero-picture" src="[[asset:hero.svg]]" alt="" width="560" height="320">
<div class="hero-search panel">{{>SEARCH_FORM}}</div>
</div>
</div>
<div class="page">
<section class="chat-entry panel" aria-labelledby="chat-entry-title">
<div class="chat-entry-text">
<h2 id="chat-entry-title">[[icon:chat]][[start.chat.title]]</h2>
<p>[[start.chat.lead]]</p>
<p><a class="button button-primary" href="/chat" data-chat-open>[[icon:chat]][[start.chat.open]]</a></p>
</div>
<form class="chat-entry-examples" action="/chat#answer" method="post" data-chat-examples>
<p class="field-label" id="chat-examples">[[start.chat.examples]]</p>
<ul class="chips" aria-labelledby="chat-examples">
<li><button class="chip" name="chip" value="[[start.chat.example.1]]">[[start.chat.example.1]]</button></li>
<li><button class="chip" name="chip" value="[[start.chat.example.2]]">[[start.chat.example.2]]</button></li>
<li><button class="chip" name="chip" value="[[start.chat.example.3]]">[[start.chat.example.3]]</button></li>
</ul>
</form>
</section>
{{#GENRES}}
<section aria-labelledby="genre-title">
<h2 id="genre-title">[[start.genre.title]]</h2>
<ul class="tiles">
{{#GENRE}}<li><a class="tile" href="{{URL}}">{{NAME}}[[icon:next]]</a></li>{{/GENRE}}
</ul>
</section>
{{/GENRES}}
<section aria-labelledby="programme-title">
<h2 id="programme-title">[[start.programme.title]]</h2>
<ul class="programmes">
<li class="programme programme-child panel"><img src="[[asset:child.svg]]" alt="" width="88" height="88"><div>
<h3>[[start.programme.child.name]]</h3><p>[[start.programme.child.text]]</p>
<p><a href="/shops?programme=1">[[start.programme.link]]<span class="visually-hidden">（[[start.programme.child.name]]）</span></a></p></div></li>
<li class="programme programme-marriage panel"><img src="[[asset:marriage.svg]]" alt="" width="88" height="88"><div>
<h3>[[start.programme.marriage.name]]</h3><p>[[start.programme.marriage.text]]</p>
<p><a href="/shops?programme=2">[[start.programme.link]]<span class="visually-hidden">（[[start.programme.marriage.name]]）</span></a></p></div></li>
</ul>
</section>
<section aria-labelledby="steps-title">
<h2 id="steps-title">[[start.steps.title]]</h2>
<ol class="steps">
<li class="step"><h3>[[start.steps.1.title]]</h3><p>[[start.steps.1.text]]</p></li>
<li class="step"><h3>[[start.steps.2.title]]</h3><p>[[start.steps.2.text]]</p></li>
<li class="step"><h3>[[start.steps.3.title]]</h3><p>[[start.steps.3.text]]</p></li>
</ol>
</section>
</div>
