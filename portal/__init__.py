"""Meedoen: a portal where newcomers see their plan, schedule, excursions and health information in their language.

`create_app` reads from top to bottom like a table of contents of the house.
"""

import logging
from urllib.parse import urlsplit

from flask import Flask
from flask_alembic import Alembic
from flask_wtf.csrf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from portal import healthz, rooms, styleguide
from portal.accounts import leaving, sign_in
from portal.core import access, assets, db, failures, headers, htmx, i18n, offers, sizes, templates
from portal.core.settings import Settings, from_environment
from portal.demo import views as demo_views
from portal.keys import openid
from portal.messages import ears
from portal.push import setup as bell

LARGEST_REQUEST = 1_000_000
"""Bytes of the largest form."""

alembic = Alembic(metadatas=db.Base.metadata, run_mkdir=False, command_name="")


def create_app(settings: Settings | None = None) -> Flask:
    """The portal as a WSGI application. Raises `SettingsError` when a setting is unknown, broken or unsafe."""
    settings = settings or from_environment()
    app = Flask(__name__, static_folder=None)
    _configure(app, settings)
    db.init_app(app, settings)
    alembic.init_app(app)
    logging.getLogger("alembic").setLevel(logging.WARNING)  # it tells of every look at the database's form
    bell.init_app(app, settings)
    i18n.init_app(app)
    assets.init_app(app, https=settings.production)
    headers.init_app(app, https=settings.production)
    access.init_app(app)
    sign_in.init_app(app)
    leaving.init_app(app)
    sizes.init_app(app)
    openid.init_app(app)
    CSRFProtect(app)  # after these, so that a form that is too old is refused in the reader's language
    htmx.init_app(app)
    failures.init_app(app)
    offers.register(app, [room.offers for room in rooms.ROOMS])
    for room in rooms.ROOMS:
        for door in room.doors:
            app.register_blueprint(door)
    app.register_blueprint(healthz.door)
    if not settings.production:
        app.register_blueprint(styleguide.door)
    if settings.demo:
        app.register_blueprint(demo_views.door)
    templates.init_app(app)
    access.refuse_unguarded(app)
    ears.init_app(app)
    return app


def _configure(app: Flask, settings: Settings) -> None:
    cookie = "__Host-meedoen" if settings.production else "meedoen"
    app.config.update(
        PORTAL=settings,
        BASE_URL=settings.base_url,
        SECRET_KEY=settings.secret_key,
        SESSION_COOKIE_NAME=cookie,
        SESSION_COOKIE_SECURE=settings.production,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_REFRESH_EACH_REQUEST=False,
        PERMANENT_SESSION_LIFETIME=60 * 60 * 24 * 90,
        WTF_CSRF_TIME_LIMIT=None,  # what was typed slowly must not be lost; the token lives as long as the sign-in
        WTF_CSRF_SSL_STRICT=False,  # it wants a Referer, which we tell browsers not to send; Sec-Fetch-Site says more
        MAX_CONTENT_LENGTH=LARGEST_REQUEST,
        MAX_FORM_MEMORY_SIZE=500_000,
        MAX_FORM_PARTS=1_000,
        ALEMBIC={"script_location": "migrations/versions"},
        ALEMBIC_CONTEXT={"render_as_batch": settings.sqlite, "compare_server_default": False},
    )
    app.url_map.strict_slashes = False
    app.url_map.merge_slashes = False  # mending an address would answer with whatever host the request named
    if settings.production:
        app.config["TRUSTED_HOSTS"] = [urlsplit(settings.base_url).hostname]
    if settings.proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies, x_host=settings.proxies
        )
