-- The first page of a member's favourites.
\set user_id random(:first_user, :first_user + :users - 1)
SELECT shop_id, (extract(epoch FROM created_at) * 1000000)::bigint FROM users_favorite
WHERE user_id = :user_id AND (created_at, shop_id) < (timestamptz 'epoch' + :before::bigint * interval '1 microsecond', :shop_id)
ORDER BY created_at DESC, shop_id DESC LIMIT :most;
