{{%AUTOESCAPE context="HTML"}}
<article class="shop-card">
<h3 class="shop-card-name">{{#LINK}}<a href="{{URL}}">{{NAME}}</a>{{/LINK}}{{#PLAIN}}{{NAME}}{{/PLAIN}}</h3>
<ul class="facts">
{{#DISTANCE}}<li class="fact-distance">[[icon:walk]]{{TEXT}}</li>{{/DISTANCE}}
{{#KIND}}<li>[[icon:pin]]<span class="visually-hidden">[[facility.kind]]：</span>{{TEXT}}</li>{{/KIND}}
{{#OPEN_NOW}}<li class="fact-open">[[icon:clock]][[shop.open_now]]{{#IRREGULAR}}[[shop.irregular]]{{/IRREGULAR}}</li>{{/OPEN_NOW}}
{{#CLOSED_NOW}}<li>[[icon:clock]][[shop.closed_now]]</li>{{/CLOSED_NOW}}
{{#HOURS}}<li class="fact-long">[[icon:clock]]<span class="visually-hidden">[[shop.hours]]：</span>{{TEXT}}</li>{{/HOURS}}
</ul>
{{#ROUTE}}<p class="shop-card-actions"><a class="button button-secondary button-small" href="{{ROUTE_URL}}" target="_blank" rel="noopener">[[icon:route]][[shop.route]]<span class="visually-hidden">{{ROUTE_TO}}</span>[[icon:external]]</a></p>{{/ROUTE}}
</article>
