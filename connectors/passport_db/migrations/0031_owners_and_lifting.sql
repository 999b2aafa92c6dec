-- Owners who leave, and staff who let somebody in again that has lost the second step. Shops are public and stay, and so
-- does what was decided about applications, without the owner.

ALTER TABLE shop_temp
    ALTER COLUMN owner_id DROP NOT NULL,
    ADD CONSTRAINT shop_temp_of_somebody CHECK (owner_id IS NOT NULL OR status IN ('approved', 'rejected')) NOT VALID;
COMMENT ON COLUMN shop_temp.owner_id IS '申請した協賛店ユーザID（退会した人の、決まった申請では空）';

-- Erases an owner: whether there was one; the subjects are those of hub.erase_member. What stays beside what
-- hub.erase_traces leaves: the shops, and the applications that were decided about.
CREATE FUNCTION hub.erase_owner(leaving bigint, of_subject text, asked_subjects text[]) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    address text;
    registered timestamptz;
BEGIN
    DELETE FROM public.shop_temp WHERE owner_id = leaving AND status IN ('draft', 'applied');
    UPDATE public.shop_temp SET owner_id = NULL WHERE owner_id = leaving;
    -- With them go the ties to shops, sessions and the second step: their tables say so.
    DELETE FROM public.owner WHERE owner_id = leaving RETURNING mail, created_at INTO address, registered;
    IF address IS NULL THEN
        RETURN false;
    END IF;
    PERFORM hub.erase_traces('owner', 'owner', leaving, address, of_subject, asked_subjects, registered,
                             '協賛店ユーザが退会したので、送信を取りやめました');
    RETURN true;
END
$$;
COMMENT ON FUNCTION hub.erase_owner(bigint, text, text[]) IS '退会した協賛店ユーザの情報を消す。その人がいたかを返す';
REVOKE EXECUTE ON FUNCTION hub.erase_owner(bigint, text, text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION hub.erase_owner(bigint, text, text[]) TO passport_app;

-- Takes the second step of a member's or an owner's login away as `asked_by`, for who has lost app, mailbox and recovery
-- codes; sessions end. The address that is told. Raises insufficient_privilege; HS007 when there is no such account that
-- is active, HS006 when it has no second step.
CREATE FUNCTION hub.lift_second_step(asked_by text, of_kind text, of_id bigint, reason text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    address text;
    lifted text;
BEGIN
    PERFORM hub.begin_administration(asked_by);
    IF reason IS NULL OR reason !~ '\S' OR length(reason) > 200 THEN
        RAISE EXCEPTION 'a reason of at most 200 characters is needed' USING ERRCODE = 'invalid_parameter_value';
    END IF;
    IF of_kind = 'member' THEN
        SELECT mail INTO address FROM public.users WHERE user_id = of_id AND status = 'active';
        DELETE FROM hub.second_step WHERE user_id = of_id RETURNING method INTO lifted;
        DELETE FROM hub.session WHERE user_id = of_id;
    ELSIF of_kind = 'owner' THEN
        SELECT mail INTO address FROM public.owner WHERE owner_id = of_id AND status = 'active';
        DELETE FROM hub.second_step WHERE owner_id = of_id RETURNING method INTO lifted;
        DELETE FROM hub.session WHERE owner_id = of_id;
    END IF;
    IF address IS NULL THEN
        RAISE EXCEPTION 'there is no active % %', of_kind, of_id USING ERRCODE = 'HS007';
    ELSIF lifted IS NULL THEN
        RAISE EXCEPTION '% % has no second step', of_kind, of_id USING ERRCODE = 'HS006';
    END IF;
    INSERT INTO hub.audit (actor, action, object_kind, object_id, before, after)
        VALUES (asked_by, of_kind || '.lift_second_step', CASE of_kind WHEN 'member' THEN 'users' ELSE of_kind END, of_id::text, jsonb_build_object('method', lifted),
                jsonb_build_object('method', 'none', 'reason', reason));
    RETURN address;
END
$$;
COMMENT ON FUNCTION hub.lift_second_step(text, text, bigint, text)
    IS '会員か協賛店ユーザの二段階ログインを、担当者として解除し、ログインを終わらせる。知らせる先のメールアドレスを返す';
REVOKE EXECUTE ON FUNCTION hub.lift_second_step(text, text, bigint, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION hub.lift_second_step(text, text, bigint, text) TO passport_app;
