-- Owners who register themselves: which business they speak for, and what they consented to.

ALTER TABLE owner
    ADD COLUMN corporate_number text NOT NULL DEFAULT '',
    ADD COLUMN consent_version  text,
    ADD COLUMN consented_at     timestamptz,
    ADD CONSTRAINT owner_corporate_number CHECK (corporate_number ~ '^([0-9]{13})?$') NOT VALID,
    ADD CONSTRAINT owner_consent CHECK
        ((consent_version IS NULL) = (consented_at IS NULL) AND consent_version ~ '^[0-9]{4}-[0-9]{2}$') NOT VALID;
COMMENT ON COLUMN owner.corporate_number IS '法人番号（13桁。法人番号がないときは空）';
COMMENT ON COLUMN owner.consent_version IS '同意した利用目的の版';
COMMENT ON COLUMN owner.consented_at IS '同意した日時';
