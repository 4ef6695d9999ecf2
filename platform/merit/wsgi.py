"""The WSGI application. There is no ASGI: async code and hand-made threads would lose the region."""

import os

from django.core.wsgi import get_wsgi_application

from merit.starting import check_start

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "merit.settings")
application = get_wsgi_application()
check_start()
