{{%AUTOESCAPE context="HTML"}}
<fieldset class="field" id="programme" tabindex="-1"{{#PROGRAMME_MARK}} aria-invalid="true" aria-describedby="programme-problem"{{/PROGRAMME_MARK}}><legend class="field-label">[[field.programme]]<span class="required">[[member.required]]</span></legend>
{{#PROGRAMME_MARK}}<span class="field-problem" id="programme-problem">{{#PROGRAMME_PROBLEM}}{{TEXT}} {{/PROGRAMME_PROBLEM}}</span>{{/PROGRAMME_MARK}}
{{#PROGRAMME}}<label class="choice"><input type="radio" name="programme" value="{{VALUE}}"{{#CHOSEN}} checked{{/CHOSEN}}>{{NAME}}</label>{{/PROGRAMME}}
</fieldset>
<p class="hint" id="place-hint">[[register.place.hint]]</p>
<div class="field"><label class="field-label" for="postal_code">[[field.postal_code]]</label>
{{#POSTAL_CODE_MARK}}<span class="field-problem" id="postal_code-problem">{{#POSTAL_CODE_PROBLEM}}{{TEXT}} {{/POSTAL_CODE_PROBLEM}}</span>{{/POSTAL_CODE_MARK}}
<input class="input" id="postal_code" name="postal_code" type="text" value="{{POSTAL_CODE}}" maxlength="16" inputmode="numeric" autocomplete="postal-code" aria-describedby="place-hint{{#POSTAL_CODE_MARK}} postal_code-problem{{/POSTAL_CODE_MARK}}"{{#POSTAL_CODE_MARK}} aria-invalid="true"{{/POSTAL_CODE_MARK}}></div>
<div class="field"><label class="field-label" for="city">[[field.city]]</label>
{{#CITY_MARK}}<span class="field-problem" id="city-problem">{{#CITY_PROBLEM}}{{TEXT}} {{/CITY_PROBLEM}}</span>{{/CITY_MARK}}
<input class="input" id="city" name="city" type="text" value="{{CITY}}" maxlength="50" autocomplete="address-level2" aria-describedby="place-hint{{#CITY_MARK}} city-problem{{/CITY_MARK}}"{{#CITY_MARK}} aria-invalid="true"{{/CITY_MARK}}></div>
<fieldset class="field" id="children" tabindex="-1"{{#CHILDREN_MARK}} aria-invalid="true" aria-describedby="children-problem"{{/CHILDREN_MARK}}><legend class="field-label">[[field.children]]</legend>
<p class="hint">[[register.children.hint]]</p>
{{#CHILDREN_MARK}}<span class="field-problem" id="children-problem">{{#CHILDREN_PROBLEM}}{{TEXT}} {{/CHILDREN_PROBLEM}}</span>{{/CHILDREN_MARK}}
{{#CHILD}}<fieldset class="child"><legend>{{TITLE}}</legend>
{{#PROBLEM}}<span class="field-problem" id="child_{{NUMBER}}-problem">{{TEXT}}</span>{{/PROBLEM}}
<span class="child-part"><label for="child_year_{{NUMBER}}">[[register.child.year]]</label><input class="input" id="child_year_{{NUMBER}}" name="child_year_{{NUMBER}}" type="text" value="{{YEAR}}" maxlength="4" inputmode="numeric" autocomplete="off"{{#YEAR_MARK}} aria-invalid="true" aria-describedby="child_{{NUMBER}}-problem"{{/YEAR_MARK}}></span>
<span class="child-part"><label for="child_month_{{NUMBER}}">[[register.child.month]]</label><select class="input" id="child_month_{{NUMBER}}" name="child_month_{{NUMBER}}"{{#YEAR_MARK}} aria-invalid="true" aria-describedby="child_{{NUMBER}}-problem"{{/YEAR_MARK}}><option value="">[[member.choose]]</option>{{#MONTH}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{NAME}}</option>{{/MONTH}}</select></span>
<span class="child-part"><label for="child_sex_{{NUMBER}}">[[register.child.sex]]</label><select class="input" id="child_sex_{{NUMBER}}" name="child_sex_{{NUMBER}}"{{#SEX_MARK}} aria-invalid="true" aria-describedby="child_{{NUMBER}}-problem"{{/SEX_MARK}}><option value="">[[member.sex.none]]</option>{{#SEX}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{NAME}}</option>{{/SEX}}</select></span>
</fieldset>{{/CHILD}}
</fieldset>
{{#GENRES}}<fieldset class="field" id="genres" tabindex="-1"><legend class="field-label">[[field.genres]]</legend>
{{#UNNAMED}}<p class="hint">[[register.codes_unnamed]]</p>{{/UNNAMED}}
{{#CODE}}<label class="choice"><input type="checkbox" name="genres" value="{{VALUE}}"{{#CHOSEN}} checked{{/CHOSEN}}>{{NAME}}</label>{{/CODE}}
</fieldset>{{/GENRES}}
{{#TOKUTEN}}<fieldset class="field" id="tokuten" tabindex="-1"><legend class="field-label">[[field.tokuten]]</legend>
{{#UNNAMED}}<p class="hint">[[register.codes_unnamed]]</p>{{/UNNAMED}}
{{#CODE}}<label class="choice"><input type="checkbox" name="tokuten" value="{{VALUE}}"{{#CHOSEN}} checked{{/CHOSEN}}>{{NAME}}</label>{{/CODE}}
</fieldset>{{/TOKUTEN}}
<fieldset class="field" id="notice_kinds" tabindex="-1"><legend class="field-label">[[register.notices]]</legend>
<label class="choice"><input type="checkbox" name="notice_mail" value="1"{{#NOTICE_MAIL}} checked{{/NOTICE_MAIL}}>[[register.notice_mail]]</label>
<label class="choice"><input type="checkbox" name="notice_push" value="1"{{#NOTICE_PUSH}} checked{{/NOTICE_PUSH}}>[[register.notice_push]]</label>
<p class="field-label">[[register.kinds]]</p>
{{#KIND}}<label class="choice"><input type="checkbox" name="notice_kinds" value="{{VALUE}}"{{#CHOSEN}} checked{{/CHOSEN}}>{{NAME}}</label>{{/KIND}}
<label class="choice"><input type="checkbox" name="notices_paused" value="1"{{#PAUSED}} checked{{/PAUSED}}>[[register.paused]]</label>
</fieldset>
<fieldset class="field"><legend class="field-label">[[field.quiet_from]]</legend>
{{#QUIET_FROM_MARK}}<span class="field-problem" id="quiet_from-problem">{{#QUIET_FROM_PROBLEM}}{{TEXT}} {{/QUIET_FROM_PROBLEM}}</span>{{/QUIET_FROM_MARK}}
{{#QUIET_UNTIL_MARK}}<span class="field-problem" id="quiet_until-problem">{{#QUIET_UNTIL_PROBLEM}}{{TEXT}} {{/QUIET_UNTIL_PROBLEM}}</span>{{/QUIET_UNTIL_MARK}}
<label for="quiet_from">[[register.quiet.from]]</label><select class="input" id="quiet_from" name="quiet_from"{{#QUIET_FROM_MARK}} aria-invalid="true" aria-describedby="quiet_from-problem"{{/QUIET_FROM_MARK}}><option value="">[[register.quiet.none]]</option>{{#QUIET_FROM}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{NAME}}</option>{{/QUIET_FROM}}</select>
<label for="quiet_until">[[register.quiet.until]]</label><select class="input" id="quiet_until" name="quiet_until"{{#QUIET_UNTIL_MARK}} aria-invalid="true" aria-describedby="quiet_until-problem"{{/QUIET_UNTIL_MARK}}><option value="">[[register.quiet.none]]</option>{{#QUIET_UNTIL}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{NAME}}</option>{{/QUIET_UNTIL}}</select>
</fieldset>
{{#ASK_CONSENT}}<h2 class="small-title">[[register.purposes.title]]</h2>
<ul class="plain-list">
<li>[[register.purposes.card]]</li>
<li>[[register.purposes.notices]]</li>
<li>[[register.purposes.statistics]]</li>
<li>[[register.purposes.limits]]</li>
</ul>
<div class="field">
{{#CONSENT_VERSION_MARK}}<span class="field-problem" id="consent_version-problem">{{#CONSENT_VERSION_PROBLEM}}{{TEXT}} {{/CONSENT_VERSION_PROBLEM}}</span>{{/CONSENT_VERSION_MARK}}
<label class="choice"><input type="checkbox" id="consent_version" name="consent_version" value="{{CONSENT_VERSION}}" required{{#CONSENTED}} checked{{/CONSENTED}}{{#CONSENT_VERSION_MARK}} aria-invalid="true" aria-describedby="consent_version-problem"{{/CONSENT_VERSION_MARK}}>[[register.consent]]<span class="required">[[member.required]]</span></label></div>{{/ASK_CONSENT}}
{{#CONSENT_GIVEN}}<input type="hidden" name="consent_version" value="{{CONSENT_VERSION}}">{{/CONSENT_GIVEN}}
