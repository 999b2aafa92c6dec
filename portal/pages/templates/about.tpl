{{%AUTOESCAPE context="HTML"}}
<div class="page page-text">
<h1>[[about.page]]</h1>
<p class="lead">[[about.lead]]</p>
<h2>[[about.programme.title]]</h2>
<dl class="information panel">
<div><dt>[[start.programme.child.name]]</dt><dd>[[start.programme.child.text]]</dd></div>
<div><dt>[[start.programme.marriage.name]]</dt><dd>[[start.programme.marriage.text]]</dd></div>
</dl>
<h2>[[about.search.title]]</h2>
<p>[[about.search.text]]</p>
<h2>[[about.chat.title]]</h2>
<p>[[about.chat.text]]</p>
<h2>[[about.privacy.title]]</h2>
<p>[[about.privacy.text]]</p>
<p>[[about.privacy.questions]]</p>
<p>[[about.privacy.google]]</p>
<p>[[about.privacy.map]]</p>
<h2>[[about.accessibility.title]]</h2>
<p>[[about.accessibility.text]]</p>
<h2>[[about.credits.title]]</h2>
<p>[[about.credits.lead]]</p>
<ul class="plain-list">
<li>[[about.credits.yaizu]]：<a href="https://github.com/yaizu-city/opendata">[[about.credits.yaizu.link]]</a></li>
<li>[[about.credits.station]]：<a href="https://github.com/Seo-4d696b75/station_database" lang="en">[[about.credits.station.link]]</a></li>
<li>[[about.credits.towns]]：<a href="https://github.com/geolonia/japanese-addresses" lang="en">[[about.credits.towns.link]]</a></li>
<li>[[about.credits.boundaries]]：<a href="https://nlftp.mlit.go.jp/ksj/">[[about.credits.boundaries.link]]</a></li>
<li>[[about.credits.mapnavi]]：<a href="https://www.mapnavi.city.osaka.lg.jp/">[[about.credits.mapnavi.link]]</a></li>
<li>[[about.credits.sakai]]：<a href="https://github.com/codeforosaka/sakai-biz-opendata">[[about.credits.sakai.link]]</a></li>
<li>[[about.credits.takamatsu]]：<a href="https://github.com/takamatsu-city/opendata">[[about.credits.takamatsu.link]]</a></li>
<li>[[about.credits.sample]]</li>
</ul>
<p>[[about.credits.map]]</p>
<p>[[about.credits.tokens]]</p>
<p><a href="[[asset:licences.txt]]">[[about.credits.licences]]</a></p>
</div>
