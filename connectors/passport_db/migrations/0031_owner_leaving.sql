-- Owners who leave. Shops are public and stay, and so does what was decided about applications, without the owner.

ALTER TABLE shop_temp
    ALTER COLUMN owner_id DROP NOT NULL,
    ADD CONSTRAINT shop_temp_of_somebody CHECK (owner_id IS NOT NULL OR status IN ('approved', 'rejected')) NOT VALID;
COMMENT ON COLUMN shop_temp.owner_id IS '申請した協賛店ユーザID（退会した人の、決まった申請では空）';

-- Erases an owner and returns the address that was theirs; null when there is no such owner. What stays: the shops, the
-- applications that were decided about, the records of the audit without values, this one among them, and the deliveries
-- without address.
CREATE FUNCTION hub.erase_owner(leaving bigint, of_subject text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    address text;
    erasure bigint;
BEGIN
    DELETE FROM public.shop_temp WHERE owner_id = leaving AND status IN ('draft', 'applied');
    UPDATE public.shop_temp SET owner_id = NULL WHERE owner_id = leaving;
    -- With them go the ties to shops, sessions and the second step: their tables say so.
    DELETE FROM public.owner WHERE owner_id = leaving RETURNING mail INTO address;
    IF address IS NULL THEN
        RETURN NULL;
    END IF;
    DELETE FROM hub.account_link
        WHERE account_kind = 'owner' AND (lower(mail) = lower(address) OR account_id = leaving);
    PERFORM hub.erase_addresses(of_subject);
    INSERT INTO hub.audit (actor, action, object_kind, object_id)
        VALUES ('owner/' || leaving, 'owner.leave', 'owner', leaving::text) RETURNING id INTO erasure;
    UPDATE hub.audit_value AS v SET salt = NULL, before = NULL, after = NULL, erased_by = erasure
        FROM hub.audit AS a
        WHERE a.object_kind = 'owner' AND a.object_id = leaving::text AND a.id = v.audit_id AND v.erased_by IS NULL;
    RETURN address;
END
$$;
COMMENT ON FUNCTION hub.erase_owner(bigint, text) IS '退会した協賛店ユーザの情報を消す。その人のメールアドレスを返す（いなければ空）';
REVOKE EXECUTE ON FUNCTION hub.erase_owner(bigint, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION hub.erase_owner(bigint, text) TO passport_app;
