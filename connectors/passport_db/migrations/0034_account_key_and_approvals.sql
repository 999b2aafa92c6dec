-- The key that addresses are sealed with is known by a mark, so that another one is noticed before anything is written
-- with it; and the words to owners about their shops lose the address with the owner who leaves.

CREATE TABLE hub.account_key (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    mark     text NOT NULL CHECK (mark ~ '^[A-Za-z0-9_-]{43}$'),
    taken_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE hub.account_key IS 'このデータベースのメールアドレスを封じた account_key の目印（鍵は分からない）。passport-hub migrate が書く';
COMMENT ON COLUMN hub.account_key.only_row IS '行が1つだけであることを保証する列';
COMMENT ON COLUMN hub.account_key.mark IS '決まった文字列の、account_key による鍵付きハッシュ';
COMMENT ON COLUMN hub.account_key.taken_at IS 'この鍵になった日時';
GRANT SELECT ON hub.account_key TO passport_app;
INSERT INTO hub.personal_data (table_name, column_name)
    SELECT 'hub.account_key', unnest(ARRAY['only_row', 'mark', 'taken_at']);

-- As in 0029, and the words to owners about their shops: those whose applications are among `asked_subjects`
-- ("shop_temp/7"); or, when `of_subject` is null, those to owners who have left.
CREATE OR REPLACE FUNCTION hub.letters(of_kind text, of_subject text, asked_subjects text[]) RETURNS SETOF hub.message
LANGUAGE sql STABLE AS $$
    SELECT m.* FROM hub.message AS m
    WHERE m.type IN ('account.link_asked', 'account.changed', 'account.code_asked', 'member.left') AND m.data ? 'mail'
          AND (of_subject IS NULL OR m.subject = ANY (of_subject || asked_subjects)
               AND coalesce(m.data ->> 'kind', 'member') = of_kind
               AND (m.subject = of_subject OR m.data ->> 'purpose' = 'mail_change'))
    UNION ALL
    SELECT m.* FROM hub.message AS m
    WHERE m.type = 'shop.approved' AND m.data ? 'owner_mail'
          AND CASE WHEN of_subject IS NULL
                   THEN m.subject IN (SELECT 'shop_temp/' || t.shop_temp_id FROM public.shop_temp AS t
                                      WHERE t.owner_id IS NULL)
                   ELSE of_kind = 'owner' AND m.subject = ANY (asked_subjects) END
$$;
COMMENT ON FUNCTION hub.letters(text, text, text[])
    IS '宛先のメールアドレスを含むメッセージ（対象を省くとすべて。協賛店の承認の知らせは退会した人へのものだけ）';

-- As in 0031, and the subjects of the owner's applications are among those that lose the address.
CREATE OR REPLACE FUNCTION hub.erase_owner(leaving bigint, of_subject text, asked_subjects text[]) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    applications text[];
    address text;
    registered timestamptz;
BEGIN
    DELETE FROM public.shop_temp WHERE owner_id = leaving AND status IN ('draft', 'applied');
    WITH left_behind AS (
        UPDATE public.shop_temp SET owner_id = NULL WHERE owner_id = leaving RETURNING shop_temp_id)
    SELECT array_agg('shop_temp/' || shop_temp_id) INTO applications FROM left_behind;
    -- With them go the ties to shops, sessions and the second step: their tables say so.
    DELETE FROM public.owner WHERE owner_id = leaving RETURNING mail, created_at INTO address, registered;
    IF address IS NULL THEN
        RETURN false;
    END IF;
    PERFORM hub.erase_traces('owner', 'owner', leaving, address, of_subject, asked_subjects || applications, registered,
                             '協賛店ユーザが退会したので、送信を取りやめました');
    RETURN true;
END
$$;

UPDATE hub.personal_data
    SET retention = replace(retention, '保留か不明のあいだ180日まで', '保留か不明のあいだ180日まで残し、退会した人へのものは手紙と同じに消す')
    WHERE retention LIKE '%保留か不明のあいだ180日まで%';
