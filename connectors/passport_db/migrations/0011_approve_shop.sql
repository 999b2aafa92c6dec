-- The only way from an application to a published shop.

-- Publishes the pending application as `decider` and returns the shop's id. Raises insufficient_privilege (42501) when
-- `decider` may not approve or the application would change a shop of somebody else, no_data_found (P0002) when there is no such application, object_not_in_prerequisite_state
-- (55000) when it does not wait for a decision.
CREATE FUNCTION hub.approve_shop(application_id bigint, decider text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    application public.shop_temp;
    new_shop_id bigint;
BEGIN
    IF NOT EXISTS (SELECT FROM hub.staff WHERE name = decider AND may_approve) THEN
        RAISE EXCEPTION '% may not approve shops', decider USING ERRCODE = 'insufficient_privilege';
    END IF;
    SELECT * INTO application FROM public.shop_temp WHERE shop_temp_id = application_id FOR UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'there is no application %', application_id USING ERRCODE = 'no_data_found';
    END IF;
    IF application.status <> 'applied' THEN
        RAISE EXCEPTION 'application % is %', application_id, application.status
            USING ERRCODE = 'object_not_in_prerequisite_state';
    END IF;
    new_shop_id := hub.publish_application(application);
    UPDATE public.shop_temp
        SET status = 'approved', shop_id = new_shop_id, decided_at = now(), decided_by = decider, updated_at = now()
        WHERE shop_temp_id = application_id;
    INSERT INTO hub.audit (actor, action, object_kind, object_id, before, after)
        VALUES (decider, 'shop.approve', 'shop_temp', application_id::text,
                jsonb_build_object('status', application.status),
                jsonb_build_object('status', 'approved', 'shop_id', new_shop_id));
    RETURN new_shop_id;
END
$$;
COMMENT ON FUNCTION hub.approve_shop(bigint, text) IS '承認待ちの申請を承認し、協賛店として公開する。協賛店IDを返す';

-- Copies an application into shop and its lists: a new shop, or the one it changes. For hub.approve_shop only.
CREATE FUNCTION hub.publish_application(application public.shop_temp) RETURNS bigint
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    target bigint := application.shop_id;
BEGIN
    IF target IS NULL THEN
        UPDATE public.shop_counter SET last_id = last_id + 1, updated_at = now() RETURNING last_id INTO target;
        INSERT INTO public.shop (shop_id, programme, name, source, source_key)
            VALUES (target, application.programme, application.name, 'application', application.shop_temp_id::text);
        INSERT INTO public.owner_shop (owner_id, shop_id) VALUES (application.owner_id, target);
    ELSIF NOT EXISTS (SELECT FROM public.owner_shop WHERE owner_id = application.owner_id AND shop_id = target) THEN
        RAISE EXCEPTION 'application % changes shop %, which its owner does not run', application.shop_temp_id, target
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    UPDATE public.shop
        SET programme = application.programme, name = application.name, name_kana = application.name_kana,
            postal_code = application.postal_code, address = application.address, city = application.city,
            tel = application.tel, url = application.url, comment = application.comment,
            opening_hours = application.opening_hours, closed_days = application.closed_days,
            lat = application.lat, lng = application.lng, position_source = application.position_source,
            position_taken_at = CASE WHEN application.lat IS NOT NULL THEN now() END, position_expires_at = NULL,
            is_chain = application.is_chain, updated_at = now()
        WHERE shop_id = target;
    DELETE FROM public.shop_genre WHERE shop_id = target;
    INSERT INTO public.shop_genre (shop_id, genre_code, sort)
        SELECT target, genre_code, sort FROM public.shop_temp_genre WHERE shop_temp_id = application.shop_temp_id;
    DELETE FROM public.shop_tokuten WHERE shop_id = target;
    INSERT INTO public.shop_tokuten (shop_id, tokuten_no, tokuten_code, title, detail)
        SELECT target, tokuten_no, tokuten_code, title, detail FROM public.shop_temp_tokuten
        WHERE shop_temp_id = application.shop_temp_id;
    DELETE FROM public.shop_chain WHERE child_shop_id = target;
    INSERT INTO public.shop_chain (child_shop_id, parent_shop_id)
        SELECT target, parent_shop_id FROM public.shop_temp_chain WHERE shop_temp_id = application.shop_temp_id;
    RETURN target;
END
$$;
COMMENT ON FUNCTION hub.publish_application(public.shop_temp) IS '申請の内容を協賛店の表に写す（hub.approve_shop だけが使う）';

GRANT EXECUTE ON FUNCTION hub.approve_shop(bigint, text) TO passport_app;
