-- setFavorite, one change a transaction, in the order of set_favorite.lua: each client has members of its own, and every
-- statement changes something.
\set turn :turn + 1
\set round :turn * :clients / :users
\set user_id :first_user + (:turn * :clients + :client_id) % :users
\set shop_id :first_shop + :round % :shops
\if (:round / :shops) % 2 = 0
WITH own AS (SELECT count(*) AS favorites, coalesce(bool_or(shop_id = :shop_id), false) AS there
             FROM users_favorite WHERE user_id = :user_id),
added AS (INSERT INTO users_favorite (user_id, shop_id, created_at)
          SELECT :user_id, :shop_id, :now::timestamptz FROM own WHERE NOT there AND favorites < :most
          ON CONFLICT DO NOTHING)
SELECT there OR favorites < :most FROM own;
\else
DELETE FROM users_favorite WHERE user_id = :user_id AND shop_id = :shop_id;
\endif
