-- The chat's questions about the passport (how to join, a lost card ...) are answered from the article of their topic.

ALTER TABLE faminavi ADD COLUMN topic text CHECK (topic ~ '^[a-z][a-z0-9_]{0,49}$');
CREATE UNIQUE INDEX faminavi_topic ON faminavi (topic);
COMMENT ON COLUMN faminavi.topic IS 'チャットの質問の話題（join、lost など。空は話題の決まっていない記事。1つの話題に1記事）';
