{{%AUTOESCAPE context="HTML"}}
<article class="shop-card">
<h3 class="shop-card-name">{{#NUMBER}}<span class="shop-number" aria-hidden="true">{{TEXT}}</span>{{/NUMBER}}<a href="{{URL}}">{{NAME}}</a></h3>
{{#BENEFIT}}<p class="benefit">[[icon:gift]]<span class="visually-hidden">[[shop.benefit]]：</span><span>{{TEXT}}</span></p>{{/BENEFIT}}
{{#TAGS}}<ul class="tags" aria-label="[[shop.more_benefits]]">{{#TAG}}<li>{{TEXT}}</li>{{/TAG}}</ul>{{/TAGS}}
<ul class="facts">
{{#DISTANCE}}<li class="fact-distance">[[icon:walk]]{{TEXT}}</li>{{/DISTANCE}}
{{#GENRE}}<li>[[icon:shop]]<span class="visually-hidden">[[shop.genre]]：</span>{{TEXT}}</li>{{/GENRE}}
{{#OPEN_NOW}}<li class="fact-open">[[icon:clock]][[shop.open_now]]{{#IRREGULAR}}[[shop.irregular]]{{/IRREGULAR}}</li>{{/OPEN_NOW}}
{{#CLOSED_NOW}}<li>[[icon:clock]][[shop.closed_now]]</li>{{/CLOSED_NOW}}
{{#HOURS}}<li class="fact-long">[[icon:clock]]<span class="visually-hidden">[[shop.hours]]：</span>{{TEXT}}</li>{{/HOURS}}
{{#ADDRESS}}<li class="fact-long">[[icon:pin]]<span class="visually-hidden">[[shop.address]]：</span>{{TEXT}}</li>{{/ADDRESS}}
</ul>
{{#ROUTE}}<p class="shop-card-actions"><a class="button button-secondary button-small" href="{{ROUTE_URL}}" target="_blank" rel="noopener">[[icon:route]][[shop.route]]<span class="visually-hidden">{{ROUTE_TO}}</span>[[icon:external]]</a></p>{{/ROUTE}}
</article>
