-- Deliveries that are of no use after some moment: a fair on Sunday is not announced on Monday. passport_app may read and
-- write the column by its rights on the table.

ALTER TABLE hub.delivery ADD COLUMN not_after timestamptz;
COMMENT ON COLUMN hub.delivery.not_after IS 'この日時を過ぎたら送らない（空なら期限なし）';

GRANT SELECT, INSERT, UPDATE ON hub.delivery TO passport_app;
