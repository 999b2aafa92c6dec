-- An index that looks at the state is written anew with every change of the state, and so are all others of the row. Of a
-- delivery's four changes only three mean anything to who looks for work: it becomes active, is finished, and waits again.
-- A column that says only this, and changes only then, carries the indexes: the other changes touch the row alone
-- (PostgreSQL's heap-only tuples), as no index has a column that they change.
ALTER TABLE hub.delivery ADD COLUMN work_list text GENERATED ALWAYS AS (CASE
    WHEN state = 'pending' AND published_at IS NULL THEN 'waiting'
    WHEN state IN ('pending', 'leased', 'sending') THEN 'active'
    ELSE state END) STORED;
COMMENT ON COLUMN hub.delivery.work_list IS '載っている一覧（waiting=Redisに入れる前、active=Redisに入れた後で処理中、終わったものは状態と同じ）';

DROP INDEX hub.delivery_pending, hub.delivery_published, hub.delivery_held, hub.delivery_attention;
CREATE INDEX delivery_waiting ON hub.delivery (lane, next_attempt_at, id) WHERE work_list = 'waiting';
CREATE INDEX delivery_active ON hub.delivery (lane, id) WHERE work_list = 'active';
CREATE INDEX delivery_attention ON hub.delivery (work_list, finished_at)
    WHERE work_list IN ('failed', 'unknown', 'parked');

-- After the change instead of before it: before it, each row would be locked, which is written to the log like a change.
DROP TRIGGER delivery_finished ON hub.delivery;
CREATE TRIGGER delivery_finished AFTER UPDATE ON hub.delivery FOR EACH ROW
    WHEN (OLD.state IN ('sent', 'failed', 'unknown', 'parked'))
    EXECUTE FUNCTION hub.keep_finished_delivery();

-- Events are only ever found by their delivery: one index instead of two.
ALTER TABLE hub.delivery_event DROP CONSTRAINT delivery_event_pkey, ADD PRIMARY KEY (delivery_id, id);
DROP INDEX hub.delivery_event_delivery;
