"""The WSGI entry point for granian, gunicorn and others."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsreel.settings.production")

application = get_wsgi_application()
