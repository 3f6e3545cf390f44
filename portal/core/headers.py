"""Headers that stand on every answer: nothing from elsewhere, nothing inline, nothing kept."""

from flask import Flask, Response, abort, request

from portal.core import assets
from portal.core.assets import A_YEAR

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        f"style-src 'self' {assets.sheet_source()}",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "media-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)


def strict(*, https: bool) -> dict[str, str]:
    """What stands on every answer, whatever it is."""
    headers = {
        "Content-Security-Policy": POLICY,
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "geolocation=(), payment=(), usb=(), interest-cohort=()",
    }
    if https:
        headers["Strict-Transport-Security"] = f"max-age={2 * A_YEAR}; includeSubDomains"
    return headers


def init_app(app: Flask, *, https: bool) -> None:
    """Set the headers, and refuse changes that another site sends in somebody's name."""
    always = strict(https=https)

    @app.before_request
    def refuse_other_sites() -> None:
        """A second lock beside the CSRF token: the browser itself says where a form came from."""
        if request.method in {"GET", "HEAD", "OPTIONS"}:
            return
        if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
            abort(403)

    @app.after_request
    def add(response: Response) -> Response:
        headers = response.headers
        headers.update({**always, "Content-Security-Policy": headers.get("Content-Security-Policy", POLICY)})
        if request.endpoint != "static" or response.status_code >= 400:
            headers["Cache-Control"] = "no-store"
        return response
