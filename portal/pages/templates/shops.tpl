{{%AUTOESCAPE context="HTML"}}
<div class="page">
<h1>{{HEADING}}</h1>
{{#PROBLEMS}}
<div class="notice notice-error" id="problems" role="alert">
<h2>[[icon:alert]][[error.400.title]]</h2>
<ul>{{#PROBLEM}}<li>{{TEXT}}</li>{{/PROBLEM}}</ul>
</div>
{{/PROBLEMS}}
<div class="panel">{{>SEARCH_FORM}}</div>
{{#OTHER_PLACES}}
<nav class="other-places" aria-labelledby="other-places-title">
<h2 class="small-title" id="other-places-title">[[shops.place.others]]</h2>
<ul class="chips">{{#PLACE}}<li><a class="chip" href="{{URL}}">{{NAME}}</a></li>{{/PLACE}}</ul>
</nav>
{{/OTHER_PLACES}}
{{#UNKNOWN_PLACE}}
<section class="notice" aria-labelledby="unknown-title">
<h2 id="unknown-title">[[icon:alert]]{{TITLE}}</h2>
<p>{{LEAD}}</p>
{{#SUGGESTIONS}}
<h3>[[shops.unknown.suggestions]]</h3>
<ul class="chips">{{#SUGGESTION}}<li><a class="chip" href="{{URL}}">{{NAME}}</a></li>{{/SUGGESTION}}</ul>
{{/SUGGESTIONS}}
<ul class="ways">{{#WAY}}<li><a href="{{URL}}">{{NAME}}</a></li>{{/WAY}}</ul>
</section>
{{/UNKNOWN_PLACE}}
{{#MAP_PART}}{{>MAP}}{{/MAP_PART}}
{{#RESULTS}}
<section aria-labelledby="result-title">
<h2 class="visually-hidden" id="result-title">[[shops.list]]</h2>
<p class="result-count">{{COUNT}}{{#DISTANCES}} <span class="hint">{{RADIUS}}。[[shops.distance.note]]</span>{{/DISTANCES}}</p>
<ol class="shop-list">
{{#SHOP}}<li>{{>SHOP_CARD}}</li>{{/SHOP}}
</ol>
</section>
{{/RESULTS}}
{{#EMPTY}}
<section class="notice" aria-labelledby="empty-title">
<h2 id="empty-title">[[icon:alert]][[shops.empty.title]]</h2>
<p>[[shops.empty.lead]]</p>
<ul class="ways">{{#WAY}}<li><a href="{{URL}}">{{NAME}}</a></li>{{/WAY}}</ul>
</section>
{{/EMPTY}}
{{#PAGER}}
<nav class="pager" aria-label="[[shops.pager]]">
{{#NEXT}}<a class="button button-primary" href="{{URL}}" rel="next">[[shops.next]][[icon:next]]</a>{{/NEXT}}
{{#FIRST}}<a class="button button-secondary" href="{{URL}}">[[shops.first]]</a>{{/FIRST}}
</nav>
{{/PAGER}}
<section class="chat-hint" aria-labelledby="chat-hint-title">
<h2 class="small-title" id="chat-hint-title">[[shops.ask.title]]</h2>
<p>[[shops.ask.lead]]</p>
<p><a class="button button-secondary" href="/chat" data-chat-open>[[icon:chat]][[start.chat.open]]</a></p>
</section>
</div>
