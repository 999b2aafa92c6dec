-- Members who register themselves: the links they are mailed, what they consented to and wish for, their sessions.

CREATE TABLE hub.member_link (
    digest     text PRIMARY KEY CHECK (digest ~ '^[0-9a-f]{64}$'),
    mail       text NOT NULL CHECK (mail ~ '^[^@\s]{1,64}@[^@\s]{1,189}$'),
    asked_at   timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at    timestamptz,
    CONSTRAINT member_link_times CHECK (expires_at > asked_at)
);
CREATE INDEX member_link_mail ON hub.member_link (lower(mail), asked_at);
CREATE INDEX member_link_expiry ON hub.member_link (expires_at);
COMMENT ON TABLE hub.member_link IS '本登録用の一度だけ使えるリンク。期限が過ぎたら消す';
COMMENT ON COLUMN hub.member_link.digest IS 'リンクの鍵のSHA-256（鍵そのものは保存しない）';
COMMENT ON COLUMN hub.member_link.mail IS '送り先のメールアドレス';
COMMENT ON COLUMN hub.member_link.asked_at IS '申し込みの日時';
COMMENT ON COLUMN hub.member_link.expires_at IS '期限';
COMMENT ON COLUMN hub.member_link.used_at IS '使われた日時';

CREATE TABLE hub.member_session (
    digest     text PRIMARY KEY CHECK (digest ~ '^[0-9a-f]{64}$'),
    user_id    bigint NOT NULL REFERENCES users ON DELETE CASCADE,
    began_at   timestamptz NOT NULL,
    seen_at    timestamptz NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE INDEX member_session_user ON hub.member_session (user_id, began_at);
CREATE INDEX member_session_expiry ON hub.member_session (expires_at);
COMMENT ON TABLE hub.member_session IS '会員のログイン状態';
COMMENT ON COLUMN hub.member_session.digest IS 'クッキーの値のSHA-256（値そのものは保存しない）';
COMMENT ON COLUMN hub.member_session.user_id IS '会員ID';
COMMENT ON COLUMN hub.member_session.began_at IS 'ログインした日時';
COMMENT ON COLUMN hub.member_session.seen_at IS '最後に使われた日時（数分の遅れがある）';
COMMENT ON COLUMN hub.member_session.expires_at IS '使い続けても終わる日時';

ALTER TABLE users
    ADD COLUMN children_sexes  text[] NOT NULL DEFAULT '{}',
    ADD COLUMN notice_kinds    text[] NOT NULL DEFAULT '{}',
    ADD COLUMN quiet_from      smallint,
    ADD COLUMN quiet_until     smallint,
    ADD COLUMN notices_paused  boolean NOT NULL DEFAULT false,
    ADD COLUMN consent_version text,
    ADD COLUMN consented_at    timestamptz,
    ADD CONSTRAINT users_children_sexes CHECK
        (children_sexes <@ ARRAY['', 'female', 'male']
         AND cardinality(children_sexes) IN (0, cardinality(children_birth_dates))) NOT VALID,
    ADD CONSTRAINT users_notice_kinds CHECK (notice_kinds <@ ARRAY['shop', 'event', 'article', 'news']) NOT VALID,
    ADD CONSTRAINT users_quiet CHECK
        ((quiet_from IS NULL) = (quiet_until IS NULL)
         AND quiet_from BETWEEN 0 AND 23 AND quiet_until BETWEEN 0 AND 23) NOT VALID,
    ADD CONSTRAINT users_consent CHECK
        ((consent_version IS NULL) = (consented_at IS NULL) AND consent_version ~ '^[0-9]{4}-[0-9]{2}$') NOT VALID;
COMMENT ON COLUMN users.children_sexes IS '子どもの性別（children_birth_dates と同じ順。空文字は答えない。全員答えないときは空の配列）';
COMMENT ON COLUMN users.notice_kinds IS '希望するお知らせの種類（shop=協賛店、event=イベント、article=お役立ち情報、news=お知らせ）';
COMMENT ON COLUMN users.quiet_from IS 'お知らせを控える時間帯の始まり（日本時間の時）';
COMMENT ON COLUMN users.quiet_until IS 'お知らせを控える時間帯の終わり（日本時間の時）';
COMMENT ON COLUMN users.notices_paused IS 'お知らせを休止しているか';
COMMENT ON COLUMN users.consent_version IS '同意した利用規約の版';
COMMENT ON COLUMN users.consented_at IS '同意した日時';

GRANT SELECT, INSERT, UPDATE, DELETE ON hub.member_link, hub.member_session TO passport_app;
