"""listShops and setFavorite as a Django developer writes them: the ORM where it serves, SQL where it does not."""
import json
import math

from django.db import connection
from django.db.models import F
from django.http import HttpResponseBadRequest, HttpResponseForbidden, JsonResponse
from django.views.decorators.http import require_GET, require_POST

from passport.models import Shop

DEGREE_M = 111_195.0


def shown(shop, lat, lng):
    east = (shop.lng - lng) * math.cos(math.radians(lat))
    return {
        "shop_id": shop.shop_id,
        "name": shop.name,
        "name_kana": shop.name_kana,
        "postal_code": shop.postal_code,
        "address": shop.address,
        "city": shop.city,
        "tel": shop.tel,
        "url": shop.url,
        "comment": shop.comment,
        "opening_hours": shop.opening_hours,
        "closed_days": shop.closed_days,
        "lat": shop.lat,
        "lng": shop.lng,
        "updated_at": shop.updated_at.isoformat(),
        "genres": [genre.genre_code for genre in shop.genres.all()],
        "tokuten": [{"code": each.tokuten_code, "title": each.title, "detail": each.detail} for each in shop.tokuten.all()],
        "distance_m": round(DEGREE_M * math.hypot(shop.lat - lat, east)),
    }


def nearest(lat, lng, degrees, limit):
    narrow = math.cos(math.radians(lat)) ** 2
    distance = (F("lat") - lat) * (F("lat") - lat) + (F("lng") - lng) * (F("lng") - lng) * narrow
    box = {"lat__range": (lat - degrees, lat + degrees), "lng__range": (lng - degrees, lng + degrees)}
    near = Shop.objects.filter(status="public", **box).annotate(distance=distance).order_by("distance")
    return list(near.prefetch_related("genres", "tokuten")[:limit])


@require_GET
def list_shops(request):
    try:
        lat, lng = float(request.GET["lat"]), float(request.GET["lng"])
        limit = min(int(request.GET.get("limit", 20)), 100)
    except (KeyError, ValueError):
        return HttpResponseBadRequest()
    # A box first, which PostgreSQL looks through quickly; a wider one where shops are few.
    for degrees in (0.1, 180):
        shops = nearest(lat, lng, degrees, limit)
        if len(shops) == limit:
            break
    return JsonResponse({"items": [shown(shop, lat, lng) for shop in shops]})


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
