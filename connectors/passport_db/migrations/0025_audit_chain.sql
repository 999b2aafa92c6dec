-- The audit becomes tamper-evident. Values (before, after) go to a side table, from which they may be erased; a record
-- keeps only their salted digest. Records are sealed in batches, each seal over the digests of its records and the seal
-- before it. The application role writes records and has them sealed; it changes neither. What the digests are made of
-- is written a second time in queues/audit/audit_digest.cpp, which verifies what is sealed here.

-- A part of what is digested: its length in bytes, a colon, itself and a comma; "~" for none.
CREATE FUNCTION hub.audit_field(value text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT coalesce(octet_length(value)::text || ':' || value || ',', '~')
$$;
COMMENT ON FUNCTION hub.audit_field(text) IS '要約値を計算する文字列の一部（長さと値）';

CREATE FUNCTION hub.audit_value_digest(salt uuid, before text, after text) RETURNS bytea LANGUAGE sql STABLE AS $$
    SELECT sha256(convert_to(hub.audit_field('audit values') || hub.audit_field(salt::text) || hub.audit_field(before)
                             || hub.audit_field(after), 'UTF8'))
$$;
COMMENT ON FUNCTION hub.audit_value_digest(uuid, text, text) IS '記録の前後の値の要約値（SHA-256）';

ALTER TABLE hub.audit ADD COLUMN value_digest bytea;
COMMENT ON COLUMN hub.audit.value_digest IS '前後の値の要約値（値がなければ空）。値は hub.audit_value にある';
COMMENT ON COLUMN hub.audit.before IS '操作の前の値。書き込むと hub.audit_value に移され、ここは空になる';
COMMENT ON COLUMN hub.audit.after IS '操作の後の値。書き込むと hub.audit_value に移され、ここは空になる';
CREATE INDEX audit_actor ON hub.audit (actor, id);
CREATE INDEX audit_at ON hub.audit (at);

-- json, not jsonb: the digest is of the text, which has to stay as it is.
CREATE TABLE hub.audit_value (
    audit_id  bigint PRIMARY KEY,
    salt      uuid,
    before    json,
    after     json,
    erased_by bigint,
    CONSTRAINT audit_value_whole CHECK (CASE WHEN erased_by IS NULL THEN salt IS NOT NULL
                                        ELSE salt IS NULL AND before IS NULL AND after IS NULL END)
);
COMMENT ON TABLE hub.audit_value IS '操作の記録の前後の値。個人情報を含むことがあるので、記録とは別に消去できる';
COMMENT ON COLUMN hub.audit_value.audit_id IS '記録の連番（hub.audit の id）';
COMMENT ON COLUMN hub.audit_value.salt IS '要約値から値を推測できないようにする乱数（値とともに消去する）';
COMMENT ON COLUMN hub.audit_value.before IS '操作の前の値';
COMMENT ON COLUMN hub.audit_value.after IS '操作の後の値';
COMMENT ON COLUMN hub.audit_value.erased_by IS '消去したことの記録の連番（消去していなければ空）';

CREATE TABLE hub.audit_unsealed (
    audit_id bigint PRIMARY KEY,
    since    timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE hub.audit_unsealed IS 'まだ封印していない操作の記録';
COMMENT ON COLUMN hub.audit_unsealed.audit_id IS '記録の連番（hub.audit の id）';
COMMENT ON COLUMN hub.audit_unsealed.since IS '封印を待ち始めた日時';

CREATE TABLE hub.audit_seal (
    number    bigint PRIMARY KEY CHECK (number > 0),
    sealed_at timestamptz NOT NULL,
    previous  bytea NOT NULL CHECK (octet_length(previous) = 32),
    ids       bigint[] NOT NULL CHECK (cardinality(ids) BETWEEN 1 AND 10000),
    digests   bytea NOT NULL CHECK (octet_length(digests) = 32 * cardinality(ids)),
    records   bigint NOT NULL,
    seal      bytea NOT NULL CHECK (octet_length(seal) = 32)
);
COMMENT ON TABLE hub.audit_seal IS '操作の記録の封印。前の封印を含むので、鎖のようにつながる';
COMMENT ON COLUMN hub.audit_seal.number IS '封印の番号（1から、欠番なし）';
COMMENT ON COLUMN hub.audit_seal.sealed_at IS '封印した日時';
COMMENT ON COLUMN hub.audit_seal.previous IS '前の封印の値（最初は0）';
COMMENT ON COLUMN hub.audit_seal.ids IS '封印した記録の連番';
COMMENT ON COLUMN hub.audit_seal.digests IS '封印した記録の要約値（32バイトずつ、ids の順）';
COMMENT ON COLUMN hub.audit_seal.records IS 'ここまでに封印した記録の数';
COMMENT ON COLUMN hub.audit_seal.seal IS '封印の値（SHA-256）';

-- A time as it is digested and shown: RFC 3339 in UTC with microseconds.
CREATE FUNCTION hub.audit_time(at timestamptz) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
$$;
COMMENT ON FUNCTION hub.audit_time(timestamptz) IS '要約値を計算するときの日時の表し方';

CREATE FUNCTION hub.audit_digest(record hub.audit) RETURNS bytea LANGUAGE sql STABLE AS $$
    SELECT sha256(convert_to(hub.audit_field('audit record') || hub.audit_field(record.id::text)
                             || hub.audit_field(hub.audit_time(record.at)) || hub.audit_field(record.actor)
                             || hub.audit_field(record.action) || hub.audit_field(record.object_kind)
                             || hub.audit_field(record.object_id)
                             || hub.audit_field(encode(record.value_digest, 'hex')), 'UTF8'))
$$;
COMMENT ON FUNCTION hub.audit_digest(hub.audit) IS '操作の記録の要約値（SHA-256）';

-- Whoever writes a record writes its values with it: here they go where they can be erased.
CREATE FUNCTION hub.take_audit_record() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    new_salt uuid := gen_random_uuid();
BEGIN
    IF NEW.before IS NOT NULL OR NEW.after IS NOT NULL THEN
        NEW.value_digest := hub.audit_value_digest(new_salt, NEW.before::text, NEW.after::text);
        INSERT INTO hub.audit_value (audit_id, salt, before, after) VALUES (NEW.id, new_salt, NEW.before, NEW.after);
        NEW.before := NULL;
        NEW.after := NULL;
    END IF;
    INSERT INTO hub.audit_unsealed (audit_id) VALUES (NEW.id);
    RETURN NEW;
END
$$;
COMMENT ON FUNCTION hub.take_audit_record() IS '新しい記録の値を別の表に移し、封印を待つものに加える';
CREATE TRIGGER audit_taken BEFORE INSERT ON hub.audit FOR EACH ROW EXECUTE FUNCTION hub.take_audit_record();

-- What was written before.
INSERT INTO hub.audit_value (audit_id, salt, before, after)
    SELECT id, gen_random_uuid(), before::text::json, after::text::json FROM hub.audit
    WHERE before IS NOT NULL OR after IS NOT NULL;
UPDATE hub.audit AS a SET value_digest = hub.audit_value_digest(v.salt, v.before::text, v.after::text),
                          before = NULL, after = NULL
    FROM hub.audit_value AS v WHERE v.audit_id = a.id;
INSERT INTO hub.audit_unsealed (audit_id) SELECT id FROM hub.audit;
ALTER TABLE hub.audit ADD CONSTRAINT audit_values_aside CHECK (before IS NULL AND after IS NULL) NOT VALID;

-- Seals the oldest unsealed records, at most so many; returns how many, NULL while another session does. A record that
-- is gone before it was sealed is sealed as one that is gone.
CREATE FUNCTION hub.seal_audit(most integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    last_seal hub.audit_seal;
    made hub.audit_seal;
BEGIN
    IF most IS NULL OR most NOT BETWEEN 1 AND 10000 THEN
        RAISE EXCEPTION 'a seal is of 1 to 10000 records' USING ERRCODE = 'invalid_parameter_value';
    END IF;
    -- Class and key beside those of the reconcilers.
    IF NOT pg_try_advisory_xact_lock(1213547090, 1002) THEN
        RETURN NULL;
    END IF;
    SELECT array_agg(waiting.audit_id ORDER BY waiting.audit_id) INTO made.ids
        FROM (SELECT audit_id FROM hub.audit_unsealed ORDER BY audit_id LIMIT most) AS waiting;
    IF made.ids IS NULL THEN
        RETURN 0;
    END IF;
    SELECT * INTO last_seal FROM hub.audit_seal ORDER BY number DESC LIMIT 1;
    made.number := coalesce(last_seal.number, 0) + 1;
    made.sealed_at := clock_timestamp();
    made.previous := coalesce(last_seal.seal, decode(repeat('00', 32), 'hex'));
    made.records := coalesce(last_seal.records, 0) + cardinality(made.ids);
    SELECT string_agg(CASE WHEN a.id IS NULL THEN decode(repeat('00', 32), 'hex') ELSE hub.audit_digest(a) END, ''::bytea
                      ORDER BY listed.id)
        INTO made.digests FROM unnest(made.ids) AS listed (id) LEFT JOIN hub.audit AS a ON a.id = listed.id;
    made.seal := sha256(convert_to(
        hub.audit_field('audit seal') || hub.audit_field(made.number::text)
        || hub.audit_field(encode(made.previous, 'hex')) || hub.audit_field(hub.audit_time(made.sealed_at))
        || hub.audit_field(array_to_string(made.ids, ',')) || hub.audit_field(encode(made.digests, 'hex'))
        || hub.audit_field(made.records::text), 'UTF8'));
    INSERT INTO hub.audit_seal SELECT (made).*;
    DELETE FROM hub.audit_unsealed WHERE audit_id = ANY (made.ids);
    RETURN cardinality(made.ids);
END
$$;
COMMENT ON FUNCTION hub.seal_audit(integer) IS 'まだ封印していない記録を、古いものから封印する。封印した件数を返す';

ALTER TABLE hub.staff ADD COLUMN may_erase_audit_values boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN hub.staff.may_erase_audit_values IS '操作の記録の前後の値を消去できるか';
UPDATE hub.staff SET may_erase_audit_values = true WHERE name = 'operator';

-- Erases the values of all records about an object as `asked_by`, which is a record itself; returns of how many. Raises
-- insufficient_privilege (42501) when `asked_by` may not.
CREATE FUNCTION hub.erase_audit_values(asked_by text, reason text, of_kind text, of_id text) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    erasure bigint;
    erased integer;
BEGIN
    IF NOT EXISTS (SELECT FROM hub.staff WHERE name = asked_by AND may_erase_audit_values) THEN
        RAISE EXCEPTION '% may not erase values of audit records', asked_by USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF reason IS NULL OR reason !~ '\S' OR length(reason) > 500 THEN
        RAISE EXCEPTION 'a reason of at most 500 characters is needed' USING ERRCODE = 'invalid_parameter_value';
    END IF;
    INSERT INTO hub.audit (actor, action, object_kind, object_id, after)
        VALUES (asked_by, 'audit.erase', of_kind, of_id, jsonb_build_object('reason', reason)) RETURNING id INTO erasure;
    UPDATE hub.audit_value AS v SET salt = NULL, before = NULL, after = NULL, erased_by = erasure
        FROM hub.audit AS a
        WHERE a.object_kind = of_kind AND a.object_id = of_id AND a.action <> 'audit.erase' AND a.id = v.audit_id
              AND v.erased_by IS NULL;
    GET DIAGNOSTICS erased = ROW_COUNT;
    RETURN erased;
END
$$;
COMMENT ON FUNCTION hub.erase_audit_values(text, text, text, text)
    IS '対象についての記録の前後の値を、担当者として消去する。消去したことも記録される。件数を返す';

REVOKE INSERT ON hub.audit FROM passport_app;
GRANT INSERT (actor, action, object_kind, object_id, before, after) ON hub.audit TO passport_app;
GRANT SELECT ON hub.audit_value, hub.audit_unsealed, hub.audit_seal TO passport_app;
GRANT EXECUTE ON FUNCTION hub.seal_audit(integer), hub.erase_audit_values(text, text, text, text) TO passport_app;
