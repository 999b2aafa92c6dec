{{%AUTOESCAPE context="HTML"}}
<div class="page page-chat">
<h1>[[chat.page]]</h1>
<p>[[chat.lead]]</p>
{{#PROBLEM}}
<div class="notice notice-error" id="problem" role="alert"><h2>[[icon:alert]][[chat.problem]]</h2><p>{{TEXT}}</p></div>
{{/PROBLEM}}
<section class="chat panel" aria-labelledby="chat-log-title" data-chat="page">
<h2 class="visually-hidden" id="chat-log-title">[[chat.log]]</h2>
<div class="chat-scroll" tabindex="-1" data-chat-scroll>
<div class="chat-log" data-chat-log>
<div class="message message-bot"><p class="speaker">[[chat.bot]]</p><div class="bubble"><p>[[chat.welcome]]</p></div></div>
{{#TURN}}
{{#QUESTION}}<div class="message message-user"><p class="speaker">[[chat.user]]</p><div class="bubble"><p class="free-text">{{TEXT:pre_escape}}</p></div></div>{{/QUESTION}}
<div class="message message-bot"{{#LATEST}} id="answer"{{/LATEST}}><p class="speaker">[[chat.bot]]{{#SIMPLE}}<span class="speaker-note">[[chat.simple]]</span>{{/SIMPLE}}</p>
{{>ANSWER}}
</div>
{{/TURN}}
</div>
<div class="chat-chips" data-chat-chips>
{{#CHIPS}}
<form action="/chat#answer" method="post">
<input type="hidden" name="conversation" value="{{CONVERSATION}}">
<input type="hidden" name="history" value="{{HISTORY}}">
<p class="field-label" id="chat-chips-title">{{CHIPS_TITLE}}</p>
<ul class="chips" aria-labelledby="chat-chips-title">{{#CHIP}}<li><button class="chip" name="chip" value="{{TEXT}}">{{TEXT}}</button></li>{{/CHIP}}</ul>
</form>
{{/CHIPS}}
</div>
</div>
<form class="chat-form" action="/chat#answer" method="post" data-chat-form>
<input type="hidden" name="conversation" value="{{CONVERSATION}}">
<input type="hidden" name="history" value="{{HISTORY}}">
<div class="chat-form-head"><label class="field-label" for="chat-text">[[chat.label]]</label>{{>CHAT_TOOLS}}</div>
<div class="search-row">
<input class="input" id="chat-text" name="text" type="text" value="{{TEXT}}" maxlength="2000" autocomplete="off" enterkeyhint="send" placeholder="[[chat.placeholder]]"{{#PROBLEM_MARK}} aria-invalid="true" aria-describedby="problem"{{/PROBLEM_MARK}} data-chat-text>
<button class="button button-primary" type="submit">[[icon:send]][[chat.send]]</button>
</div>
<p class="status" role="status" data-chat-status></p>
<div class="chat-position" data-chat-position hidden>
<button class="button button-secondary button-small" type="button" aria-describedby="chat-position-note" data-chat-position-button>[[icon:position]]<span data-chat-position-label>[[chat.position]]</span></button>
<p class="hint" id="chat-position-note">[[chat.position.note]]</p>
</div>
</form>
{{>CHAT_COPY}}
<p class="visually-hidden" role="status" aria-atomic="true" data-chat-announcer></p>
</section>
<p class="hint">[[chat.privacy]]</p>
<p><a class="restart" href="/chat" data-chat-restart>[[chat.restart]]</a></p>
</div>
