"""The session of a browser: a signed cookie that names a key, and holds no secret.

No process keeps anything of it, so every worker accepts it. Its signature covers the
SHA-256 of the key's secret without telling it: the session is over as soon as the key
has another secret, is revoked or expires, and what it may do is judged by the grants
of the moment, as for the key itself.
"""

import re
from base64 import urlsafe_b64encode
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from hmac import compare_digest
from typing import NamedTuple
from urllib.parse import urlsplit
from uuid import UUID

from starlette.types import Scope

from api.refusals import CrossSite

Mac = Callable[..., bytes]

LASTS = timedelta(hours=12)
TEXT = re.compile(r"1\.([0-9a-f]{32})\.([0-9]{1,10})\.([A-Za-z0-9_-]{43})")
# Behind TLS no other host, and no page without TLS, can set it.
_NAMES = {"https": "__Host-counterfoil", "http": "counterfoil"}
SAFE = frozenset({"GET", "HEAD"})


class Session(NamedTuple):
    """What a session's cookie says: by which key, since when, under which signature."""

    key: UUID
    begun: datetime
    signature: str

    @classmethod
    def begin(cls, key: UUID, digest: str, now: datetime, mac: Mac) -> "Session":
        """A session by a key whose secret has this SHA-256."""
        begun = now.replace(microsecond=0)
        return cls(key, begun, _signed(key, begun, digest, mac))

    @classmethod
    def read(cls, text: str) -> "Session | None":
        """The session of a cookie's value, None for a value that is none."""
        found = TEXT.fullmatch(text)
        if found is None:
            return None
        begun = datetime.fromtimestamp(int(found[2]), UTC)
        return cls(UUID(found[1]), begun, found[3])

    @property
    def text(self) -> str:
        """The cookie's value."""
        return f"1.{self.key.hex}.{int(self.begun.timestamp())}.{self.signature}"

    def lasts(self, now: datetime) -> bool:
        """Whether it is not over yet."""
        return self.begun <= now < self.begun + LASTS

    def is_by(self, digest: str, mac: Mac) -> bool:
        """Whether it was begun with the secret of this SHA-256."""
        signed = _signed(self.key, self.begun, digest, mac)
        return compare_digest(self.signature, signed)


def cookie_of(scope: Scope, headers: Mapping[str, str]) -> str | None:
    """The value of the session's cookie, None where none came."""
    name = _NAMES[scope["scheme"]]
    for pair in headers.get("cookie", "").split(";"):
        said, _, value = pair.strip().partition("=")
        if said == name:
            return value
    return None


def set_cookie(scope: Scope, value: str) -> dict[str, str]:
    """The header that begins a session, or with an empty value ends it."""
    over = "" if value else "; Max-Age=0"
    secure = "; Secure" if scope["scheme"] == "https" else ""
    name = _NAMES[scope["scheme"]]
    said = f"{name}={value}; Path=/; HttpOnly; SameSite=Lax{secure}{over}"
    return {"Set-Cookie": said}


def refuse_cross_site(scope: Scope, headers: Mapping[str, str]) -> None:
    """Refuses an act that another site's page asks for with our cookie.

    Browsers say where a request comes from; one that says nothing is not believed.
    Raises CrossSite.
    """
    if scope["method"] in SAFE:
        return
    site = headers.get("sec-fetch-site")
    if site is not None:
        is_own = site == "same-origin"
    else:
        origin = urlsplit(headers.get("origin", ""))
        is_own = origin.netloc != "" and origin.netloc == headers.get("host")
    if not is_own:
        raise CrossSite(
            "this came from a page of another site, or from a program that does not say"
            " from where; use the register's own pages, or send a key"
        )


def _signed(key: UUID, begun: datetime, digest: str, mac: Mac) -> str:
    since = str(int(begun.timestamp())).encode()
    signature = mac(b"session", key.bytes, since, digest.encode())
    return urlsafe_b64encode(signature).rstrip(b"=").decode()
