"""A page from a template and its data, with the headers that all pages have."""

import gzip
from collections.abc import Mapping
from secrets import token_urlsafe
from typing import Any, Final

from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, Response
from starlette.types import Scope

from api.call import Call
from api.pages.assets import takes_packed
from api.pages.clocks import PageClocks
from api.pages.frame import frame_of
from api.pages.site import site_of
from projections.view import View

# Asked of no other host, and nothing inline but a script that carries the nonce.
POLICY: Final = (
    "default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self';"
    " img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self';"
    " base-uri 'none'; frame-ancestors 'none'"
)
A_YEAR: Final = "max-age=31536000"
# Shorter ones do not get smaller.
WORTH_PACKING: Final = 1024


class PageResponse(HTMLResponse):
    """A page as it is sent; `told` is what it says, packed or not."""

    def __init__(
        self, content: bytes, status: int, headers: Mapping[str, str], told: bytes
    ) -> None:
        super().__init__(content, status, headers)
        self.told = told


def show(
    call: Call, view: View, clocks: PageClocks, template: str, /, **data: Any
) -> Response:
    """A page of somebody who is signed in, as the register stands in a view.

    Templates extend `layout.html` and find `href`, `data`, `frame` and what is given.
    """
    frame = frame_of(call, view, clocks)
    site = site_of(call.scope)
    headers = {
        "Register-Position": str(view.position),
        "Effective-On": view.pin.effective_on.isoformat(),
    }
    return _page(
        call.scope,
        template,
        {
            "site": site,
            "frame": frame,
            "href": clocks.href,
            "clocks": clocks.asked,
            "data": lambda path, **query: clocks.data(view, path, **query),
            "position": view.position,
            "true_on": view.pin.effective_on,
            **data,
        },
        headers=headers,
    )


def show_alone(
    scope: Scope,
    template: str,
    /,
    *,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    **data: Any,
) -> Response:
    """A page that needs nobody to be signed in: it tells nothing of the register."""
    site = site_of(scope)
    given = {"site": site, "frame": None, "href": PageClocks.none().href, **data}
    return _page(scope, template, given, status=status, headers=headers)


def _page(
    scope: Scope,
    template: str,
    data: Mapping[str, Any],
    *,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
) -> Response:
    nonce = token_urlsafe(16)
    said = {
        "Content-Security-Policy": POLICY.format(nonce=nonce),
        "Cache-Control": "no-store",
        "Vary": "Authorization, Cookie, Accept-Encoding",
        **(headers or {}),
    }
    if scope["scheme"] == "https":
        said["Strict-Transport-Security"] = A_YEAR
    asked = {"path": scope["path"], "nonce": nonce}
    text = site_of(scope).templates.get_template(template).render(asked | dict(data))
    content = told = text.encode()
    # A page holds no secret that its length, once packed, could give away.
    if len(content) > WORTH_PACKING and takes_packed(Headers(scope=scope)):
        said["Content-Encoding"] = "gzip"
        content = gzip.compress(content, 5, mtime=0)
    return PageResponse(content, status, said, told)
