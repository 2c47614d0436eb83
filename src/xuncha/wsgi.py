"""What the web server calls for each request."""

import os
import sys

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from xuncha.server.remains import remains

sys.setswitchinterval(0.0005)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xuncha.settings")
application = get_wsgi_application()
_ = get_resolver().url_patterns  # all pages are read now, not by the first who asks
remains()
