-- Mail addresses are kept so that whoever reads the database reads none: an alias, by which equal ones are found, a
-- colon, and what only the hub's account_key opens. SQL has no key: what was kept before, and what is brought in by SQL,
-- is sealed by `passport-hub migrate`.

DROP INDEX users_mail, owner_mail, hub.account_link_mail;
CREATE UNIQUE INDEX users_mail ON users (hub.mail_alias(mail));
CREATE UNIQUE INDEX owner_mail ON owner (hub.mail_alias(mail));
CREATE INDEX account_link_mail ON hub.account_link (hub.mail_alias(mail), asked_at);
-- What is to be sealed.
CREATE INDEX users_mail_clear ON users (user_id) WHERE strpos(mail, '@') > 0;
CREATE INDEX owner_mail_clear ON owner (owner_id) WHERE strpos(mail, '@') > 0;
CREATE INDEX staff_mail_clear ON hub.staff (staff_id) WHERE strpos(mail, '@') > 0;
CREATE INDEX account_link_mail_clear ON hub.account_link (digest) WHERE strpos(mail, '@') > 0;

ALTER TABLE users
    DROP CONSTRAINT users_mail_check,
    ADD CONSTRAINT users_mail_form CHECK
        (length(mail) <= 500
         AND mail ~ '^([A-Za-z0-9_-]{43}:[A-Za-z0-9_-]{54,}|[^@\s]{1,64}@[^@\s]{1,189})$') NOT VALID;
ALTER TABLE owner
    DROP CONSTRAINT owner_mail_check,
    ADD CONSTRAINT owner_mail_form CHECK
        (length(mail) <= 500
         AND mail ~ '^([A-Za-z0-9_-]{43}:[A-Za-z0-9_-]{54,}|[^@\s]{1,64}@[^@\s]{1,189})$') NOT VALID;
ALTER TABLE hub.account_link
    DROP CONSTRAINT member_link_mail_check,
    ADD CONSTRAINT account_link_mail_form CHECK
        (length(mail) <= 500
         AND mail ~ '^([A-Za-z0-9_-]{43}:[A-Za-z0-9_-]{54,}|[^@\s]{1,64}@[^@\s]{1,189})$') NOT VALID;
COMMENT ON COLUMN users.mail IS 'メールアドレス（ログインに使う。別名と、account_key で封じたもの。SQLで入れたものは migrate が封じる）';
COMMENT ON COLUMN owner.mail IS 'メールアドレス（ログインに使う。別名と、account_key で封じたもの。SQLで入れたものは migrate が封じる）';
COMMENT ON COLUMN hub.account_link.mail IS '送り先のメールアドレス（別名と、account_key で封じたもの）';
