"""Secrets that are shown once: the register knows only their SHA-256."""

from collections.abc import Callable
from hashlib import sha256
from secrets import token_urlsafe
from typing import Any
from uuid import UUID

from api.call import Call
from domain.log.submission import Outcome

Json = dict[str, Any]


def new_secret() -> tuple[str, str]:
    """A new secret, and the SHA-256 by which it is known from then on."""
    secret = token_urlsafe(32)
    return secret, sha256(secret.encode()).hexdigest()


def shown_once(
    call: Call, noun: str, secret: str, text: Callable[[UUID, str], str]
) -> Callable[[Outcome], Json]:
    """A thing with its secret, under the name of its noun, where it is new."""

    def shown(outcome: Outcome) -> Json:
        thing = call.written(noun, outcome)
        # A request that is sent again finds the secret of the first no more.
        if outcome.replayed:
            return thing
        return thing | {noun: text(outcome.stream, secret)}

    return shown
