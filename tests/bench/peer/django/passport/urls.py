from django.urls import path

from passport import views

urlpatterns = [
    path("api/v1/shops", views.list_shops),
    path("api/v1/favorites", views.set_favorite),
]
