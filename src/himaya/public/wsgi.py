"""The public process's entry for gunicorn."""

import os

from django.core.wsgi import get_wsgi_application

os.environ["DJANGO_SETTINGS_MODULE"] = "himaya.public.settings"
application = get_wsgi_application()
