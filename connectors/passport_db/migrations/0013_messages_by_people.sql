-- Queued messages in the hands of people: found by what they are about.

CREATE INDEX message_subject ON hub.message (subject, accepted_at);
CREATE INDEX delivery_recipient ON hub.delivery (recipient) WHERE recipient <> '';
