{{%AUTOESCAPE context="HTML"}}
<section class="map" id="map" aria-labelledby="map-title" data-map data-map-content="{{CONTENT}}"{{#OPEN}} data-map-script="[[asset:open_map.js]]" data-map-style="[[asset:open_map.css]]" data-map-tiles="{{TILES}}" data-map-attribution="{{ATTRIBUTION}}" data-map-attribution-url="{{ATTRIBUTION_URL}}" data-map-max-zoom="{{MAX_ZOOM}}"{{/OPEN}}{{#GOOGLE}} data-map-script="[[asset:google_map.js]]" data-map-key="{{KEY}}"{{/GOOGLE}} data-zoom-in="[[map.zoom_in]]" data-zoom-out="[[map.zoom_out]]" data-close="[[map.close]]" data-mark="[[map.mark]]" data-mark-unnumbered="[[map.mark.unnumbered]]" data-failed="[[map.failed]]" data-tiles-failed="[[map.tiles.failed]]" hidden>
<div class="map-head">
<h2 id="map-title">[[icon:map]][[map.title]]</h2>
<a class="map-skip" href="#after-map">[[map.skip]]</a>
</div>
<div class="map-frame" data-map-frame></div>
<p class="status" role="status" data-map-status>[[map.loading]]</p>
<p class="hint" id="map-note">{{#NUMBERED}}[[map.numbered]]{{/NUMBERED}}{{#LEFT_OUT}}{{TEXT}}{{/LEFT_OUT}}{{#BARE}}{{TEXT}}{{/BARE}}[[map.use]]</p>
</section>
<div id="after-map" tabindex="-1"></div>
