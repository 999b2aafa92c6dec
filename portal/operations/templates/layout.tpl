{{%AUTOESCAPE context="HTML"}}
<!DOCTYPE html>
<html lang="[[lang]]">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{TITLE}}</title>
<meta name="robots" content="noindex">
<meta name="format-detection" content="telephone=no">
<link rel="stylesheet" href="[[asset:operations.css]]">
<link rel="icon" href="[[asset:icon.svg]]" type="image/svg+xml">
</head>
<body>
<a class="skip-link" href="#main">Skip to the content</a>
<header class="site-header">
<div class="site-header-inner">
<a class="brand" href="/">
<img class="brand-mark" src="[[asset:icon.svg]]" alt="" width="36" height="36">
<span class="brand-name">Passport Hub <span class="brand-owner">operations</span></span>
</a>
<nav class="site-menu" aria-label="Pages">
<ul>
<li><a href="/"{{#AT_STATE}} aria-current="page"{{/AT_STATE}}>State</a></li>
<li><a href="/messages"{{#AT_MESSAGES}} aria-current="page"{{/AT_MESSAGES}}>Messages</a></li>
</ul>
</nav>
</div>
</header>
<main id="main" tabindex="-1">
{{>CONTENT}}
</main>
<footer class="site-footer">
<div class="site-footer-inner">
<p>All times are Japan's. The same as JSON: <a href="/state.json">/state.json</a>, <a href="/messages.json">/messages.json</a>, /messages/ID.json; and <a href="/readyz">/readyz</a>, <a href="/metrics">/metrics</a>.</p>
</div>
</footer>
</body>
</html>
