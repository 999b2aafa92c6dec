"""A Django site as small as it can be: no middleware that costs time, connections that are kept, cookies that are signed
instead of a table of sessions. Everything that could be said in its favour is."""
import os

SECRET_KEY = os.environ["PASSPORT_BENCH_SECRET"]
ROOT_URLCONF = "passport.urls"
ALLOWED_HOSTS = ["127.0.0.1"]
INSTALLED_APPS = []
MIDDLEWARE = ["django.contrib.sessions.middleware.SessionMiddleware"]
SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "passport",
        "USER": "passport_app",
        "HOST": "127.0.0.1",
        "PORT": os.environ["PASSPORT_HUB_POSTGRES_PORT"],
        "PASSWORD": os.environ["PASSPORT_BENCH_DATABASE_PASSWORD"],
        "CONN_MAX_AGE": None,
    }
}
