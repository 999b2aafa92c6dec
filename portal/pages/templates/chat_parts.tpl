{{%AUTOESCAPE context="HTML"}}
<template id="chat-message"><div class="message"><p class="speaker"><span data-speaker></span><span class="speaker-note" data-note hidden>[[chat.simple]]</span></p></div></template>
<template id="chat-bubble"><div class="bubble"></div></template>
<template id="chat-typing"><div class="message message-bot"><p class="speaker">[[chat.bot]]</p><div class="bubble bubble-typing"><span class="typing" aria-hidden="true"><span></span><span></span><span></span></span><span class="visually-hidden">[[chat.typing]]</span></div></div></template>
<template id="chat-retry"><div class="message message-bot"><div class="bubble bubble-error"><p data-problem></p><p><button class="button button-secondary button-small" type="button">[[icon:retry]][[chat.retry]]</button></p></div></div></template>
<template id="chat-shop"><li><article class="shop-card">
<h3 class="shop-card-name"><a data-name></a></h3>
<p class="benefit" data-benefit hidden>[[icon:gift]]<span class="visually-hidden">[[shop.benefit]]：</span><span data-benefit-text></span></p>
<ul class="facts">
<li class="fact-distance" data-distance hidden>[[icon:walk]]<span data-distance-text></span></li>
<li data-genre hidden>[[icon:shop]]<span class="visually-hidden">[[shop.genre]]：</span><span data-genre-text></span></li>
<li class="fact-open" data-open hidden>[[icon:clock]][[shop.open_now]]</li>
<li data-closed hidden>[[icon:clock]][[shop.closed_now]]</li>
</ul>
<p class="shop-card-actions" data-route hidden><a class="button button-secondary button-small" target="_blank" rel="noopener" data-route-link>[[icon:route]][[shop.route]]<span class="visually-hidden" data-route-to></span>[[icon:external]]</a></p>
</article></li></template>
<div id="chat-texts" hidden data-user="[[chat.user]]" data-bot="[[chat.bot]]" data-shops="[[chat.shops]]" data-choices="[[chat.choices]]" data-examples="[[chat.examples]]" data-empty="[[chat.empty]]" data-failed="[[chat.failed]]" data-offline="[[chat.offline]]" data-slow="[[chat.slow]]" data-more="[[chat.more]]" data-position="[[chat.position]]" data-position-stop="[[chat.position.stop]]" data-position-waiting="[[chat.position.waiting]]" data-position-ready="[[chat.position.ready]]" data-position-stopped="[[chat.position.stopped]]" data-position-ask="[[chat.position.ask]]" data-position-denied="[[search.position.denied]]" data-position-failed="[[search.position.failed]]" data-distance="[[shop.distance]]" data-distance-walk="[[shop.distance.walk]]" data-route-to="[[shop.route.to]]"></div>
