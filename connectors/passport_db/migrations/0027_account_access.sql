-- What the owner of an account does about getting in: a forgotten password, a link to log in with, another mail address,
-- a second step at login.

ALTER TABLE hub.account_link
    DROP CONSTRAINT account_link_purpose,
    ADD CONSTRAINT account_link_purpose CHECK (purpose IN ('registration', 'password_reset', 'login', 'mail_change')),
    ADD COLUMN account_id bigint,
    ADD CONSTRAINT account_link_account CHECK ((purpose = 'mail_change') = (account_id IS NOT NULL));
CREATE INDEX account_link_account_id ON hub.account_link (account_id) WHERE account_id IS NOT NULL;
COMMENT ON COLUMN hub.account_link.purpose IS '何のためか（registration=本登録、password_reset=パスワードの再設定、login=ログイン、mail_change=メールアドレスの変更）';
COMMENT ON COLUMN hub.account_link.account_id IS 'アドレスを変える人の会員ID・協賛店ユーザID（mail_change のとき）';

CREATE FUNCTION hub.has_active_account(kind text, address text) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT CASE kind
        WHEN 'member' THEN EXISTS (SELECT FROM public.users WHERE hub.mail_alias(mail) = hub.mail_alias(address) AND status = 'active')
        WHEN 'owner' THEN EXISTS (SELECT FROM public.owner WHERE hub.mail_alias(mail) = hub.mail_alias(address) AND status = 'active')
        ELSE EXISTS (SELECT FROM hub.staff WHERE hub.mail_alias(mail) = hub.mail_alias(address) AND status = 'active') END
$$;
COMMENT ON FUNCTION hub.has_active_account(text, text) IS 'そのメールアドレスの人がログインできるか';
GRANT EXECUTE ON FUNCTION hub.has_active_account(text, text) TO passport_app;

CREATE TABLE hub.second_step (
    user_id         bigint UNIQUE REFERENCES users ON DELETE CASCADE,
    owner_id        bigint UNIQUE REFERENCES owner ON DELETE CASCADE,
    method          text NOT NULL CHECK (method IN ('mail', 'authenticator')),
    secret          text CHECK (length(secret) <= 500),
    last_step       bigint NOT NULL DEFAULT 0,
    recovery_codes  text[] NOT NULL DEFAULT '{}' CHECK (cardinality(recovery_codes) <= 10),
    code_digest     text,
    code_expires_at timestamptz,
    code_tries      smallint NOT NULL DEFAULT 0,
    began_at        timestamptz NOT NULL,
    CONSTRAINT second_step_account CHECK (num_nonnulls(user_id, owner_id) = 1),
    CONSTRAINT second_step_secret CHECK ((method = 'authenticator') = (secret IS NOT NULL)),
    CONSTRAINT second_step_code CHECK ((code_digest IS NULL) = (code_expires_at IS NULL))
);
COMMENT ON TABLE hub.second_step IS '会員と協賛店ユーザの二段階ログインの設定（設定した人だけ）';
COMMENT ON COLUMN hub.second_step.user_id IS '会員ID（会員のとき）';
COMMENT ON COLUMN hub.second_step.owner_id IS '協賛店ユーザID（協賛店ユーザのとき）';
COMMENT ON COLUMN hub.second_step.method IS '方法（mail=メールの確認コード、authenticator=認証アプリ）';
COMMENT ON COLUMN hub.second_step.secret IS '認証アプリの秘密（account_key で封じたもの）';
COMMENT ON COLUMN hub.second_step.last_step IS '最後に使われたコードの時間区分（同じコードを二度使わせない）';
COMMENT ON COLUMN hub.second_step.recovery_codes IS '残っている回復コードの鍵付きハッシュ';
COMMENT ON COLUMN hub.second_step.code_digest IS 'メールで送った確認コードの鍵付きハッシュ';
COMMENT ON COLUMN hub.second_step.code_expires_at IS '確認コードの期限';
COMMENT ON COLUMN hub.second_step.code_tries IS '確認コードが試された回数';
COMMENT ON COLUMN hub.second_step.began_at IS '設定した日時';

GRANT SELECT, INSERT, UPDATE, DELETE ON hub.second_step TO passport_app;
