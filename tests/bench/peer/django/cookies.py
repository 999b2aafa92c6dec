"""One Cookie header for each member named on the command line, as a login would have set it."""
import os
import sys

import django
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "passport.settings")
django.setup()
from django.contrib.sessions.backends.signed_cookies import SessionStore  # noqa: E402 (needs the settings)

for user_id in sys.argv[1:]:
    session = SessionStore()
    session["user_id"] = int(user_id)
    session.save()
    print(f"{settings.SESSION_COOKIE_NAME}={session.session_key}")
