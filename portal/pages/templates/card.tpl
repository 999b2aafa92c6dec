{{%AUTOESCAPE context="HTML"}}
<div class="page page-text">
<h1>[[card.page]]</h1>
{{#ENDED}}<div class="notice notice-error" role="status"><h2>[[icon:alert]][[card.ended]]</h2><p>{{TEXT}}</p></div>{{/ENDED}}
{{#NOT_ENTITLED}}<div class="notice notice-error" role="status"><h2>[[icon:alert]][[card.not_entitled]]</h2><p>[[card.not_entitled.text]]</p></div>{{/NOT_ENTITLED}}
<section class="passport-card{{#OVER}} passport-card-over{{/OVER}}" aria-label="[[card.page]]">
<div class="passport-card-facts">
<p class="passport-card-name">[[site.short_name]]</p>
<dl>
<div><dt>[[field.programme]]</dt><dd>{{PROGRAMME}}</dd></div>
<div><dt>[[card.number]]</dt><dd class="passport-card-number">{{NUMBER}}</dd></div>
{{#UNTIL}}<div><dt>[[card.until]]</dt><dd>{{TEXT}}</dd></div>{{/UNTIL}}
</dl>
</div>
{{#QR}}<svg class="passport-card-code" viewBox="0 0 {{SIZE}} {{SIZE}}" role="img" aria-label="[[card.qr]]"><path d="{{PATH}}"/></svg>{{/QR}}
</section>
{{#USE}}<p>[[card.use]]</p>
<p class="hint card-print">[[card.print]]</p>{{/USE}}
<ul class="ways">
<li><a href="/me/profile">[[profile.page]]</a></li>
<li><a href="/me">[[me.back]]</a></li>
</ul>
</div>
