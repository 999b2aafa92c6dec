{{%AUTOESCAPE context="HTML"}}
<article class="shop-card">
<h3 class="shop-card-name">{{#LINK}}<a href="{{URL}}">{{NAME}}</a>{{/LINK}}{{#PLAIN}}{{NAME}}{{/PLAIN}}</h3>
<ul class="facts">
{{#DAYS}}<li class="fact-long fact-days">[[icon:calendar]]<span class="visually-hidden">[[event.when]]：</span>{{TEXT}}</li>{{/DAYS}}
{{#VENUE}}<li class="fact-long">[[icon:pin]]<span class="visually-hidden">[[event.venue]]：</span>{{TEXT}}</li>{{/VENUE}}
{{#FEE}}<li>[[event.fee]]：{{TEXT}}</li>{{/FEE}}
</ul>
</article>
