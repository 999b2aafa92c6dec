-- Queued messages in the hands of people: found by what they are about; parked, dropped and replayed by name and with a
-- reason; removed by age. From a final state a delivery comes only through hub.change_deliveries, which checks who asks.

CREATE INDEX message_subject ON hub.message (subject, accepted_at);
CREATE INDEX delivery_recipient ON hub.delivery (recipient) WHERE recipient <> '';

ALTER TABLE hub.staff ADD COLUMN may_handle_messages boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN hub.staff.may_handle_messages IS '配送を保留、取りやめ、再送できるか';
UPDATE hub.staff SET may_handle_messages = true WHERE name = 'operator';

ALTER TABLE hub.delivery ADD COLUMN edited_data jsonb;
ALTER TABLE hub.delivery ADD CONSTRAINT delivery_edited_data
    CHECK (jsonb_typeof(edited_data) = 'object' AND octet_length(edited_data::text) <= 2097152) NOT VALID;
COMMENT ON COLUMN hub.delivery.edited_data IS '再送のときに担当者が直した内容（空なら元のメッセージの内容を送る）';

ALTER TABLE hub.delivery_event ADD COLUMN person text NOT NULL DEFAULT '';
COMMENT ON COLUMN hub.delivery_event.person IS '行った担当者（hub.staff の name。ワーカーが行ったときは空）';

-- What is finished stays as it is, whatever the application role tries.
CREATE FUNCTION hub.keep_finished_delivery() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT pg_has_role(current_user, (SELECT relowner FROM pg_class WHERE oid = TG_RELID), 'USAGE') THEN
        RAISE EXCEPTION 'delivery % is changed by hub.change_deliveries only', OLD.id USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END
$$;
COMMENT ON FUNCTION hub.keep_finished_delivery() IS '終わった配送と担当者が直した内容を、アプリケーションの役割から守る';
CREATE TRIGGER delivery_finished BEFORE UPDATE ON hub.delivery FOR EACH ROW
    WHEN (OLD.state IN ('sent', 'failed', 'unknown', 'parked') OR NEW.edited_data IS DISTINCT FROM OLD.edited_data)
    EXECUTE FUNCTION hub.keep_finished_delivery();

