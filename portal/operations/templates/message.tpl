{{%AUTOESCAPE context="HTML"}}
<div class="page">
<h1>{{HEADING}}</h1>
<p class="ways"><a href="/messages">[[icon:back]]All messages</a></p>
{{#MESSAGE}}
<section aria-label="Message {{ID}}">
<dl class="facts-table">
<div><dt>Id</dt><dd><code>{{ID}}</code></dd></div>
<div><dt>Type</dt><dd>{{TYPE}}</dd></div>
<div><dt>Subject</dt><dd>{{SUBJECT}}</dd></div>
<div><dt>From</dt><dd>{{SOURCE}}</dd></div>
<div><dt>Happened</dt><dd><time datetime="{{TIME_AT}}">{{TIME}}</time></dd></div>
<div><dt>Accepted</dt><dd><time datetime="{{ACCEPTED_AT}}">{{ACCEPTED}}</time></dd></div>
{{#EXTENSION}}<div><dt>{{NAME}}</dt><dd><code>{{VALUE}}</code></dd></div>{{/EXTENSION}}
</dl>

<h2>Deliveries</h2>
{{#NO_ROUTE}}<p class="notice">No route takes messages of this type, so nothing was or will be sent. See config/routes.json.</p>{{/NO_ROUTE}}
{{#DELIVERY}}
<article class="panel delivery">
<h3><span class="mark mark-{{STATE}}">{{STATE}}</span> {{CONNECTOR}} <span class="hint">delivery {{ID}}, route {{ROUTE}}</span></h3>
{{#REASON}}<p lang="ja">{{TEXT}}</p>{{/REASON}}
{{#ADVICE}}<p lang="ja">{{TEXT}}</p>{{/ADVICE}}
<dl class="facts-table">
{{#RECIPIENT}}<div><dt>To</dt><dd>{{TEXT}}</dd></div>{{/RECIPIENT}}
<div><dt>Lane</dt><dd>{{LANE}}</dd></div>
<div><dt>Attempts</dt><dd>{{ATTEMPTS}}; workers that died over it: {{CRASHES}}</dd></div>
{{#PROVIDER}}<div><dt>The provider said</dt><dd>{{#STATUS}}<strong>{{TEXT}}</strong> {{/STATUS}}{{#ANSWER}}<code>{{TEXT}}</code>{{/ANSWER}}</dd></div>{{/PROVIDER}}
{{#ERROR}}<div><dt>Last problem</dt><dd><code>{{CODE}}</code> <span lang="ja">{{DETAIL}}</span></dd></div>{{/ERROR}}
{{#REFERENCE}}<div><dt>Provider's reference</dt><dd><code>{{TEXT}}</code></dd></div>{{/REFERENCE}}
{{#HAS_PUBLISHED}}<div><dt>Last in the stream</dt><dd><time datetime="{{PUBLISHED_AT}}">{{PUBLISHED}}</time></dd></div>{{/HAS_PUBLISHED}}
{{#HAS_NEXT}}<div><dt>Next attempt</dt><dd><time datetime="{{NEXT_AT}}">{{NEXT}}</time></dd></div>{{/HAS_NEXT}}
{{#HAS_KEPT}}<div><dt>Kept until</dt><dd><time datetime="{{KEPT_AT}}">{{KEPT}}</time>, if nobody replays or drops it</dd></div>{{/HAS_KEPT}}
<div><dt>Key</dt><dd><code>{{KEY}}</code></dd></div>
</dl>
<ol class="timeline" aria-label="Steps of delivery {{ID}}">
<li><time datetime="{{ACCEPTED_AT}}">{{ACCEPTED}}</time>
<p><span class="mark mark-pending">accepted</span> <span class="hint">with the change it follows from, in one transaction</span></p></li>
{{#STEP}}
<li><time datetime="{{TIME_AT}}">{{TIME}}</time>
<p>{{#FROM}}{{TEXT}} → {{/FROM}}<span class="mark mark-{{TO}}">{{TO}}</span>{{#WORKER}} <span class="hint">by {{TEXT}}</span>{{/WORKER}}{{#PERSON}} <strong>by {{TEXT}}</strong>{{/PERSON}}</p>
{{#DETAIL}}<p class="hint" lang="ja">{{TEXT}}</p>{{/DETAIL}}</li>
{{/STEP}}
</ol>
{{#EDITED}}<h4>Sent instead of the data</h4>
<pre class="json" tabindex="0" role="region" aria-label="Edited data">{{TEXT:pre_escape}}</pre>{{/EDITED}}
</article>
{{/DELIVERY}}

<h2>What caused what</h2>
{{#ALONE}}<p>Nothing that is kept caused it, and it caused nothing.</p>{{/ALONE}}
{{#RELATIONS}}
{{#MISSING}}<p>Caused by <code>{{TEXT}}</code>, which is not kept (answered directly, or removed by age).</p>{{/MISSING}}
<ol class="relations">
{{#RELATED}}<li class="depth-{{DEPTH}}"><time datetime="{{ACCEPTED_AT}}">{{ACCEPTED}}</time> <a href="{{URL}}"{{#THIS}} aria-current="true"{{/THIS}}>{{TYPE}} {{SUBJECT}}</a>{{#THIS}} <strong>this one</strong>{{/THIS}} <span class="hint">{{STATES}}</span></li>{{/RELATED}}
</ol>
{{#MORE}}<p>There are more than are shown.</p>{{/MORE}}
{{/RELATIONS}}

{{#DATA}}<h2>Data</h2>
<pre class="json" tabindex="0" role="region" aria-label="Data of the message">{{TEXT:pre_escape}}</pre>{{/DATA}}
<p class="hint"><a href="{{JSON_URL}}">This message as JSON</a></p>
</section>
{{/MESSAGE}}
</div>
