{{%AUTOESCAPE context="HTML"}}
<div class="page">
<p class="back"><a href="/shops">[[icon:back]][[shop.back]]</a></p>
<div class="shop-head">
<h1>{{NAME}}</h1>
{{#KANA}}<p class="hint">{{TEXT}}</p>{{/KANA}}
<ul class="facts">
{{#GENRE}}<li>[[icon:shop]]<span class="visually-hidden">[[shop.genre]]：</span>{{TEXT}}</li>{{/GENRE}}
{{#OPEN_NOW}}<li class="fact-open">[[icon:clock]][[shop.open_now]]{{#IRREGULAR}}[[shop.irregular]]{{/IRREGULAR}}</li>{{/OPEN_NOW}}
{{#CLOSED_NOW}}<li>[[icon:clock]][[shop.closed_now]]</li>{{/CLOSED_NOW}}
</ul>
</div>
<section class="benefits panel" aria-labelledby="benefits-title">
<h2 id="benefits-title">[[icon:gift]][[shop.benefits]]</h2>
{{#NO_BENEFIT}}<p>[[shop.no_benefit]]</p>{{/NO_BENEFIT}}
<ul class="benefit-list">
{{#BENEFIT}}<li><p class="benefit-title">{{TITLE}}</p>{{#KIND}}<p class="benefit-kind">{{TEXT}}</p>{{/KIND}}{{#DETAIL}}<p class="free-text">{{TEXT:pre_escape}}</p>{{/DETAIL}}</li>{{/BENEFIT}}
</ul>
<p class="hint">[[shop.use]]</p>
</section>
<div class="shop-actions">
{{#ROUTE}}<a class="button button-primary" href="{{ROUTE_URL}}" target="_blank" rel="noopener">[[icon:route]][[shop.route]]<span class="visually-hidden">{{ROUTE_TO}}</span>[[icon:external]]</a>{{/ROUTE}}
{{#TEL}}<a class="button button-secondary" href="tel:{{NUMBER}}">[[icon:phone]][[shop.tel.call]]</a>{{/TEL}}
{{#FAVORITE}}<form class="favorite-form" id="favorite" action="/shops/{{SHOP_ID}}/favorite" method="post">
<input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="favorite" value="{{CHANGE}}">
<button class="button button-secondary" type="submit">{{BUTTON}}</button>
{{#NOTE}}<span class="hint">[[favorite.is]]</span>{{/NOTE}}
</form>{{/FAVORITE}}
{{#FAVORITE_LOGIN}}<a class="button button-secondary" href="{{URL}}">[[favorite.login]]</a>{{/FAVORITE_LOGIN}}
</div>
<section aria-labelledby="information-title">
<h2 id="information-title">[[shop.information]]</h2>
<dl class="information panel">
<div><dt>[[shop.address]]</dt><dd>{{#POSTAL}}〒{{TEXT}}<br>{{/POSTAL}}{{ADDRESS}}{{#MAP}}<br><a href="{{MAP_URL}}" target="_blank" rel="noopener">[[shop.map]][[icon:external]]<span class="visually-hidden">[[site.new_tab]]</span></a>{{/MAP}}</dd></div>
<div><dt>[[shop.tel]]</dt><dd>{{#TEL}}<a href="tel:{{NUMBER}}">{{TEXT}}</a>{{/TEL}}{{#TEL_TEXT}}{{TEXT}}{{/TEL_TEXT}}{{#NO_TEL}}[[shop.tel.none]]{{/NO_TEL}}</dd></div>
{{#HOURS}}<div><dt>[[shop.hours]]</dt><dd class="free-text">{{TEXT:pre_escape}}</dd></div>{{/HOURS}}
{{#COMMENT}}<div><dt>[[shop.comment]]</dt><dd class="free-text">{{TEXT:pre_escape}}</dd></div>{{/COMMENT}}
{{#WEBSITE}}<div><dt>[[shop.website]]</dt><dd><a href="{{WEBSITE_URL}}" target="_blank" rel="noopener nofollow">[[shop.website.open]][[icon:external]]<span class="visually-hidden">[[site.new_tab]]</span></a></dd></div>{{/WEBSITE}}
{{#PASSPORT}}<div><dt>[[shop.passport]]</dt><dd>{{TEXT}}</dd></div>{{/PASSPORT}}
{{#UPDATED}}<div><dt>[[shop.updated]]</dt><dd>{{TEXT}}</dd></div>{{/UPDATED}}
</dl>
</section>
{{#MAP_PART}}{{>MAP}}{{/MAP_PART}}
{{#NEARBY}}
<section aria-labelledby="nearby-title">
<h2 id="nearby-title">[[shop.nearby]]</h2>
<ul class="shop-list">{{#SHOP}}<li>{{>SHOP_CARD}}</li>{{/SHOP}}</ul>
</section>
{{/NEARBY}}
</div>