-- Parks, drops or replays deliveries as `asked_by`: those that are still in the named state with the named epoch; returns
-- the ids of those that were. `delays` are the milliseconds until a replay is due. `new_data` is sent instead of the
-- message's own. Each change is an event and an audit record. Raises insufficient_privilege (42501) when `asked_by` may
-- not do it, invalid_parameter_value (22023) when that is no change a person makes.
CREATE FUNCTION hub.change_deliveries(asked_by text, reason text, change text, ids bigint[], from_states text[],
                                      epochs integer[], to_states text[], delays bigint[], codes text[], details text[],
                                      new_data jsonb) RETURNS SETOF bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM hub.staff WHERE name = asked_by AND may_handle_messages) THEN
        RAISE EXCEPTION '% may not change deliveries', asked_by USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF reason IS NULL OR reason !~ '\S' OR length(reason) > 500 THEN
        RAISE EXCEPTION 'a reason of at most 500 characters is needed' USING ERRCODE = 'invalid_parameter_value';
    END IF;
    IF EXISTS (SELECT FROM unnest(from_states, to_states) AS t (from_state, to_state) WHERE (CASE change
               WHEN 'park' THEN from_state = 'pending' AND to_state = 'parked'
               WHEN 'drop' THEN from_state IN ('parked', 'unknown', 'failed') AND to_state = 'failed'
               WHEN 'replay' THEN from_state IN ('parked', 'unknown', 'failed') AND to_state = 'pending'
               ELSE false END) IS NOT TRUE)
       OR new_data IS NOT NULL AND (change <> 'replay' OR cardinality(ids) <> 1) THEN
        RAISE EXCEPTION 'that is not a change a person makes' USING ERRCODE = 'invalid_parameter_value';
    END IF;
    RETURN QUERY
    WITH changed AS (
        UPDATE hub.delivery AS d
        SET state = t.to_state,
            -- Tickets that Redis still holds from before are worth nothing: a replay waits until it is due.
            epoch = CASE change WHEN 'replay' THEN d.epoch + 1 ELSE d.epoch END,
            attempts = CASE change WHEN 'replay' THEN 0 ELSE d.attempts END,
            crashes = CASE change WHEN 'replay' THEN 0 ELSE d.crashes END,
            leased_by = CASE change WHEN 'replay' THEN NULL ELSE d.leased_by END,
            published_at = CASE change WHEN 'replay' THEN NULL ELSE d.published_at END,
            sending_since = CASE change WHEN 'replay' THEN NULL ELSE d.sending_since END,
            next_attempt_at = CASE change WHEN 'replay' THEN now() + greatest(t.delay, 0) * interval '1 millisecond'
                              ELSE d.next_attempt_at END,
            finished_at = CASE change WHEN 'replay' THEN NULL ELSE now() END,
            last_error_code = CASE change WHEN 'replay' THEN d.last_error_code ELSE t.code END,
            last_error_detail = CASE change WHEN 'replay' THEN d.last_error_detail ELSE t.detail END,
            edited_data = coalesce(new_data, d.edited_data)
        FROM unnest(ids, from_states, epochs, to_states, delays, codes, details)
             AS t (id, from_state, epoch, to_state, delay, code, detail)
        JOIN hub.delivery AS old ON old.id = t.id
        WHERE d.id = t.id AND d.state = t.from_state AND d.epoch = t.epoch
              AND NOT (d.state = 'failed' AND d.last_error_code = 'person.dropped')
        RETURNING d.id, t.from_state, t.to_state, d.next_attempt_at, d.edited_data, old.attempts, old.crashes,
                  old.last_error_code AS old_code, d.last_error_code AS new_code, old.edited_data AS old_data),
    recorded AS (
        INSERT INTO hub.delivery_event (delivery_id, from_state, to_state, person, detail)
        SELECT c.id, c.from_state, c.to_state, asked_by,
               reason || CASE WHEN new_data IS NULL THEN '' ELSE ' （内容を直して再送）' END
        FROM changed AS c),
    audited AS (
        INSERT INTO hub.audit (actor, action, object_kind, object_id, before, after)
        SELECT asked_by, 'delivery.' || change, 'delivery', c.id::text,
               -- Contents may name people, and audit records are kept: of those only a digest.
               jsonb_strip_nulls(jsonb_build_object(
                   'state', c.from_state, 'attempts', c.attempts, 'crashes', c.crashes, 'error', nullif(c.old_code, ''),
                   'edited_data_sha256', encode(sha256(convert_to(c.old_data::text, 'UTF8')), 'hex'))),
               jsonb_strip_nulls(jsonb_build_object(
                   'state', c.to_state, 'reason', reason, 'error', nullif(c.new_code, ''),
                   'next_attempt_at', CASE change WHEN 'replay' THEN c.next_attempt_at END,
                   'edited_data_sha256', encode(sha256(convert_to(c.edited_data::text, 'UTF8')), 'hex')))
        FROM changed AS c)
    SELECT c.id FROM changed AS c;
END
$$;
COMMENT ON FUNCTION hub.change_deliveries(text, text, text, bigint[], text[], integer[], text[], bigint[], text[], text[], jsonb)
    IS '担当者として配送を保留、取りやめ、再送する。状態と世代が変わっていない配送だけを変え、そのIDを返す';
GRANT EXECUTE ON FUNCTION
    hub.change_deliveries(text, text, text, bigint[], text[], integer[], text[], bigint[], text[], text[], jsonb)
    TO passport_app;

