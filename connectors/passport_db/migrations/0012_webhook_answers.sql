-- Answers to webhook calls, for the worker that a repeated call reaches. Unlogged: a crash of the server may empty it,
-- then a repeat is computed again.

CREATE UNLOGGED TABLE hub.webhook_answer (
    key_sha256 text PRIMARY KEY CHECK (key_sha256 ~ '^[0-9a-f]{64}$'),
    answer     text NOT NULL CHECK (octet_length(answer) <= 65536),
    kept_at    timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX webhook_answer_kept_at ON hub.webhook_answer (kept_at);
COMMENT ON TABLE hub.webhook_answer IS 'Webhookの呼び出しへの応答。同じ呼び出しが繰り返されたときに同じ応答を返すため、2分間だけ保管する';
COMMENT ON COLUMN hub.webhook_answer.key_sha256 IS '呼び出しを表すキー（セッションと responseId など）のSHA-256';
COMMENT ON COLUMN hub.webhook_answer.answer IS '応答の本文（JSON、64KiBまで）';
COMMENT ON COLUMN hub.webhook_answer.kept_at IS '保管日時';

GRANT SELECT, INSERT, UPDATE (answer), DELETE ON hub.webhook_answer TO passport_app;
