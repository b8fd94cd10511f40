"""Where to go after signing in: back to the page, and never to another host."""

import re
from urllib.parse import quote, urlsplit

from starlette.types import Scope

FRONT = "/"
SIGN_IN = "/sign-in"
# Browsers read a backslash as a slash, and leave out control characters.
_ODD = re.compile(r"[\\\x00-\x20\x7f]")


def safe_back(asked: str | None) -> str:
    """The address to go back to, if it is a page of our own; else the front page."""
    if not asked or _ODD.search(asked) or not asked.startswith("/"):
        return FRONT
    parts = urlsplit(asked)
    if asked.startswith("//") or parts.scheme or parts.netloc:
        return FRONT
    return FRONT if parts.path.startswith((SIGN_IN, "/sign-out")) else asked


def sign_in_address(scope: Scope) -> str:
    """Where somebody who is not signed in is sent from a page."""
    path = quote(scope["path"])
    query = scope["query_string"].decode("latin-1")
    here = safe_back(f"{path}?{query}" if query else path)
    return SIGN_IN if here == FRONT else f"{SIGN_IN}?back={quote(here, safe='/')}"
