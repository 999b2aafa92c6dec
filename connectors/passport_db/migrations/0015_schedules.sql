-- Messages that are published at a time: once, or again and again.

CREATE TABLE hub.schedule (
    name          text PRIMARY KEY CHECK (name ~ '^[a-z][a-z0-9_]{0,63}$'),
    cron          text NOT NULL DEFAULT '' CHECK (length(cron) <= 200),
    days          text NOT NULL DEFAULT 'every' CHECK (days IN ('every', 'working', 'closed')),
    if_missed     text NOT NULL DEFAULT 'fire' CHECK (if_missed IN ('fire', 'skip')),
    grace_minutes integer NOT NULL DEFAULT 5 CHECK (grace_minutes BETWEEN 1 AND 10080),
    type          text NOT NULL CHECK (type ~ '^[a-z0-9_]+(\.[a-z0-9_]+)*$'),
    subject       text NOT NULL DEFAULT '' CHECK (length(subject) <= 500),
    data          jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(data) = 'object'),
    next_at       timestamptz,
    paused        boolean NOT NULL DEFAULT false,
    changed_by    text NOT NULL REFERENCES hub.staff,
    changed_at    timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX schedule_next_at ON hub.schedule (next_at) WHERE next_at IS NOT NULL AND NOT paused;
COMMENT ON TABLE hub.schedule IS '予定（決まった日時に、または繰り返し、メッセージを発生させる）';
COMMENT ON COLUMN hub.schedule.name IS '予定の名前';
COMMENT ON COLUMN hub.schedule.cron IS '繰り返しの日時（分 時 日 月 曜日、日本時間）。空なら1回だけ';
COMMENT ON COLUMN hub.schedule.days IS '発生させる日（every=毎日、working=開庁日、closed=閉庁日）';
COMMENT ON COLUMN hub.schedule.if_missed IS '時刻を過ぎていたとき（fire=遅れて発生させる、skip=発生させない）';
COMMENT ON COLUMN hub.schedule.grace_minutes IS 'この分数までの遅れは、時刻どおりとみなす';
COMMENT ON COLUMN hub.schedule.type IS '発生させるメッセージの種類';
COMMENT ON COLUMN hub.schedule.subject IS '発生させるメッセージの対象。空なら予定の名前';
COMMENT ON COLUMN hub.schedule.data IS '発生させるメッセージの内容';
COMMENT ON COLUMN hub.schedule.next_at IS '次に発生させる日時。空なら、もう発生させない';
COMMENT ON COLUMN hub.schedule.paused IS '止めているか';
COMMENT ON COLUMN hub.schedule.changed_by IS '最後に変えた職員';
COMMENT ON COLUMN hub.schedule.changed_at IS '最後に変えた日時';

CREATE TABLE hub.schedule_run (
    schedule   text NOT NULL,
    due_at     timestamptz NOT NULL,
    decided_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    outcome    text NOT NULL CHECK (outcome IN ('fired', 'fired_late', 'skipped')),
    missed     integer NOT NULL DEFAULT 0 CHECK (missed >= 0),
    message_id uuid,
    PRIMARY KEY (schedule, due_at)
);
COMMENT ON TABLE hub.schedule_run IS '予定の結果（時刻ごとに1件、400日間保管）。予定をなくしても残る';
COMMENT ON COLUMN hub.schedule_run.schedule IS '予定の名前';
COMMENT ON COLUMN hub.schedule_run.due_at IS '発生させるはずだった日時';
COMMENT ON COLUMN hub.schedule_run.decided_at IS '決めた日時';
COMMENT ON COLUMN hub.schedule_run.outcome IS '結果（fired=発生させた、fired_late=遅れて発生させた、skipped=発生させなかった）';
COMMENT ON COLUMN hub.schedule_run.missed IS 'メッセージを発生させずに過ぎた時刻の数';
COMMENT ON COLUMN hub.schedule_run.message_id IS '発生させたメッセージ';

GRANT SELECT, INSERT, UPDATE, DELETE ON hub.schedule TO passport_app;
GRANT SELECT, INSERT, DELETE ON hub.schedule_run TO passport_app;
