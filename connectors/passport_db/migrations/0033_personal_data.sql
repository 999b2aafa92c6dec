-- The register of personal data (個人情報ファイル簿): of each column whose data it is, what for, and for how long it is
-- kept; what it holds is the column's comment. Columns without personal data stand here too: a migration that adds a
-- column says here what it is (tests/integration/passport_db/personal_data_test.cpp), one that removes a column removes it
-- here. What is said of retention is what hub.purge, hub.erase_member, hub.erase_owner and queues/message_removal.cpp do:
-- whoever changes those changes it here.

CREATE TABLE hub.personal_data (
    table_name  text NOT NULL,
    column_name text NOT NULL,
    person      text CHECK (length(person) BETWEEN 1 AND 100),
    purpose     text CHECK (length(purpose) BETWEEN 1 AND 300),
    kept_as     text CHECK (kept_as IN ('clear', 'sealed', 'keyed_digest', 'digest')),
    retention   text CHECK (length(retention) BETWEEN 1 AND 300),
    PRIMARY KEY (table_name, column_name),
    CONSTRAINT personal_data_whole CHECK (num_nulls(person, purpose, kept_as, retention) IN (0, 4))
);
COMMENT ON TABLE hub.personal_data IS '個人情報ファイル簿（すべての表のすべての列について、個人情報かどうか）';
COMMENT ON COLUMN hub.personal_data.table_name IS '表（public.users など）';
COMMENT ON COLUMN hub.personal_data.column_name IS '列';
COMMENT ON COLUMN hub.personal_data.person IS 'だれの情報か（個人情報でない列では、これより後の列とともに空）';
COMMENT ON COLUMN hub.personal_data.purpose IS '利用目的';
COMMENT ON COLUMN hub.personal_data.kept_as IS
    '保管のしかた（clear=そのまま、sealed=account_key で封じる、keyed_digest=鍵付きハッシュ、digest=ハッシュ）';
COMMENT ON COLUMN hub.personal_data.retention IS '保存期間';
GRANT SELECT ON hub.personal_data TO passport_app;

-- The register shows the comments, so they say what is there by now.
COMMENT ON COLUMN users.children_birth_dates IS '子どもの生年月（日は1日とする。今のシステムから移したものは生年月日）';
COMMENT ON COLUMN hub.message.subject IS '対象（例：shop/123。手紙では宛先のメールアドレスの鍵付きハッシュ）';
COMMENT ON COLUMN hub.message.data IS
    '内容（宛先のメールアドレスは account_key で封じたもの。協賛店の承認の知らせには、担当者の氏名がそのまま入る）';
COMMENT ON COLUMN hub.delivery_instruction.edited_data IS
    '再送のときに担当者が直した内容（空なら元のメッセージの内容を送る。メールアドレスは account_key で封じたもので、ほかはそのまま）';
COMMENT ON COLUMN hub.audit.actor IS '行った人（hub.staff の name、または member/12 のような会員・協賛店ユーザ）';

WITH retention (name, words) AS (VALUES
    ('member', '退会まで（退会するとただちに消す）。仮登録のままなら24時間、今のシステムで退会した人は30日'),
    ('owner', '退会まで（退会するとただちに消す）。仮登録のままなら24時間'),
    ('staff', '期限を決めて消すことはしない（停止のあとも、だれの操作だったかを示すために残す）'),
    ('wish', '本人が変えるか、退会するまで（退会するとただちに消す）'),
    ('recovery', '使われたあとも、もう一度招待されるまで'),
    ('shop', '期限を決めて消すことはしない（公開している店舗の情報として、担当者の退会のあとも残す）'),
    ('application', '下書きと承認待ちは担当者の退会まで。承認か差戻しの決まった申請は、期限を決めて消すことはしない'),
    ('applicant', '退会まで（決まった申請からは、退会するとただちに消す）'),
    ('link', '期限と、申し込みから24時間の両方が過ぎるまで（毎夜消す）。本人の退会ではただちに消す'),
    ('session', 'ログアウトまで。期限（90日以内）か、使われないまま14日（職員は1時間）が過ぎれば、その夜に消す。退会ではただちに消す'),
    ('second_step', '二段階ログインをやめるか、退会するまで'),
    ('code', '使われるまで。期限（10分）が過ぎれば、その夜に消す。退会ではただちに消す'),
    ('address', '送り終わった日の夜まで。送れないまま1週間たった手紙は取りやめて消し、退会した人への手紙はただちに消す（送信中の'
                '手紙は、送り終わった日の夜まで）。協賛店の承認の知らせは、保留か不明のあいだ180日まで'),
    ('message', '送り終わってから90日、保留か不明のものは180日（config/hub.json の messages で変えられる）'),
    ('answer', '24時間'),
    ('chat_answer', '2分（次の応答を残すときに消す）'),
    ('question', '最後に尋ねられた日から90日'),
    ('draft', '答えの案が書き直されるまで（期限を決めて消すことはしない）'),
    ('record', '期限を決めて消すことはしない（記録が書き換えられていないことを示すため）'),
    ('value', '3年。本人の退会ではただちに消す（退会した人の登録日時だけは3年残す）'),
    ('alarm', '警報が終わってから400日'),
    ('schedule', '予定が書き直されるか、なくされるまで'),
    ('key', '期限を決めて消すことはしない（取り消したあとも、だれが作ったかを示すために残す）')),
