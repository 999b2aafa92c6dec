{{%AUTOESCAPE context="HTML"}}
<div class="chat-copy" data-chat-copy-by-hand hidden>
<label class="field-label" for="chat-copy-text">[[chat.copy.text]]</label>
<textarea class="input" id="chat-copy-text" rows="6" readonly></textarea>
<button class="button button-secondary button-small" type="button" data-chat-copy-done>[[chat.copy.done]]</button>
</div>
