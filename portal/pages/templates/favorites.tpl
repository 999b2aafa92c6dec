{{%AUTOESCAPE context="HTML"}}
<div class="page">
<h1>[[favorites.page]]</h1>
{{#REMOVED_NOW}}<p class="notice" role="status">{{TEXT}}</p>{{/REMOVED_NOW}}
{{#PROBLEM}}<p class="notice notice-error" role="alert">{{TEXT}}</p>{{/PROBLEM}}
{{#EMPTY}}<p class="lead">[[favorites.empty]]</p>
<p><a class="button button-primary" href="/shops">[[icon:search]][[favorites.search]]</a></p>{{/EMPTY}}
{{#LIST}}<h2 class="visually-hidden">[[favorites.list]]</h2>
<ul class="shop-list favorite-list">
{{#ITEM}}<li class="favorite-item">{{>SHOP_CARD}}{{#GONE}}<article class="shop-card"><h3 class="shop-card-name">[[favorites.gone]]</h3><p>{{TEXT}}</p></article>{{/GONE}}
<form class="favorite-form" action="/shops/{{SHOP_ID}}/favorite" method="post">
<input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="favorite" value="0"><input type="hidden" name="back" value="list">{{#CURSOR}}<input type="hidden" name="cursor" value="{{TEXT}}">{{/CURSOR}}
<button class="button button-secondary button-small" type="submit">[[favorite.remove]]<span class="visually-hidden">{{REMOVED}}</span></button>
</form></li>{{/ITEM}}
</ul>{{/LIST}}
{{#PAGER}}<nav class="pager" aria-label="[[shops.pager]]">
{{#NEXT}}<a class="button button-primary" href="{{URL}}" rel="next">[[favorites.next]][[icon:next]]</a>{{/NEXT}}
{{#FIRST}}<a class="button button-secondary" href="/me/favorites">[[shops.first]]</a>{{/FIRST}}
</nav>{{/PAGER}}
<p class="member-links"><a href="/me">[[me.back]]</a></p>
</div>
