{{%AUTOESCAPE context="HTML"}}
<template id="chat-message"><div class="message"><p class="speaker"><span data-speaker></span><span class="speaker-note" data-note hidden>[[chat.simple]]</span></p></div></template>
<template id="chat-bubble"><div class="bubble"></div></template>
<template id="chat-typing"><div class="message message-bot"><p class="speaker">[[chat.bot]]</p><div class="bubble bubble-typing"><span class="typing" aria-hidden="true"><span></span><span></span><span></span></span><span class="hint" data-waiting-text>[[chat.typing]]</span></div></div></template>
<template id="chat-retry"><div class="message message-bot"><div class="bubble bubble-error"><p class="problem-text">[[icon:alert]]<span data-problem></span></p><p><button class="button button-secondary button-small" type="button">[[icon:retry]][[chat.retry]]</button></p></div></div></template>
<template id="chat-shop"><li><article class="shop-card">
<h3 class="shop-card-name" data-name></h3>
<p class="benefit" data-benefit hidden>[[icon:gift]]<span class="visually-hidden">[[shop.benefit]]：</span><span data-benefit-text></span></p>
<ul class="facts">
<li class="fact-distance" data-distance hidden>[[icon:walk]]<span data-distance-text></span></li>
<li data-genre hidden>[[icon:shop]]<span class="visually-hidden">[[shop.genre]]：</span><span data-genre-text></span></li>
<li class="fact-open" data-open hidden>[[icon:clock]][[shop.open_now]]<span data-irregular hidden>[[shop.irregular]]</span></li>
<li data-closed hidden>[[icon:clock]][[shop.closed_now]]</li>
<li class="fact-long" data-hours hidden>[[icon:clock]]<span class="visually-hidden">[[shop.hours]]：</span><span data-hours-text></span></li>
</ul>
<p class="shop-card-actions" data-route hidden><a class="button button-secondary button-small" target="_blank" rel="noopener" data-route-link>[[icon:route]][[shop.route]]<span class="visually-hidden" data-route-to></span>[[icon:external]]</a></p>
</article></li></template>
<template id="chat-facility"><li><article class="shop-card">
<h3 class="shop-card-name" data-name></h3>
<ul class="facts">
<li class="fact-distance" data-distance hidden>[[icon:walk]]<span data-distance-text></span></li>
<li data-kind hidden>[[icon:pin]]<span class="visually-hidden">[[facility.kind]]：</span><span data-kind-text></span></li>
<li class="fact-open" data-open hidden>[[icon:clock]][[shop.open_now]]<span data-irregular hidden>[[shop.irregular]]</span></li>
<li data-closed hidden>[[icon:clock]][[shop.closed_now]]</li>
<li class="fact-long" data-hours hidden>[[icon:clock]]<span class="visually-hidden">[[shop.hours]]：</span><span data-hours-text></span></li>
</ul>
<p class="shop-card-actions" data-route hidden><a class="button button-secondary button-small" target="_blank" rel="noopener" data-route-link>[[icon:route]][[shop.route]]<span class="visually-hidden" data-route-to></span>[[icon:external]]</a></p>
</article></li></template>
<template id="chat-event"><li><article class="shop-card">
<h3 class="shop-card-name" data-name></h3>
<ul class="facts">
<li class="fact-long fact-days" data-days hidden>[[icon:calendar]]<span class="visually-hidden">[[event.when]]：</span><span data-days-text></span></li>
<li class="fact-long" data-venue hidden>[[icon:pin]]<span class="visually-hidden">[[event.venue]]：</span><span data-venue-text></span></li>
<li data-fee hidden>[[event.fee]]：<span data-fee-text></span></li>
</ul>
</article></li></template>
<div id="chat-texts" hidden data-user="[[chat.user]]" data-bot="[[chat.bot]]" data-shops="[[chat.shops]]" data-facilities="[[chat.facilities]]" data-events="[[chat.events]]" data-choices="[[chat.choices]]" data-examples="[[chat.examples]]" data-empty="[[chat.empty]]" data-busy="[[chat.busy]]" data-failed="[[chat.failed]]" data-offline="[[chat.offline]]" data-slow="[[chat.slow]]" data-still="[[chat.still]]" data-typing="[[chat.typing]]" data-connection-lost="[[chat.connection.lost]]" data-connection-back="[[chat.connection.back]]" data-sent-again="[[chat.connection.sent]]" data-cleared="[[chat.cleared]]" data-undone="[[chat.undone]]" data-copied="[[chat.copied]]" data-copy-by-hand="[[chat.copy.by_hand]]" data-transcript="[[chat.transcript]]" data-announce-shops="[[chat.announce.shops]]" data-announce-facilities="[[chat.announce.facilities]]" data-announce-events="[[chat.announce.events]]" data-announce-choices="[[chat.announce.choices]]" data-more="[[chat.more]]" data-continue="[[chat.continue]]" data-position="[[chat.position]]" data-position-stop="[[chat.position.stop]]" data-position-waiting="[[chat.position.waiting]]" data-position-ready="[[chat.position.ready]]" data-position-stopped="[[chat.position.stopped]]" data-position-ask="[[chat.position.ask]]" data-position-denied="[[chat.position.denied]]" data-position-failed="[[chat.position.failed]]" data-distance="[[shop.distance]]" data-distance-walk="[[shop.distance.walk]]" data-route-to="[[shop.route.to]]" data-day="[[event.day]]" data-days="[[event.days]]"></div>
