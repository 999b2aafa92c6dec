{{%AUTOESCAPE context="HTML"}}
<div class="page">
<h1>Messages</h1>
{{#PROBLEMS}}
<div class="notice notice-error" role="alert">
<h2>[[icon:alert]]That cannot be looked for</h2>
<ul class="plain-list">{{#PROBLEM}}<li>{{TEXT}}</li>{{/PROBLEM}}</ul>
</div>
{{/PROBLEMS}}
<form class="panel filters" action="/messages" method="get" role="search" aria-label="Messages">
<div class="field"><label class="field-label" for="state">State</label>
<select class="input" id="state" name="state"><option value="">any</option>{{#STATE}}<option value="{{NAME}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{NAME}}</option>{{/STATE}}</select></div>
<div class="field"><label class="field-label" for="type">Type</label><input class="input" id="type" name="type" value="{{TYPE}}" placeholder="shop.approved"></div>
<div class="field"><label class="field-label" for="person">Person</label><input class="input" id="person" name="person" value="{{PERSON}}" placeholder="recipient or number"></div>
<div class="field"><label class="field-label" for="shop">Shop</label><input class="input" id="shop" name="shop" value="{{SHOP}}" placeholder="12"></div>
<div class="field"><label class="field-label" for="campaign">Campaign</label><input class="input" id="campaign" name="campaign" value="{{CAMPAIGN}}" placeholder="3"></div>
<div class="field"><label class="field-label" for="subject">Subject</label><input class="input" id="subject" name="subject" value="{{SUBJECT}}" placeholder="schedule/weekly"></div>
<div class="field"><label class="field-label" for="since">Since</label><input class="input" id="since" name="since" value="{{SINCE}}" placeholder="2026-11-20"></div>
<div class="field"><label class="field-label" for="until">Until</label><input class="input" id="until" name="until" value="{{UNTIL}}" placeholder="2026-11-21"></div>
<div class="filter-buttons"><button class="button button-primary" type="submit">[[icon:search]]Search</button>{{#NARROWED}}<a class="button button-secondary" href="/messages">Show all</a>{{/NARROWED}}</div>
</form>
{{#NO_MESSAGE}}
<section class="notice" aria-labelledby="empty-title">
<h2 id="empty-title">[[icon:info]]No message has been queued</h2>
<p>Messages appear here as soon as something is to be sent: <code>passport-hub shops approve ID</code> queues a mail, for example. Direct questions (chat, search) are answered at once and are not kept.</p>
</section>
{{/NO_MESSAGE}}
{{#NO_MATCH}}
<section class="notice" aria-labelledby="empty-title">
<h2 id="empty-title">[[icon:info]]No message matches</h2>
<p>Take a condition away, or look at <a href="/messages">all messages</a>. Finished messages are kept for a bounded time (messages in config/hub.json).</p>
</section>
{{/NO_MATCH}}
{{#LIST}}
<section aria-labelledby="list-title">
<h2 class="visually-hidden" id="list-title">Messages found</h2>
<p class="result-count">{{COUNT}}, the newest first</p>
<div class="table-scroll" role="group" aria-labelledby="list-title" tabindex="0">
<table class="message-table">
<thead><tr><th scope="col">Accepted</th><th scope="col">Type</th><th scope="col">Deliveries</th><th scope="col">Subject</th></tr></thead>
<tbody>
{{#MESSAGE}}<tr><td><time datetime="{{ACCEPTED_AT}}">{{ACCEPTED}}</time></td><th scope="row"><a href="{{URL}}">{{TYPE}}</a></th><td>{{#NO_ROUTE}}no route takes it{{/NO_ROUTE}}{{#DELIVERY}}<span class="delivery-state"><span class="mark mark-{{STATE}}">{{STATE}}</span> {{CONNECTOR}} <span class="hint">{{CODE}}</span></span>{{/DELIVERY}}</td><td>{{SUBJECT}}</td></tr>{{/MESSAGE}}
</tbody>
</table>
</div>
{{#PAGER}}
<nav class="pager" aria-label="Pages of the list">
{{#NEXT}}<a class="button button-primary" href="{{URL}}" rel="next">Older messages[[icon:next]]</a>{{/NEXT}}
{{#FIRST}}<a class="button button-secondary" href="{{URL}}">The newest</a>{{/FIRST}}
</nav>
{{/PAGER}}
</section>
{{/LIST}}
</div>