personal (table_name, column_names, person, purpose, kept_as, retention) AS (VALUES
    ('public.users', 'user_id programme status created_at updated_at', '会員', '会員の登録と管理', 'clear', 'member'),
    ('public.users', 'mail', '会員', 'ログインと、会員への連絡', 'sealed', 'member'),
    ('public.users', 'password_hash registration_digest', '会員', 'ログインと、会員への連絡', 'digest', 'member'),
    ('public.users', 'registration_expires_at last_login_at', '会員', 'ログインと、会員への連絡', 'clear', 'member'),
    ('public.users', 'nickname birth_date', '会員', '今のシステムの会員情報の引継ぎ', 'clear', 'member'),
    ('public.users', 'children_birth_dates children_sexes', '会員の子ども', 'お知らせの対象と、会員証の有効期限を決めるため', 'clear', 'member'),
    ('public.users', 'postal_code city', '会員', '住まいに合った特典やイベントのお知らせと、個人が分からない統計', 'clear', 'member'),
    ('public.users', 'card_number card_valid_until', '会員', 'パスポートの会員であることの確認', 'clear', 'member'),
    ('public.users', 'push_device push_wanted mail_wanted notice_kinds quiet_from quiet_until notices_paused',
     '会員', '希望に沿ったお知らせ', 'clear', 'member'),
    ('public.users', 'consent_version consented_at', '会員', '利用目的への同意の確認', 'clear', 'member'),
    ('public.users_genre', 'user_id genre_code', '会員', '希望に沿ったお知らせ', 'clear', 'wish'),
    ('public.users_tokuten', 'user_id tokuten_code', '会員', '希望に沿ったお知らせ', 'clear', 'wish'),
    ('public.users_favorite', 'user_id shop_id created_at', '会員', 'お気に入りの協賛店を本人に示すため', 'clear', 'wish'),
    ('public.owner', 'owner_id status created_at updated_at', '協賛店ユーザ', '協賛店ユーザの登録と管理', 'clear', 'owner'),
    ('public.owner', 'mail', '協賛店ユーザ', 'ログインと、担当者への連絡', 'sealed', 'owner'),
    ('public.owner', 'password_hash registration_digest', '協賛店ユーザ', 'ログインと、担当者への連絡', 'digest', 'owner'),
    ('public.owner', 'registration_expires_at last_login_at name name_kana company_name tel corporate_number',
     '協賛店ユーザ', 'ログインと、担当者への連絡', 'clear', 'owner'),
    ('public.owner', 'consent_version consented_at', '協賛店ユーザ', '利用目的への同意の確認', 'clear', 'owner'),
    ('public.owner_shop', 'owner_id shop_id created_at', '協賛店ユーザ', 'どの店舗の担当者かの確認', 'clear', 'owner'),
    ('public.shop', 'name name_kana postal_code address tel url comment lat lng',
     '協賛店（個人事業主のとき）', '協賛店を公開し、探せるようにするため', 'clear', 'shop'),
    ('public.shop_temp', 'owner_id', '協賛店ユーザ', '協賛店の申請の受付と審査', 'clear', 'applicant'),
    ('public.shop_temp', 'name name_kana postal_code address tel url comment lat lng',
     '協賛店（個人事業主のとき）', '協賛店の申請の受付と審査', 'clear', 'application'),
    ('public.shop_temp', 'decided_by decided_at reason', '職員', '協賛店の申請の受付と審査', 'clear', 'application'),
    ('hub.account_link', 'digest', '会員、協賛店ユーザ、職員', '本人であることの確認', 'digest', 'link'),
    ('hub.account_link', 'mail', '会員、協賛店ユーザ、職員', '本人であることの確認', 'sealed', 'link'),
    ('hub.account_link', 'account_id asked_at used_at', '会員、協賛店ユーザ、職員', '本人であることの確認', 'clear', 'link'),
    ('hub.session', 'digest', '会員、協賛店ユーザ、職員', 'ログインの継続', 'digest', 'session'),
    ('hub.session', 'user_id owner_id staff_id began_at seen_at expires_at',
     '会員、協賛店ユーザ、職員', 'ログインの継続', 'clear', 'session'),
    ('hub.second_step', 'user_id owner_id method last_step code_tries began_at',
     '会員、協賛店ユーザ', '二段階ログイン', 'clear', 'second_step'),
    ('hub.second_step', 'secret', '会員、協賛店ユーザ', '二段階ログイン', 'sealed', 'second_step'),
    ('hub.second_step', 'recovery_codes', '会員、協賛店ユーザ', '二段階ログイン', 'keyed_digest', 'second_step'),
    ('hub.second_step', 'code_digest', '会員、協賛店ユーザ', '二段階ログイン', 'keyed_digest', 'code'),
    ('hub.second_step', 'code_expires_at', '会員、協賛店ユーザ', '二段階ログイン', 'clear', 'code'),
    ('hub.staff', 'name staff_id role status may_approve may_handle_messages may_answer_questions '
                  'may_erase_audit_values may_administer invited_by invited_at created_at last_login_at',
     '職員', '職員の権限の管理', 'clear', 'staff'),
    ('hub.staff', 'mail', '職員', '職員のログインと連絡', 'sealed', 'staff'),
    ('hub.staff', 'password_hash', '職員', '職員のログインと連絡', 'digest', 'staff'),
    ('hub.staff', 'authenticator', '職員', '職員のログインと連絡', 'sealed', 'staff'),
    ('hub.staff', 'authenticator_step', '職員', '職員のログインと連絡', 'clear', 'staff'),
    ('hub.staff_recovery_code', 'digest', '職員', '職員のログインと連絡', 'digest', 'recovery'),
    ('hub.staff_recovery_code', 'staff_id used_at', '職員', '職員のログインと連絡', 'clear', 'recovery'),
    ('hub.api_key', 'created_by', '職員', 'ほかのシステムに渡した鍵の管理', 'clear', 'key'),
    ('hub.message', 'subject', '会員、協賛店ユーザ、職員', '手紙を送り、届かないときに調べるため', 'keyed_digest', 'message'),
    ('hub.message', 'data', '会員、協賛店ユーザ、職員', '手紙を送り、届かないときに調べるため', 'clear', 'address'),
    ('hub.delivery_instruction', 'recipient', '会員、協賛店ユーザ、職員', '手紙を送り、届かないときに調べるため', 'clear', 'message'),
    ('hub.delivery_instruction', 'edited_data', '会員、協賛店ユーザ、職員', '手紙を送り、届かないときに調べるため', 'clear', 'address'),
    ('hub.delivery_event', 'person detail', '職員', 'だれが配送を変えたかの確認', 'clear', 'message'),
    ('hub.kept_answer', 'key_sha256 request_sha256', '会員、協賛店ユーザ、職員', '同じ要求が繰り返されたときに同じ応答を返すため', 'digest', 'answer'),
    ('hub.kept_answer', 'headers body', '会員、協賛店ユーザ、職員', '同じ要求が繰り返されたときに同じ応答を返すため', 'clear', 'answer'),
    ('hub.webhook_answer', 'key_sha256', 'チャットの利用者', '同じ呼び出しが繰り返されたときに同じ応答を返すため', 'digest', 'chat_answer'),
    ('hub.webhook_answer', 'answer', 'チャットの利用者', '同じ呼び出しが繰り返されたときに同じ応答を返すため', 'clear', 'chat_answer'),
    ('hub.chat_question', 'question', 'チャットの利用者', 'チャットの答えをよくするため', 'clear', 'question'),
    ('hub.answer_draft', 'phrases', 'チャットの利用者', 'チャットの答えをよくするため', 'clear', 'draft'),
    ('hub.answer_draft', 'drafted_by drafted_at approved_by approved_at', '職員', 'だれが書き、承認したかの確認', 'clear', 'draft'),
    ('hub.audit', 'at actor action object_kind object_id', '会員、協賛店ユーザ、職員', 'だれが何をしたかの確認と、漏えいなどの調査', 'clear', 'record'),
    ('hub.audit', 'value_digest', '会員、協賛店ユーザ、職員', 'だれが何をしたかの確認と、漏えいなどの調査', 'digest', 'record'),
    ('hub.audit_value', 'before after', '会員、協賛店ユーザ、職員', 'だれが何をしたかの確認と、漏えいなどの調査', 'clear', 'value'),
    ('hub.alarm', 'mailed_to acknowledged_by acknowledged_at acknowledged_reason',
     '職員', '警報を知らせ、だれが確認したかを示すため', 'clear', 'alarm'),
    ('hub.schedule', 'changed_by changed_at', '職員', 'だれが予定を変えたかの確認', 'clear', 'schedule'))
