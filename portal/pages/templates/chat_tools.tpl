{{%AUTOESCAPE context="HTML"}}
<div class="chat-tools" role="group" aria-label="[[chat.tools]]" data-chat-tools hidden>
<button class="button-text" type="button" data-chat-copy>[[icon:copy]][[chat.copy]]</button>
<button class="button-text" type="button" data-chat-clear>[[icon:clear]][[chat.clear]]</button>
<button class="button-text" type="button" data-chat-undo hidden>[[icon:undo]][[chat.undo]]</button>
</div>
