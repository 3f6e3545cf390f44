"""The portal for a WSGI server: ``waitress-serve portal.wsgi:app``."""

import os

from portal import create_app, worker
from portal.core import logs
from portal.core.settings import from_environment

os.umask(0o077)  # what the portal writes is for its own user only
logs.init()

app = create_app(from_environment(explicit=True))
worker.init_app(app)
