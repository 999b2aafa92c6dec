-- Members who leave, and what is kept no longer than it is needed. The application role may neither change a message nor
-- erase a value of the audit but through these functions.

-- Whether nothing is left to be done about a message: what it says is of no use any more.
CREATE FUNCTION hub.is_through(of_message uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT NOT EXISTS (SELECT FROM hub.delivery_instruction AS i JOIN hub.delivery AS d USING (id)
                       WHERE i.message_id = of_message AND d.state NOT IN ('sent', 'failed'))
$$;
COMMENT ON FUNCTION hub.is_through(uuid) IS 'メッセージの配送がすべて終わっているか（保留・不明なものが残っていないか）';

-- Takes the addresses out of the messages that hold one and are through: those about `of_subject`, or all when that is
-- null. What became of their deliveries stays.
CREATE FUNCTION hub.erase_addresses(of_subject text) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    erased integer;
BEGIN
    WITH through AS (
        UPDATE hub.message AS m SET data = '{"erased": true}'
        WHERE m.type IN ('account.link_asked', 'account.changed', 'account.code_asked', 'member.left',
                         'shop.approved') AND (of_subject IS NULL OR m.subject = of_subject)
              AND m.data ?| ARRAY['mail', 'owner_mail'] AND hub.is_through(m.id)
        RETURNING m.id),
    edited AS (
        UPDATE hub.delivery_instruction AS i SET edited_data = NULL
        FROM through AS t WHERE i.message_id = t.id AND i.edited_data IS NOT NULL)
    SELECT count(*) INTO erased FROM through;
    RETURN erased;
END
$$;
COMMENT ON FUNCTION hub.erase_addresses(text) IS '送り終わったメッセージから宛先のメールアドレスを消す。件数を返す';

-- Erases a member and returns the address that was theirs; null when there is no such member. What stays: the records of
-- the audit without values, this one among them, and the deliveries without address.
CREATE FUNCTION hub.erase_member(leaving bigint, of_subject text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    address text;
    erasure bigint;
BEGIN
    -- With them go wishes, favourites and sessions: their tables say so.
    DELETE FROM public.users WHERE user_id = leaving RETURNING mail INTO address;
    IF address IS NULL THEN
        RETURN NULL;
    END IF;
    DELETE FROM hub.account_link WHERE account_kind = 'member' AND lower(mail) = lower(address);
    PERFORM hub.erase_addresses(of_subject);
    INSERT INTO hub.audit (actor, action, object_kind, object_id)
        VALUES ('member/' || leaving, 'member.leave', 'member', leaving::text) RETURNING id INTO erasure;
    UPDATE hub.audit_value AS v SET salt = NULL, before = NULL, after = NULL, erased_by = erasure
        FROM hub.audit AS a
        WHERE a.object_kind = 'member' AND a.object_id = leaving::text AND a.id = v.audit_id AND v.erased_by IS NULL;
    RETURN address;
END
$$;
COMMENT ON FUNCTION hub.erase_member(bigint, text) IS '退会した会員の情報を消す。会員のメールアドレスを返す（いなければ空）';

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
        DELETE FROM public.users WHERE status = 'withdrawn' AND updated_at <= now() - interval '30 days' RETURNING 1)
    SELECT 'links', (SELECT count(*) FROM links) UNION ALL SELECT 'sessions', (SELECT count(*) FROM sessions)
    UNION ALL SELECT 'provisional_members', (SELECT count(*) FROM provisional)
    UNION ALL SELECT 'withdrawn_members', (SELECT count(*) FROM withdrawn);
    RETURN QUERY SELECT 'addresses', hub.erase_addresses(NULL)::bigint;
END
$$;
COMMENT ON FUNCTION hub.purge() IS '保管期間を過ぎたもの（リンク、ログイン状態、仮登録、退会済みの会員、送り終わったメッセージの宛先）を消す。種類ごとの件数を返す';

REVOKE EXECUTE ON FUNCTION hub.erase_addresses(text), hub.erase_member(bigint, text), hub.purge() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION hub.is_through(uuid), hub.erase_member(bigint, text), hub.purge() TO passport_app;

-- Every night at 3:30 in Japan, from the next one on.
INSERT INTO hub.schedule (name, cron, grace_minutes, type, next_at, changed_by)
    VALUES ('nightly_purge', '30 3 * * *', 60, 'purge.due',
            (date_trunc('day', now() AT TIME ZONE 'Asia/Tokyo') + interval '1 day 3 hours 30 minutes')
            AT TIME ZONE 'Asia/Tokyo', 'operator');

COMMENT ON COLUMN users.card_number IS '会員証の番号（14桁。下2桁は検査用の数字）';
COMMENT ON COLUMN users.card_valid_until IS '今のシステムでの会員証の有効期限（移行のため。ハブは config/card_rules.json の決まりから求める）';
