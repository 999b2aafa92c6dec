{{%AUTOESCAPE context="HTML"}}
{{#PART}}
{{#TEXT_PART}}<div class="bubble"><p class="free-text">{{TEXT:pre_escape}}</p></div>{{/TEXT_PART}}
{{#LIST_PART}}<div class="bubble"><ul class="bubble-list">{{#ITEM}}<li>{{TEXT}}</li>{{/ITEM}}</ul></div>{{/LIST_PART}}
{{#CARD_PART}}<div class="bubble"><p class="card-title">{{#LINK}}<a href="{{URL}}">{{TEXT}}</a>{{/LINK}}{{#PLAIN}}{{TEXT}}{{/PLAIN}}</p>{{#SUBTITLE}}<p>{{TEXT}}</p>{{/SUBTITLE}}</div>{{/CARD_PART}}
{{#LINK_PART}}<div class="bubble"><p><a href="{{URL}}">{{TEXT}}</a></p></div>{{/LINK_PART}}
{{/PART}}
{{#SHOPS}}<ul class="shop-list" aria-label="[[chat.shops]]">{{#SHOP}}<li>{{>SHOP_CARD}}</li>{{/SHOP}}</ul>{{/SHOPS}}
{{#FACILITIES}}<ul class="shop-list" aria-label="[[chat.facilities]]">{{#FACILITY}}<li>{{>FACILITY_CARD}}</li>{{/FACILITY}}</ul>{{/FACILITIES}}
{{#EVENTS}}<ul class="shop-list" aria-label="[[chat.events]]">{{#EVENT}}<li>{{>EVENT_CARD}}</li>{{/EVENT}}</ul>{{/EVENTS}}
{{#MORE}}<p><a href="{{URL}}">[[chat.more]]</a></p>{{/MORE}}
