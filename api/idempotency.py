"""What a command's headers ask for: once only, and only if nothing has changed."""

import re
from collections.abc import Callable, Mapping

from api.refusals import Fault, Invalid
from domain.errors import Stale
from domain.log.submission import Receipt

KEY = re.compile(r"[\x21-\x7e](?:[\x20-\x7e]{0,253}[\x21-\x7e])?")
STRONG = re.compile(r'"([1-9][0-9]{0,14})"')
Mac = Callable[..., bytes]


def receipt_of(
    headers: Mapping[str, str], mac: Mac, method: str, path: str, body: bytes
) -> Receipt | None:
    """The receipt under which the command's outcome is kept, None without a key."""
    key = headers.get("idempotency-key")
    if key is None:
        return None
    if not KEY.fullmatch(key):
        message = "use 1 to 255 visible ASCII characters, for example a uuid"
        raise Invalid([Fault("/Idempotency-Key", message)])
    return Receipt(key, mac(method.encode(), path.encode(), body))


def version_of(headers: Mapping[str, str]) -> int | None:
    """The version that If-Match asks for, None if it asks for none.

    Only a strong tag can match here: weak ones and `*` say nothing of a version, so
    they are refused like a version that is out of date.
    """
    tag = headers.get("if-match")
    if tag is None:
        return None
    if found := STRONG.fullmatch(tag):
        return int(found[1])
    if tag == "*" or tag.startswith("W/"):
        raise Stale(f'If-Match {tag} names no version; send the ETag as read, "7"')
    message = 'send one ETag as it was read, with its quotes: "7"'
    raise Invalid([Fault("/If-Match", message)])
