{{%AUTOESCAPE context="HTML"}}
<div class="page api-docs">
<link rel="stylesheet" href="[[asset:api_docs.css]]">
<h1>{{TITLE}}</h1>
<p>{{DESCRIPTION}}</p>
<p>{{VERSION}}[[list.comma]]<a href="/api/openapi.json">[[api_docs.contract]]</a></p>
<h2>[[api_docs.operations]]</h2>
<div data-api-docs="/api/openapi.json" hidden></div>
<div class="api-documentation" data-api-reference>{{REFERENCE:none}}</div>
<script src="[[asset:api_docs.js]]" defer></script>
</div>
