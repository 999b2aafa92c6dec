-- setFavorite, one change a transaction, in the order of set_favorite.lua: each client has members of its own, and every
-- statement changes something.
\set turn :turn + 1
\set round :turn * :clients / :users
\set user_id :first_user + (:turn * :clients + :client_id) % :users
\set shop_id :first_shop + :round % :shops
\set favorite (:round / :shops) % 2 = 0
WITH wanted AS (SELECT * FROM unnest(ARRAY[:user_id]::bigint[], ARRAY[:shop_id]::bigint[], ARRAY[:favorite]::boolean[]) AS w (user_id, shop_id, favorite)),
own AS (SELECT w.user_id, w.shop_id, count(f.shop_id) AS favorites,
               coalesce(bool_or(f.shop_id = w.shop_id), false) AS there
        FROM wanted w LEFT JOIN users_favorite f ON f.user_id = w.user_id
        WHERE w.favorite GROUP BY w.user_id, w.shop_id),
added AS (INSERT INTO users_favorite (user_id, shop_id, created_at)
          SELECT user_id, shop_id, :now::timestamptz FROM own WHERE NOT there AND favorites < :most ORDER BY user_id
          ON CONFLICT DO NOTHING),
removed AS (DELETE FROM users_favorite f USING wanted w
            WHERE NOT w.favorite AND f.user_id = w.user_id AND f.shop_id = w.shop_id)
SELECT user_id FROM own WHERE NOT there AND favorites >= :most;
