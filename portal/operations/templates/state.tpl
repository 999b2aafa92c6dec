{{%AUTOESCAPE context="HTML"}}
<div class="page">
<div class="title-row">
<h1>State</h1>
<p class="hint">as of <time datetime="{{NOW_AT}}">{{NOW}}</time> · <a href="/">Look again</a></p>
</div>

<section aria-labelledby="alarms-title">
<h2 id="alarms-title">Alarms</h2>
{{#AWAY}}
<div class="notice notice-error">
<h3>[[icon:alert]]PostgreSQL does not answer</h3>
<p>{{DETAIL}}</p>
<p>Alarms, workers, lanes and messages cannot be read, and nothing new can be accepted. Pages and searches go on from memory; what was accepted is kept and goes on by itself when PostgreSQL is back.</p>
</div>
{{/AWAY}}
{{#NO_ALARM}}<p class="calm">No alarm is open.</p>{{/NO_ALARM}}
{{#ALARM}}
<article class="notice notice-error alarm">
<h3>[[icon:alert]]{{NAME}}: {{SUBJECT}}</h3>
<p>{{DETAIL}}</p>
<p>{{ADVICE}}</p>
<p class="hint">Alarm {{ID}}, since <time datetime="{{BEGAN_AT}}">{{BEGAN}}</time>; mailed to {{MAILED}}.
{{#ACKNOWLEDGED}}Acknowledged by {{BY}}: {{REASON}}.{{/ACKNOWLEDGED}}</p>
</article>
{{/ALARM}}
{{#NOBODY_MAILED}}<p class="hint">Nobody is mailed about alarms: name people in alarms.mail_to of config/hub.json, then passport-hub reload.</p>{{/NOBODY_MAILED}}
{{#RECENT}}
<details class="recent">
<summary>Over within the last seven days</summary>
<div class="table-scroll" role="group" aria-label="Alarms that are over" tabindex="0">
<table>
<thead><tr><th scope="col">Alarm</th><th scope="col">Began</th><th scope="col">Over</th><th scope="col">What it was</th></tr></thead>
<tbody>
{{#PAST}}<tr><th scope="row">{{NAME}}: {{SUBJECT}}</th><td><time datetime="{{BEGAN_AT}}">{{BEGAN}}</time></td><td><time datetime="{{OVER_AT}}">{{OVER}}</time></td><td>{{DETAIL}}{{#ACKNOWLEDGED}} Acknowledged by {{BY}}: {{REASON}}.{{/ACKNOWLEDGED}}</td></tr>{{/PAST}}
</tbody>
</table>
</div>
</details>
{{/RECENT}}
</section>

<section aria-labelledby="checks-title">
<h2 id="checks-title">Checks of this worker</h2>
<ul class="checks">
{{#CHECK}}<li>{{#OK}}<span class="mark mark-ok">ok</span>{{/OK}}{{#FAILED}}<span class="mark mark-bad">not ok</span>{{/FAILED}}<span class="check-name">{{NAME}}</span><span class="hint">{{DETAIL}}</span></li>{{/CHECK}}
</ul>
</section>

{{#KNOWN}}
<section aria-labelledby="workers-title">
<h2 id="workers-title">Workers</h2>
<div class="table-scroll" role="group" aria-labelledby="workers-title" tabindex="0">
<table>
<thead><tr><th scope="col">Worker</th><th scope="col">Machine</th><th scope="col">Process</th><th scope="col">Since</th><th scope="col">Reported last</th><th scope="col" class="number">Sending now</th><th scope="col">Checks</th></tr></thead>
<tbody>
{{#WORKER}}<tr><th scope="row">{{NAME}}</th><td>{{HOST}}</td><td>{{PID}}</td><td><time datetime="{{STARTED_AT}}">{{STARTED}}</time></td><td><time datetime="{{REPORTED_AT}}">{{REPORTED}}</time>{{#SILENT}} <span class="mark mark-bad">silent</span>{{/SILENT}}</td><td class="number">{{SENDING}}</td><td>{{#WELL}}<span class="mark mark-ok">all ok</span>{{/WELL}}{{#FAILING}}<span class="mark mark-bad">not ok</span> {{TEXT}}{{/FAILING}}</td></tr>{{/WORKER}}
</tbody>
</table>
</div>
</section>

<section aria-labelledby="lanes-title">
<h2 id="lanes-title">Lanes</h2>
<div class="table-scroll" role="group" aria-labelledby="lanes-title" tabindex="0">
<table>
<thead><tr><th scope="col">Lane</th><th scope="col" class="number">Waiting in PostgreSQL</th><th scope="col" class="number">In the stream</th><th scope="col" class="number">Leased</th><th scope="col" class="number">Sending</th><th scope="col" class="number"><a href="/messages?state=unknown">Unknown</a></th><th scope="col" class="number"><a href="/messages?state=parked">Parked</a></th><th scope="col" class="number"><a href="/messages?state=failed">Failed</a></th></tr></thead>
<tbody>
{{#LANE}}<tr><th scope="row">{{NAME}}</th><td class="number">{{WAITING}}</td><td class="number">{{IN_STREAM}}</td><td class="number">{{LEASED}}</td><td class="number">{{SENDING}}</td><td class="number">{{UNKNOWN}}</td><td class="number">{{PARKED}}</td><td class="number">{{FAILED}}</td></tr>{{/LANE}}
</tbody>
</table>
</div>
</section>
{{/KNOWN}}

<section aria-labelledby="routes-title">
<h2 id="routes-title">Routes</h2>
<p class="hint">From config/routes.json, and from config/openapi.json for operations of the API. A double line is queued: durable, at least once. The numbers are calls of the last minute, of all workers.</p>
<ul class="routes">
{{#ROUTE}}
<li class="route{{#QUEUED}} route-queued{{/QUEUED}}">
<div class="route-line">
<span class="node node-from">{{FROM}}</span>
<span class="arrow" aria-hidden="true"></span>
<span class="node node-type"><span class="visually-hidden">{{#QUEUED}}queued{{/QUEUED}}{{#DIRECT}}direct{{/DIRECT}} message </span>{{TYPE}}</span>
<span class="arrow" aria-hidden="true"></span>
<span class="node node-to">{{PATH}}</span>
<span class="route-rate">{{TAKEN}} a minute{{#FAILED}}, <span class="mark mark-bad">{{TEXT}} failed</span>{{/FAILED}}</span>
</div>
<p class="hint">{{RULES}}</p>
</li>
{{/ROUTE}}
</ul>
</section>

{{#KNOWN}}
<section aria-labelledby="schedules-title">
<h2 id="schedules-title">Schedules</h2>
{{#NO_SCHEDULE}}<p>There is no schedule. One that publishes a message every Monday at nine: <code>passport-hub schedules set NAME --cron "0 9 * * MON" --type TYPE</code></p>{{/NO_SCHEDULE}}
{{#SCHEDULES}}
<div class="table-scroll" role="group" aria-labelledby="schedules-title" tabindex="0">
<table>
<thead><tr><th scope="col">Schedule</th><th scope="col">When</th><th scope="col">Message</th><th scope="col">Next</th><th scope="col">Last result</th></tr></thead>
<tbody>
{{#SCHEDULE}}<tr><th scope="row">{{NAME}}</th><td>{{WHEN}}</td><td>{{TYPE}}</td><td>{{#PAUSED}}<span class="mark mark-warn">paused</span>{{/PAUSED}}{{#NEVER}}never again{{/NEVER}}{{#HAS_NEXT}}<time datetime="{{NEXT_AT}}">{{NEXT}}</time>{{/HAS_NEXT}}</td><td>{{#LAST}}{{#MESSAGE}}<a href="{{URL}}">{{/MESSAGE}}{{OUTCOME}}{{#MESSAGE}}</a>{{/MESSAGE}}, due <time datetime="{{DUE_AT}}">{{DUE}}</time>{{#MISSED}}; <span class="mark mark-warn">{{TEXT}} missed</span>{{/MISSED}}{{/LAST}}</td></tr>{{/SCHEDULE}}
</tbody>
</table>
</div>
{{/SCHEDULES}}
</section>
{{/KNOWN}}
</div>