INSERT INTO hub.personal_data (table_name, column_name, person, purpose, kept_as, retention)
SELECT p.table_name, column_name, p.person, p.purpose, p.kept_as, r.words
FROM personal AS p JOIN retention AS r ON r.name = p.retention
     CROSS JOIN unnest(string_to_array(p.column_names, ' ')) AS column_name;

-- What is not personal data, looked at one by one: public information, code lists, numbers given out, states of the
-- hub's own work, digests of records, and texts that no personal data get into.
INSERT INTO hub.personal_data (table_name, column_name)
SELECT table_name, column_name FROM (VALUES
    ('public.event', 'event_id programme title body starts_on ends_on time_text venue address city lat lng '
                     'organizer fee_text url status published_from published_until source source_key created_at '
                     'updated_at'),
    ('public.event_counter', 'only_row last_id updated_at'),
    ('public.faminavi', 'faminavi_id title body url area_code city_code status published_from published_until '
                        'created_at updated_at topic'),
    ('public.faminavi_area', 'area_code name sort updated_at'),
    ('public.faminavi_city', 'city_code area_code name sort updated_at'),
    ('public.faminavi_counter', 'only_row last_id updated_at'),
    ('public.faminavi_genre', 'faminavi_id genre_kind genre_code'),
    ('public.master', 'kind code name sort valid updated_at'),
    ('public.owner_counter', 'only_row last_id updated_at'),
    ('public.shop', 'shop_id programme city opening_hours closed_days position_source position_taken_at '
                    'position_expires_at is_chain status hidden_reason published_from published_until source '
                    'source_key created_at updated_at'),
    ('public.shop_chain', 'child_shop_id parent_shop_id'),
    ('public.shop_counter', 'only_row last_id updated_at'),
    ('public.shop_genre', 'shop_id genre_kind genre_code sort'),
    ('public.shop_temp', 'shop_temp_id shop_id programme city opening_hours closed_days position_source is_chain '
                         'status applied_at created_at updated_at'),
    ('public.shop_temp_chain', 'shop_temp_id parent_shop_id'),
    ('public.shop_temp_genre', 'shop_temp_id genre_kind genre_code sort'),
    ('public.shop_temp_tokuten', 'shop_temp_id tokuten_no tokuten_kind tokuten_code title detail'),
    ('public.shop_tokuten', 'shop_id tokuten_no tokuten_kind tokuten_code title detail'),
    ('public.users_counter', 'only_row last_id updated_at'),
    ('public.users_genre', 'genre_kind'),
    ('public.users_tokuten', 'tokuten_kind'),
    ('hub.account_link', 'expires_at account_kind purpose'),
    ('hub.alarm', 'id kind subject began_at last_seen_at over_at count detail quiet_seconds acknowledged_until'),
    ('hub.answer_draft', 'draft_id intent answer'),
    ('hub.api_key', 'key_id name prefix digest scopes created_at expires_at last_used_at revoked_at'),
    ('hub.area', 'code prefecture name shape source updated_at'),
    ('hub.audit', 'id before after'),
    ('hub.audit_seal', 'number sealed_at previous ids digests records seal'),
    ('hub.audit_unsealed', 'audit_id since'),
    ('hub.audit_value', 'audit_id salt erased_by'),
    ('hub.catalog_version', 'only_row version changed_at'),
    ('hub.chat_question', 'question_id kind intent other_intent times first_asked_on last_asked_on'),
    ('hub.delivery', 'id lane state epoch attempts crashes leased_by next_attempt_at published_at sending_since '
                     'finished_at provider_reference last_error_code last_error_detail work_list'),
    ('hub.delivery_event', 'id delivery_id at from_state to_state worker'),
    ('hub.delivery_instruction', 'id message_id route connector channel idempotency_key not_before not_after '
                                 'created_at'),
    ('hub.facility', 'facility_id kind_list kind name name_kana postal_code address city tel url opening_hours '
                     'closed_days comment lat lng source source_key closed created_at updated_at'),
    ('hub.facility_service', 'facility_id tokuten_kind tokuten_code'),
    ('hub.kept_answer', 'status kept_at'),
    ('hub.message', 'id source type time extensions lane accepted_at'),
    ('hub.migration', 'number name checksum applied_at'),
    ('hub.place', 'place_id name name_kana kind city lat lng source source_key weight closed updated_at label '
                  'prefecture municipality_code postal_code aliases'),
    ('hub.provider_budget', 'provider day used'),
    ('hub.schedule', 'name cron days if_missed grace_minutes type subject data next_at paused'),
    ('hub.schedule_run', 'schedule due_at decided_at outcome missed message_id'),
    ('hub.webhook_answer', 'kept_at'),
    ('hub.worker', 'id name started_at host pid'),
    ('hub.worker_report', 'worker name host pid started_at reported_at report'),
    ('hub.personal_data', 'table_name column_name person purpose kept_as retention')
    ) AS other (table_name, column_names) CROSS JOIN unnest(string_to_array(column_names, ' ')) AS column_name;
