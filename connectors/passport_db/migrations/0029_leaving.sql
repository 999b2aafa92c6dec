-- Members who leave, and what is kept no longer than it is needed. The application role may neither change a message nor
-- erase a value of the audit but through these functions.

-- Whether nothing is left to be done about a message: what it says is of no use any more.
CREATE FUNCTION hub.is_through(of_message uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT NOT EXISTS (SELECT FROM hub.delivery_instruction AS i JOIN hub.delivery AS d USING (id)
                       WHERE i.message_id = of_message AND d.state NOT IN ('sent', 'failed'))
$$;
COMMENT ON FUNCTION hub.is_through(uuid) IS 'メッセージの配送がすべて終わっているか（保留・不明なものが残っていないか）';

-- The messages that hold the address they are mailed to: every one, when `of_subject` is null; else those to an account of
-- this kind ('member', 'owner') with the address of that subject, and those to the addresses of `asked_subjects` about a
-- change to them.
CREATE FUNCTION hub.letters(of_kind text, of_subject text, asked_subjects text[]) RETURNS SETOF hub.message
LANGUAGE sql STABLE AS $$
    SELECT m.* FROM hub.message AS m
    WHERE m.type IN ('account.link_asked', 'account.changed', 'account.code_asked', 'member.left') AND m.data ? 'mail'
          AND (of_subject IS NULL OR m.subject = ANY (of_subject || asked_subjects)
               AND coalesce(m.data ->> 'kind', 'member') = of_kind
               AND (m.subject = of_subject OR m.data ->> 'purpose' = 'mail_change'))
$$;
COMMENT ON FUNCTION hub.letters(text, text, text[]) IS '宛先のメールアドレスを含むメッセージ（対象を省くとすべて）';

-- Gives up the deliveries of letters that wait, for work or for people: those to somebody who left; or, when `of_subject`
-- is null, those that people have left lying for a week. What is under way goes on. Nobody can replay them.
CREATE FUNCTION hub.give_letters_up(of_kind text, of_subject text, asked_subjects text[], why text) RETURNS void
LANGUAGE sql SET search_path = pg_catalog, pg_temp AS $$
    WITH waiting AS (
        SELECT d.id, d.state FROM hub.letters(of_kind, of_subject, asked_subjects) AS m
            JOIN hub.delivery_instruction AS i ON i.message_id = m.id JOIN hub.delivery AS d ON d.id = i.id
        WHERE CASE WHEN of_subject IS NOT NULL THEN d.state IN ('pending', 'parked', 'unknown')
                   ELSE d.state IN ('parked', 'unknown') AND m.accepted_at <= now() - interval '7 days' END
        FOR UPDATE OF d),
    given_up AS (
        UPDATE hub.delivery AS d SET state = 'failed', finished_at = now(), last_error_code = 'person.dropped',
                                     last_error_detail = why
        FROM waiting AS w WHERE d.id = w.id)
    INSERT INTO hub.delivery_event (delivery_id, from_state, to_state, detail) SELECT id, state, 'failed', why FROM waiting
$$;
COMMENT ON FUNCTION hub.give_letters_up(text, text, text[], text) IS '退会した人への、または一週間そのままの手紙の配送を取りやめる';

-- Takes the addresses out of the letters that are through, at night out of words to owners about their shops, too; returns
-- of how many. What became of their deliveries stays. The data is as queues/person_change_store.cpp knows it, which lets nobody replay them.
CREATE FUNCTION hub.erase_addresses(of_kind text, of_subject text, asked_subjects text[]) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    erased integer;
BEGIN
    WITH through AS (
        UPDATE hub.message AS m SET data = '{"erased": true}'
        WHERE (m.id IN (SELECT id FROM hub.letters(of_kind, of_subject, asked_subjects))
               OR of_subject IS NULL AND m.type = 'shop.approved' AND m.data ? 'owner_mail') AND hub.is_through(m.id)
        RETURNING m.id),
    edited AS (
        UPDATE hub.delivery_instruction AS i SET edited_data = NULL
        FROM through AS t WHERE i.message_id = t.id AND i.edited_data IS NOT NULL)
    SELECT count(*) INTO erased FROM through;
    RETURN erased;
END
$$;
COMMENT ON FUNCTION hub.erase_addresses(text, text, text[]) IS '送り終わったメッセージから宛先のメールアドレスを消す。件数を返す';

-- What goes with an account of `of_kind` ('member', 'owner') beside its row, which the audit knows as `object_kind`. What
-- stays: the records of the audit without values, and the deliveries without address.
CREATE FUNCTION hub.erase_traces(of_kind text, object_kind text, of_id bigint, address text, of_subject text,
                                 asked_subjects text[], registered timestamptz, why text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    actor text := of_kind || '/' || of_id;
    erasure bigint;
BEGIN
    DELETE FROM hub.account_link AS l
        WHERE l.account_kind = of_kind AND (hub.mail_alias(l.mail) = hub.mail_alias(address) OR l.account_id = of_id);
    PERFORM hub.give_letters_up(of_kind, of_subject, asked_subjects, why);
    PERFORM hub.erase_addresses(of_kind, of_subject, asked_subjects);
    -- As hub.erase_audit_values does it, but nobody of the staff asks: a record of this action must point to the erasure.
    INSERT INTO hub.audit (actor, action, object_kind, object_id, after)
        VALUES (actor, 'audit.erase', erase_traces.object_kind, of_id::text, '{"reason": "left"}')
        RETURNING id INTO erasure;
    UPDATE hub.audit_value AS v SET salt = NULL, before = NULL, after = NULL, erased_by = erasure
        FROM hub.audit AS a
        WHERE a.object_kind = erase_traces.object_kind AND a.object_id = of_id::text AND a.action <> 'audit.erase'
              AND a.id = v.audit_id AND v.erased_by IS NULL;
    -- Behind it, because this value stays: it tells the account from another one with its number (queues/audit/leaving_file.hpp).
    INSERT INTO hub.audit (actor, action, object_kind, object_id, after)
        VALUES (actor, of_kind || '.leave', erase_traces.object_kind, of_id::text,
                jsonb_build_object('registered_at', hub.audit_time(registered)));
END
$$;
COMMENT ON FUNCTION hub.erase_traces(text, text, bigint, text, text, text[], timestamptz, text)
    IS '退会した人の、アカウントのほかの情報（リンク、手紙の宛先、操作の記録の値）を消す';

-- Erases a member: whether there was one. `of_subject` is that of the messages to the member's address, `asked_subjects`
-- are those to the addresses that the member asked to change to.
CREATE FUNCTION hub.erase_member(leaving bigint, of_subject text, asked_subjects text[]) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    address text;
    registered timestamptz;
BEGIN
    -- With them go wishes, favourites and sessions: their tables say so.
    DELETE FROM public.users WHERE user_id = leaving RETURNING mail, created_at INTO address, registered;
    IF address IS NULL THEN
        RETURN false;
    END IF;
    PERFORM hub.erase_traces('member', 'users', leaving, address, of_subject, asked_subjects, registered,
                             '会員が退会したので、送信を取りやめました');
    RETURN true;
END
$$;
COMMENT ON FUNCTION hub.erase_member(bigint, text, text[]) IS '退会した会員の情報を消す。会員がいたかを返す';

-- Erases the values of the audit's records after three years, which is a record itself; returns of how many. The records
-- stay.
CREATE FUNCTION hub.expire_audit_values() RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    expiry hub.audit;
    erased bigint;
BEGIN
    IF NOT EXISTS (SELECT FROM hub.audit AS a JOIN hub.audit_value AS v ON v.audit_id = a.id
                   WHERE a.at <= now() - interval '3 years' AND v.erased_by IS NULL) THEN
        RETURN 0;
    END IF;
    INSERT INTO hub.audit (at, actor, action, object_kind, object_id)
        VALUES (now(), 'hub', 'audit.expire', 'audit', '*') RETURNING * INTO expiry;
    UPDATE hub.audit_value AS v SET salt = NULL, before = NULL, after = NULL, erased_by = expiry.id
        FROM hub.audit AS a
        WHERE a.at <= expiry.at - interval '3 years' AND a.id < expiry.id AND a.id = v.audit_id
              AND v.erased_by IS NULL;
    GET DIAGNOSTICS erased = ROW_COUNT;
    RETURN erased;
END
$$;
COMMENT ON FUNCTION hub.expire_audit_values() IS '3年を過ぎた操作の記録の、前後の値を消す（記録は残す）。消したことも記録される。件数を返す';

-- Removes what is kept no longer; how many of each kind. Members and owners are idle after 14 days, staff after an hour.
CREATE FUNCTION hub.purge() RETURNS TABLE (kind text, removed bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN QUERY
    -- Those of the last day are still counted, so that nobody is mailed too often.
    WITH links AS (
        DELETE FROM hub.account_link WHERE expires_at <= now() AND asked_at <= now() - interval '24 hours' RETURNING 1),
    sessions AS (
        DELETE FROM hub.session
        WHERE expires_at <= now()
              OR seen_at <= now() - CASE WHEN staff_id IS NULL THEN interval '14 days' ELSE interval '1 hour' END
        RETURNING 1),
    provisional AS (
        DELETE FROM public.users
        WHERE status = 'provisional' AND greatest(created_at, updated_at) <= now() - interval '24 hours' RETURNING 1),
    withdrawn AS (
        DELETE FROM public.users WHERE status = 'withdrawn' AND updated_at <= now() - interval '30 days' RETURNING 1),
    provisional_owner AS (
        DELETE FROM public.owner
        WHERE status = 'provisional' AND greatest(created_at, updated_at) <= now() - interval '24 hours' RETURNING 1),
    -- What was typed into the chat, as masked as it is.
    questions AS (
        DELETE FROM hub.chat_question
        WHERE last_asked_on < (now() AT TIME ZONE 'Asia/Tokyo')::date - 90 RETURNING 1),
    codes AS (
        UPDATE hub.second_step SET code_digest = NULL, code_expires_at = NULL WHERE code_expires_at <= now()
        RETURNING 1)
    SELECT 'links', (SELECT count(*) FROM links) UNION ALL SELECT 'sessions', (SELECT count(*) FROM sessions)
    UNION ALL SELECT 'provisional_members', (SELECT count(*) FROM provisional)
    UNION ALL SELECT 'withdrawn_members', (SELECT count(*) FROM withdrawn)
    UNION ALL SELECT 'provisional_owners', (SELECT count(*) FROM provisional_owner)
    UNION ALL SELECT 'mailed_codes', (SELECT count(*) FROM codes)
    UNION ALL SELECT 'chat_questions', (SELECT count(*) FROM questions);
    PERFORM hub.give_letters_up(NULL, NULL, NULL, '一週間そのままだったので、送信を取りやめました');
    RETURN QUERY SELECT 'addresses', hub.erase_addresses(NULL, NULL, NULL)::bigint;
    RETURN QUERY SELECT 'audit_values', hub.expire_audit_values();
END
$$;
COMMENT ON FUNCTION hub.purge() IS '保管期間を過ぎたもの（リンク、ログイン状態、仮登録、退会済みの会員、協賛店ユーザの仮登録、期限の過ぎた確認コード、90日を過ぎたチャットの質問、送り終わったメッセージの宛先、3年を過ぎた操作の記録の値）を消す。種類ごとの件数を返す';

COMMENT ON TABLE hub.chat_question IS 'チャットが答えられなかった質問と、2つのエージェントの答えが分かれた質問（90日で消す）';

REVOKE EXECUTE ON FUNCTION hub.give_letters_up(text, text, text[], text), hub.erase_addresses(text, text, text[]),
    hub.erase_traces(text, text, bigint, text, text, text[], timestamptz, text), hub.expire_audit_values(),
    hub.erase_member(bigint, text, text[]), hub.purge() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION hub.is_through(uuid), hub.erase_member(bigint, text, text[]), hub.purge() TO passport_app;

-- Every night at 3:30 in Japan, from the next one on.
INSERT INTO hub.schedule (name, cron, grace_minutes, type, next_at, changed_by)
    VALUES ('nightly_purge', '30 3 * * *', 60, 'purge.due',
            (date_trunc('day', now() AT TIME ZONE 'Asia/Tokyo') + interval '1 day 3 hours 30 minutes')
            AT TIME ZONE 'Asia/Tokyo', 'operator');

COMMENT ON COLUMN users.card_number IS '会員証の番号（14桁で下2桁は検査用の数字。今のシステムから移した番号はそのまま）';
COMMENT ON COLUMN users.card_valid_until IS '今のシステムでの会員証の有効期限（移行のため。ハブは config/card_rules.json の決まりから求める）';
