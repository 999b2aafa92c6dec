{{%AUTOESCAPE context="HTML"}}
<!DOCTYPE html>
<html lang="[[lang]]">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{TITLE}}</title>
<meta name="description" content="[[site.description]]">
{{#NO_INDEX}}<meta name="robots" content="noindex">{{/NO_INDEX}}
<meta name="theme-color" content="#fff6ec">
<meta name="format-detection" content="telephone=no">
<link rel="stylesheet" href="[[asset:site.css]]"{{#NONCE}} nonce="{{TEXT}}"{{/NONCE}}>
<link rel="icon" href="[[asset:icon.svg]]" type="image/svg+xml">
<link rel="apple-touch-icon" href="[[asset:icon-180.png]]">
<link rel="manifest" href="[[asset:site.webmanifest]]">
<script src="[[asset:site.js]]" defer{{#NONCE}} nonce="{{TEXT}}"{{/NONCE}}></script>
</head>
<body>
<a class="skip-link" href="#main">[[site.skip]]</a>
<header class="site-header">
<div class="site-header-inner">
<a class="brand" href="/">
<img class="brand-mark" src="[[asset:icon.svg]]" alt="" width="44" height="44">
<span class="brand-name"><span class="brand-owner">[[site.owner]]</span><span class="visually-hidden"> </span>[[site.short_name]]</span>
</a>
<nav class="site-menu" aria-label="[[site.menu]]">
<ul>
<li><a href="/shops"{{#AT_SHOPS}} aria-current="page"{{/AT_SHOPS}}>[[icon:search]][[site.menu.shops]]</a></li>
<li><a href="/chat"{{#AT_CHAT}} aria-current="page"{{/AT_CHAT}}>[[icon:chat]][[site.menu.chat]]</a></li>
<li><a href="/about"{{#AT_ABOUT}} aria-current="page"{{/AT_ABOUT}}>[[icon:info]][[site.menu.about]]</a></li>
<li><a href="/me"{{#AT_ME}} aria-current="page"{{/AT_ME}}>[[icon:person]][[site.menu.me]]</a></li>
</ul>
</nav>
</div>
</header>
<main id="main" tabindex="-1">
{{>CONTENT}}
</main>
<footer class="site-footer">
<div class="site-footer-inner">
<p>[[site.footer.note]]</p>
<nav aria-label="[[site.footer]]">
<ul>
<li><a href="/">[[site.home]]</a></li>
<li><a href="/shops">[[site.menu.shops]]</a></li>
<li><a href="/chat">[[site.menu.chat]]</a></li>
<li><a href="/about">[[site.menu.about]]</a></li>
<li><a href="/owners">[[owner.page]]</a></li>
</ul>
</nav>
<p class="site-footer-name">[[site.name]]</p>
</div>
</footer>
{{#WIDGET}}{{>CHAT_WIDGET}}{{/WIDGET}}
{{>CHAT_PARTS}}
</body>
</html>
