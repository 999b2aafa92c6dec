-- Answers to changes that were asked for under an Idempotency-Key, each written in the transaction of its change. Logged,
-- unlike the webhooks': whoever repeats a request after a crash must not have it carried out again.

CREATE TABLE hub.kept_answer (
    key_sha256     text PRIMARY KEY CHECK (key_sha256 ~ '^[0-9a-f]{64}$'),
    request_sha256 text NOT NULL CHECK (request_sha256 ~ '^[0-9a-f]{64}$'),
    status         smallint CHECK (status BETWEEN 200 AND 499),
    headers        text CHECK (octet_length(headers) <= 65536),
    body           text CHECK (octet_length(body) <= 4194304),
    kept_at        timestamptz NOT NULL DEFAULT now(),
    CHECK (num_nulls(status, headers, body) IN (0, 3))
);
CREATE INDEX kept_answer_kept_at ON hub.kept_answer (kept_at);
COMMENT ON TABLE hub.kept_answer IS 'Idempotency-Key を付けた変更の要求への応答。同じ要求が繰り返されたときに同じ応答を返すため、24時間だけ保管する';
COMMENT ON COLUMN hub.kept_answer.key_sha256 IS 'Idempotency-Key のSHA-256';
COMMENT ON COLUMN hub.kept_answer.request_sha256 IS '要求（操作とその内容）のSHA-256。同じキーの別の要求を見分ける';
COMMENT ON COLUMN hub.kept_answer.status IS '応答のステータス（空なら、応答に認証情報があったため保管していない）';
COMMENT ON COLUMN hub.kept_answer.headers IS '応答のヘッダー（JSON）';
COMMENT ON COLUMN hub.kept_answer.body IS '応答の本文（4MiBまで）';
COMMENT ON COLUMN hub.kept_answer.kept_at IS '保管日時';

GRANT SELECT, INSERT, UPDATE, DELETE ON hub.kept_answer TO passport_app;
