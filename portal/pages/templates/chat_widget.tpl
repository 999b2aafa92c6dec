{{%AUTOESCAPE context="HTML"}}
<aside aria-label="[[chat.title]]">
<a class="chat-launcher" href="/chat" data-chat-open data-chat-launcher>[[icon:chat]]<span>[[chat.open]]</span></a>
<dialog class="chat-dialog" aria-labelledby="chat-dialog-title" data-chat-dialog>
<div class="chat-dialog-head">
<h2 id="chat-dialog-title">[[icon:chat]][[chat.title]]</h2>
<button class="button-icon" type="button" aria-label="[[chat.close]]" data-chat-close>[[icon:close]]</button>
</div>
<div class="chat chat-in-dialog" data-chat="dialog">
<div class="chat-scroll" role="region" aria-label="[[chat.log]]" tabindex="0" data-chat-scroll>
<div class="chat-log" data-chat-log>
<div class="message message-bot"><p class="speaker">[[chat.bot]]</p><div class="bubble"><p>[[chat.welcome]]</p><p class="hint">[[chat.privacy]]</p></div></div>
</div>
<div class="chat-chips" data-chat-chips>
<p class="field-label" id="widget-chips-title">[[chat.examples]]</p>
<ul class="chips" aria-labelledby="widget-chips-title">
<li><button class="chip" type="button" value="[[start.chat.example.1]]">[[start.chat.example.1]]</button></li>
<li><button class="chip" type="button" value="[[start.chat.example.2]]">[[start.chat.example.2]]</button></li>
<li><button class="chip" type="button" value="[[start.chat.example.3]]">[[start.chat.example.3]]</button></li>
</ul>
</div>
</div>
<form class="chat-form" action="/chat#answer" method="post" data-chat-form>
<div class="chat-form-head"><label class="field-label" for="widget-text">[[chat.label]]</label>{{>CHAT_TOOLS}}</div>
<div class="search-row">
<input class="input" id="widget-text" name="text" type="text" maxlength="2000" autocomplete="off" enterkeyhint="send" placeholder="[[chat.placeholder]]" data-chat-text>
<button class="button button-primary" type="submit">[[icon:send]][[chat.send]]</button>
</div>
<p class="status" role="status" data-chat-status></p>
<div class="chat-position" data-chat-position hidden>
<button class="button button-secondary button-small" type="button" aria-describedby="widget-position-note" data-chat-position-button>[[icon:position]]<span data-chat-position-label>[[chat.position]]</span></button>
<p class="hint" id="widget-position-note">[[chat.position.note]]</p>
</div>
</form>
{{>CHAT_COPY}}
<p class="visually-hidden" role="status" aria-atomic="true" data-chat-announcer></p>
</div>
</dialog>
</aside>
