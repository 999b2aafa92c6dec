{{%AUTOESCAPE context="HTML"}}
{{#PART}}
{{#TEXT_PART}}<div class="bubble"><p class="free-text">{{TEXT:pre_escape}}</p></div>{{/TEXT_PART}}
{{#LIST_PART}}<div class="bubble"><ul class="bubble-list">{{#ITEM}}<li>{{TEXT}}</li>{{/ITEM}}</ul></div>{{/LIST_PART}}
{{#CARD_PART}}<div class="bubble"><p class="card-title">{{#LINK}}<a href="{{URL}}">{{TEXT}}</a>{{/LINK}}{{#PLAIN}}{{TEXT}}{{/PLAIN}}</p>{{#SUBTITLE}}<p>{{TEXT}}</p>{{/SUBTITLE}}</div>{{/CARD_PART}}
{{#LINK_PART}}<div class="bubble"><p><a href="{{URL}}">{{TEXT}}</a></p></div>{{/LINK_PART}}
{{/PART}}
{{#FACILITIES}}<ul class="shop-list" aria-label="[[chat.facilities]]">{{#FACILITY}}<li><article class="shop-card">
<h3 class="shop-card-name">{{#LINK}}<a href="{{URL}}">{{TEXT}}</a>{{/LINK}}{{#PLAIN}}{{TEXT}}{{/PLAIN}}</h3>
<ul class="facts">
{{#DISTANCE}}<li class="fact-distance">[[icon:walk]]{{TEXT}}</li>{{/DISTANCE}}
{{#KIND}}<li>{{TEXT}}</li>{{/KIND}}
{{#OPEN_NOW}}<li class="fact-open">[[icon:clock]][[shop.open_now]]</li>{{/OPEN_NOW}}
{{#CLOSED_NOW}}<li>[[icon:clock]][[shop.closed_now]]</li>{{/CLOSED_NOW}}
{{#HOURS}}<li>[[icon:clock]]<span class="visually-hidden">[[chat.hours]]：</span>{{TEXT}}</li>{{/HOURS}}
{{#ADDRESS}}<li class="fact-address">[[icon:pin]]<span class="visually-hidden">[[shop.address]]：</span>{{TEXT}}</li>{{/ADDRESS}}
</ul>
{{#ROUTE}}<p class="shop-card-actions"><a class="button button-secondary button-small" href="{{ROUTE_URL}}" target="_blank" rel="noopener">[[icon:route]][[shop.route]]<span class="visually-hidden">{{ROUTE_TO}}</span>[[icon:external]]</a></p>{{/ROUTE}}
</article></li>{{/FACILITY}}</ul>{{/FACILITIES}}
{{#EVENTS}}<ul class="shop-list" aria-label="[[chat.events]]">{{#EVENT}}<li><article class="shop-card">
<h3 class="shop-card-name">{{#LINK}}<a href="{{URL}}">{{TEXT}}</a>{{/LINK}}{{#PLAIN}}{{TEXT}}{{/PLAIN}}</h3>
<ul class="facts">
{{#DAYS}}<li>[[icon:clock]]{{TEXT}}</li>{{/DAYS}}
{{#VENUE}}<li class="fact-address">[[icon:pin]]<span class="visually-hidden">[[chat.event.venue]]：</span>{{TEXT}}</li>{{/VENUE}}
{{#DISTANCE}}<li class="fact-distance">[[icon:walk]]{{TEXT}}</li>{{/DISTANCE}}
{{#FEE}}<li><span>[[chat.event.fee]]：</span>{{TEXT}}</li>{{/FEE}}
</ul>
</article></li>{{/EVENT}}</ul>{{/EVENTS}}
{{#SHOPS}}<ul class="shop-list" aria-label="[[chat.shops]]">{{#SHOP}}<li>{{>SHOP_CARD}}</li>{{/SHOP}}</ul>{{/SHOPS}}
{{#MORE}}<p><a href="{{URL}}">[[chat.more]]</a></p>{{/MORE}}
