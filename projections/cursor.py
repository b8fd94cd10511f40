"""Where a list goes on: the same register, the same question, after the last row."""

import base64
import binascii
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from pydantic_core import from_json, to_json

from domain.errors import RuleBroken

CHECK_BYTES = 6


@dataclass(frozen=True, slots=True)
class Cursor:
    """The clocks of the first page, what was asked, and the last row's sort key.

    `after` is the key and the id of that row.
    """

    position: int
    effective_on: date
    question: str
    after: tuple[Any, str]

    def text(self) -> str:
        """The cursor as a caller gets it: to be sent back as it is."""
        said = [
            self.position,
            self.effective_on.isoformat(),
            self.question,
            *self.after,
        ]
        body = to_json(said)
        return base64.urlsafe_b64encode(_check(body) + body).decode().rstrip("=")

    def refuse_other(self, question: str) -> None:
        """Refuses to go on with another question than its own. Raises RuleBroken."""
        if self.question != question:
            raise RuleBroken(
                "this cursor belongs to another list, filter or order; ask the question"
                " that it came from, or leave it out",
                rule="cursor",
                pointer="/cursor",
            )

    @classmethod
    def read(cls, text: str) -> "Cursor":
        """The cursor that a caller sends back. Raises RuleBroken if it is another."""
        try:
            raw = base64.b64decode(text + "=" * (-len(text) % 4), b"-_", validate=True)
        except (ValueError, binascii.Error):
            raise _refused() from None
        check, body = raw[:CHECK_BYTES], raw[CHECK_BYTES:]
        if check != _check(body):
            raise _refused()
        position, day, question, key, last = from_json(body)
        return cls(position, date.fromisoformat(day), question, (key, last))


def question(*asked: Any) -> str:
    """A short name of what was asked, so that a cursor serves no other question."""
    return sha256(to_json(asked)).hexdigest()[:16]


def _check(body: bytes) -> bytes:
    """Finds a cursor that was cut or changed; it keeps no secret."""
    return sha256(b"counterfoil cursor" + body).digest()[:CHECK_BYTES]


def _refused() -> RuleBroken:
    return RuleBroken(
        "this cursor was not given by this register; send back `next` as it came, or"
        " leave it out to begin with the first page",
        rule="cursor",
        pointer="/cursor",
    )
