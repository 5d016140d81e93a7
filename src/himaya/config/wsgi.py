"""The web process's entry for gunicorn."""

import threading

from django.core.wsgi import get_wsgi_application

from himaya.adapters import forms_compiler

application = get_wsgi_application()
# Beside the first pages, and not while somebody who was just asked to speak waits for the form of an interview.
threading.Thread(target=forms_compiler.load, name="forms", daemon=True).start()
