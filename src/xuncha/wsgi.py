"""What the web server calls for each request."""

import os
import sys

from django.core.wsgi import get_wsgi_application

sys.setswitchinterval(0.0005)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xuncha.settings")
application = get_wsgi_application()
