{{%AUTOESCAPE context="HTML"}}
<form class="search" action="/shops" method="get" role="search" aria-label="[[search.name]]" data-search>
<div class="search-place">
<label class="field-label" for="near">[[search.near.label]]</label>
<p class="hint" id="near-hint">[[search.near.hint]]</p>
<div class="search-row">
<input class="input" id="near" name="near" type="text" value="{{NEAR}}" maxlength="100" autocomplete="off" enterkeyhint="search" aria-describedby="near-hint{{#NEAR_PROBLEM}} problems{{/NEAR_PROBLEM}}"{{#NEAR_PROBLEM}} aria-invalid="true"{{/NEAR_PROBLEM}}>
<button class="button button-primary" type="submit">[[icon:search]][[search.submit]]</button>
</div>
<div class="search-position" data-position hidden>
<button class="button button-secondary" type="button" data-position-button>[[icon:position]][[search.position]]</button>
</div>
<p class="status" role="status" data-position-status data-waiting="[[search.position.waiting]]" data-denied="[[search.position.denied]]" data-failed="[[search.position.failed]]">{{#AT_POSITION}}[[search.position.used]]{{/AT_POSITION}}</p>
<input type="hidden" name="lat" value="{{LAT}}" data-position-lat{{#NO_POSITION}} disabled{{/NO_POSITION}}>
<input type="hidden" name="lng" value="{{LNG}}" data-position-lng{{#NO_POSITION}} disabled{{/NO_POSITION}}>
</div>
<details class="narrow"{{#NARROWED}} open{{/NARROWED}}>
<summary>{{NARROW_TITLE}}</summary>
<div class="narrow-fields">
<p class="field"><label class="field-label" for="q">[[search.q.label]]</label>
<input class="input" id="q" name="q" type="text" value="{{Q}}" maxlength="100" autocomplete="off" placeholder="[[search.q.hint]]"></p>
<p class="field"><label class="field-label" for="genre">[[search.genre.label]]</label>
<select class="input" id="genre" name="genre"><option value="">[[search.any]]</option>
{{#GENRE}}<option value="{{VALUE}}"{{#SELECTED}} selected{{/SELECTED}}>{{NAME}}</option>{{/GENRE}}
</select></p>
<p class="field"><label class="field-label" for="tokuten">[[search.tokuten.label]]</label>
<select class="input" id="tokuten" name="tokuten"><option value="">[[search.any]]</option>
{{#TOKUTEN}}<option value="{{VALUE}}"{{#SELECTED}} selected{{/SELECTED}}>{{NAME}}</option>{{/TOKUTEN}}
</select></p>
<p class="field"><label class="field-label" for="programme">[[search.programme.label]]</label>
<select class="input" id="programme" name="programme"><option value="">[[search.any]]</option>
{{#PROGRAMME}}<option value="{{VALUE}}"{{#SELECTED}} selected{{/SELECTED}}>{{NAME}}</option>{{/PROGRAMME}}
</select></p>
<p class="field"><label class="field-label" for="radius_m">[[search.radius.label]]</label>
<select class="input" id="radius_m" name="radius_m">
{{#RADIUS}}<option value="{{VALUE}}"{{#SELECTED}} selected{{/SELECTED}}>{{NAME}}</option>{{/RADIUS}}
</select></p>
<p class="field"><label class="field-label" for="city">[[search.city.label]]</label>
<select class="input" id="city" name="city"><option value="">[[search.any]]</option>
{{#CITY}}<option value="{{VALUE}}"{{#SELECTED}} selected{{/SELECTED}}>{{NAME}}</option>{{/CITY}}
</select></p>
<p class="field field-box"><input class="box" id="open_now" name="open_now" type="checkbox" value="true"{{#OPEN_NOW}} checked{{/OPEN_NOW}} aria-describedby="open-now-hint"><label for="open_now">[[search.open_now.label]]</label><span class="hint" id="open-now-hint">[[search.open_now.hint]]</span></p>
</div>
</details>
</form>
