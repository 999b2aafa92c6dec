"""listShops and setFavorite as a Django developer writes them who has measured: plain SQL on Django's connection, because
the ORM took most of the time."""
import json
import math

from django.db import connection
from django.http import HttpResponseBadRequest, HttpResponseForbidden, JsonResponse
from django.views.decorators.http import require_GET, require_POST

DEGREE_M = 111_195.0

# A box first, which PostgreSQL looks through quickly.
NEAREST = """
    SELECT shop_id, name, name_kana, postal_code, address, city, tel, url, comment, opening_hours, closed_days, lat, lng,
           updated_at,
           ARRAY(SELECT genre_code FROM shop_genre g WHERE g.shop_id = near.shop_id ORDER BY sort) AS genres,
           (SELECT json_agg(json_build_object('code', tokuten_code, 'title', title, 'detail', detail) ORDER BY tokuten_no)
            FROM shop_tokuten t WHERE t.shop_id = near.shop_id) AS tokuten,
           round(%(degree)s * sqrt(square)) AS distance_m
    FROM (SELECT *, (lat - %(lat)s) ^ 2 + (lng - %(lng)s) ^ 2 * %(narrow)s AS square FROM shop
          WHERE status = 'public' AND lat BETWEEN %(lat)s - %(box)s AND %(lat)s + %(box)s
            AND lng BETWEEN %(lng)s - %(box)s AND %(lng)s + %(box)s
          ORDER BY square LIMIT %(limit)s) near
    ORDER BY square"""


def nearest(lat, lng, box, limit):
    narrow = math.cos(math.radians(lat)) ** 2
    with connection.cursor() as cursor:
        cursor.execute(NEAREST, {"lat": lat, "lng": lng, "narrow": narrow, "box": box, "limit": limit, "degree": DEGREE_M})
        names = [column.name for column in cursor.description]
        return [dict(zip(names, row)) for row in cursor]


@require_GET
def list_shops(request):
    try:
        lat, lng = float(request.GET["lat"]), float(request.GET["lng"])
        limit = min(int(request.GET.get("limit", 20)), 100)
    except (KeyError, ValueError):
        return HttpResponseBadRequest()
    shops = nearest(lat, lng, 0.1, limit)
    if len(shops) < limit:
        shops = nearest(lat, lng, 180, limit)
    return JsonResponse({"items": shops})


@require_POST
def set_favorite(request):
    user_id = request.session.get("user_id")
    if user_id is None:
        return HttpResponseForbidden()
    body = json.loads(request.body)
    with connection.cursor() as cursor:
        if body["favorite"]:
            cursor.execute("INSERT INTO users_favorite (user_id, shop_id) VALUES (%s, %s) ON CONFLICT DO NOTHING",
                           [user_id, body["shop_id"]])
        else:
            cursor.execute("DELETE FROM users_favorite WHERE user_id = %s AND shop_id = %s", [user_id, body["shop_id"]])
    return JsonResponse({"favorite": body["favorite"]})