-- Bounded by age: of the `most` messages that follow (after_time, after_id) in the order of their acceptance, those are
-- removed, with deliveries and events, whose deliveries all ended long enough ago: sent and failed ones `finished_days`,
-- parked and unknown ones `kept_days` ago. Without deliveries the message's own age counts. One row: how many were looked
-- at, how many removed of either kind, whether some of their deliveries are left for another call, and the place to go on
-- from. The application role cannot delete otherwise.
CREATE FUNCTION hub.remove_old_messages(finished_days integer, kept_days integer, after_time timestamptz, after_id uuid,
                                        most integer)
RETURNS TABLE (looked_at integer, removed_finished integer, removed_kept integer, more boolean, last_time timestamptz,
               last_id uuid)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    finished_before timestamptz := now() - finished_days * interval '1 day';
    kept_before timestamptz := now() - kept_days * interval '1 day';
    candidates uuid[];
    old uuid[];
    old_kept uuid[];
    removed_deliveries integer;
BEGIN
    IF finished_days IS NULL OR finished_days < 1 OR kept_days IS NULL OR kept_days < 1
       OR most IS NULL OR most NOT BETWEEN 1 AND 10000 THEN
        RAISE EXCEPTION 'messages are kept for at least one day' USING ERRCODE = 'invalid_parameter_value';
    END IF;
    WITH page AS (
        SELECT m.id, m.accepted_at FROM hub.message AS m
        WHERE m.accepted_at < greatest(finished_before, kept_before) AND (m.accepted_at, m.id) > (after_time, after_id)
        ORDER BY m.accepted_at, m.id LIMIT most)
    SELECT array_agg(page.id ORDER BY page.accepted_at, page.id) INTO candidates FROM page;
    looked_at := coalesce(cardinality(candidates), 0);
    SELECT m.accepted_at, m.id INTO last_time, last_id FROM hub.message AS m WHERE m.id = candidates[looked_at];

    WITH judged AS (
        SELECT m.id, coalesce(bool_or(d.state IN ('parked', 'unknown')), false) AS kept,
               CASE WHEN count(d.id) = 0 THEN m.accepted_at < finished_before
               ELSE bool_and(CASE
                   WHEN d.state IN ('sent', 'failed') THEN coalesce(d.finished_at, d.created_at) < finished_before
                   WHEN d.state IN ('parked', 'unknown') THEN coalesce(d.finished_at, d.created_at) < kept_before
                   ELSE false END) END AS is_old
        FROM hub.message AS m LEFT JOIN hub.delivery AS d ON d.message_id = m.id
        WHERE m.id = ANY (candidates) GROUP BY m.id)
    SELECT array_agg(j.id), array_agg(j.id) FILTER (WHERE j.kept) INTO old, old_kept FROM judged AS j WHERE j.is_old;

    -- One message may have very many deliveries. What somebody replays at this moment is no longer of such a state.
    DELETE FROM hub.delivery WHERE id IN (
        SELECT d.id FROM hub.delivery AS d
        WHERE d.message_id = ANY (old) AND d.state IN ('sent', 'failed', 'unknown', 'parked')
        LIMIT 5 * most FOR UPDATE);
    GET DIAGNOSTICS removed_deliveries = ROW_COUNT;
    more := removed_deliveries = 5 * most;
    WITH removed AS (
        DELETE FROM hub.message AS m
        WHERE m.id = ANY (old) AND NOT EXISTS (SELECT FROM hub.delivery AS d WHERE d.message_id = m.id)
        RETURNING m.id = ANY (coalesce(old_kept, '{}')) AS kept)
    SELECT count(*) FILTER (WHERE NOT removed.kept), count(*) FILTER (WHERE removed.kept)
        INTO removed_finished, removed_kept FROM removed;
    RETURN NEXT;
END
$$;
COMMENT ON FUNCTION hub.remove_old_messages(integer, integer, timestamptz, uuid, integer)
    IS '保管期間を過ぎたメッセージを、配送とその経過とともに削除する（1回に調べて削除する件数を限る）';
GRANT EXECUTE ON FUNCTION hub.remove_old_messages(integer, integer, timestamptz, uuid, integer) TO passport_app;
