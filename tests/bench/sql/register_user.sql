-- registerUser with a link of its own: the link is looked up before the password is hashed, and again where the account is
-- made. The first statement stands for the hub's own work and its two SET LOCAL.
\set turn :turn + 1
\set number :turn * :clients + :client_id
SELECT lpad(:number::text, 64, '0') AS digest, rpad('sql' || :number, 43, '-') AS alias,
    rpad('sql' || :number, 43, '-') || ':' || repeat('x', 80) AS mail \gset
SELECT mail, (extract(epoch FROM expires_at) * 1000000)::bigint, used_at IS NOT NULL, account_id FROM hub.account_link
    WHERE digest = :digest AND account_kind = :kind AND purpose = :purpose AND expires_at > :now::timestamptz;
BEGIN;
SELECT mail, (extract(epoch FROM expires_at) * 1000000)::bigint, used_at IS NOT NULL, account_id FROM hub.account_link
    WHERE digest = :digest AND account_kind = :kind AND purpose = :purpose AND expires_at > :now::timestamptz;
UPDATE hub.account_link SET used_at = :now::timestamptz WHERE digest = :digest AND used_at IS NULL;
UPDATE users_counter SET last_id = last_id + :count, updated_at = now() RETURNING last_id \gset
DELETE FROM users WHERE hub.mail_alias(mail) = :alias AND status = 'withdrawn';
INSERT INTO users (user_id, programme, mail, password_hash, status, children_birth_dates, children_sexes,
                   postal_code, city, push_wanted, mail_wanted, notice_kinds, quiet_from, quiet_until,
                   notices_paused, consent_version, consented_at)
VALUES (:last_id, :programme, :mail, :password_hash, 'active', :children::date[], :sexes::text[], :postal_code, :city, :push,
        :mail_wanted, :kinds::text[], :quiet_from, :quiet_until, :paused, :consent_version, :now::timestamptz)
ON CONFLICT (hub.mail_alias(mail)) DO UPDATE SET
    programme = excluded.programme, mail = excluded.mail, password_hash = excluded.password_hash,
    status = 'active', children_birth_dates = excluded.children_birth_dates,
    children_sexes = excluded.children_sexes, postal_code = excluded.postal_code, city = excluded.city,
    push_wanted = excluded.push_wanted, mail_wanted = excluded.mail_wanted, notice_kinds = excluded.notice_kinds,
    quiet_from = excluded.quiet_from, quiet_until = excluded.quiet_until,
    notices_paused = excluded.notices_paused, consent_version = excluded.consent_version,
    consented_at = excluded.consented_at, registration_digest = NULL, registration_expires_at = NULL,
    updated_at = now()
    WHERE users.status = 'provisional'
RETURNING user_id;
DELETE FROM users_genre WHERE user_id = :last_id;
DELETE FROM users_tokuten WHERE user_id = :last_id;
INSERT INTO users_genre (user_id, genre_code) SELECT :last_id, unnest(:genres::text[]);
INSERT INTO users_tokuten (user_id, tokuten_code) SELECT :last_id, unnest(:tokuten::text[]);
COMMIT;
