"""The portal for a WSGI server: ``waitress-serve portal.wsgi:app``."""

import os

from portal import create_app, worker

os.umask(0o077)  # what the portal writes is for its own user only

app = create_app()
worker.init_app(app)
