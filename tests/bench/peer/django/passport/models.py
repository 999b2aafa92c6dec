"""The tables that the two operations touch; they are the hub's, and Django manages none of them."""
from django.db import models


class Shop(models.Model):
    shop_id = models.BigIntegerField(primary_key=True)
    name = models.TextField()
    name_kana = models.TextField()
    postal_code = models.TextField()
    address = models.TextField()
    city = models.TextField()
    tel = models.TextField()
    url = models.TextField()
    comment = models.TextField()
    opening_hours = models.TextField()
    closed_days = models.TextField()
    lat = models.FloatField()
    lng = models.FloatField()
    status = models.TextField()
    updated_at = models.DateTimeField()

    class Meta:
        managed = False
        db_table = "shop"


class ShopGenre(models.Model):
    shop = models.ForeignKey(Shop, models.DO_NOTHING, related_name="genres", primary_key=True)
    genre_code = models.TextField()

    class Meta:
        managed = False
        db_table = "shop_genre"


class ShopTokuten(models.Model):
    shop = models.ForeignKey(Shop, models.DO_NOTHING, related_name="tokuten", primary_key=True)
    tokuten_no = models.SmallIntegerField()
    tokuten_code = models.TextField()
    title = models.TextField()
    detail = models.TextField()

    class Meta:
        managed = False
        db_table = "shop_tokuten"
