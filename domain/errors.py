"""What the register refuses: one class each, with its rule and way out."""

from collections.abc import Sequence
from typing import ClassVar


class Refusal(Exception):
    """Something asked for and not done. Nothing was written.

    `rule` names the rule that refuses (an INV of the register, or a word of its
    own), `detail` says what was refused, why, and what would make it acceptable,
    and `pointer` is the JSON pointer of the field to blame, if one is. Where several
    are, `faults` has the pointer of each and what is wrong with it.
    """

    rule: ClassVar[str] = "refused"
    title: ClassVar[str] = "The register refused this"
    faults: Sequence[tuple[str, str]] = ()

    def __init__(
        self, detail: str, *, rule: str | None = None, pointer: str | None = None
    ) -> None:
        super().__init__(detail)
        self.detail = detail
        self.named_rule = rule or self.rule
        self.pointer = pointer


class RuleBroken(Refusal):
    """A rule of the domain forbids it: the caller may mend the request."""

    rule = "rule-broken"
    title = "A rule of the register forbids this"


class UnknownReference(Refusal):
    """The request names something that the register does not know."""

    rule = "unknown-reference"
    title = "The request names something the register does not know"


class OverridesLater(Refusal):
    """A backdated value would silently replace one that starts later."""

    rule = "overrides-later"
    title = "A later value already stands"


class AlreadyTaken(Refusal):
    """Another thing already holds what must be unique."""

    rule = "already-taken"
    title = "Something else already has this"


class NotFound(Refusal):
    """No such thing, or none that the caller may know of.

    For both it says the same: whoever asks learns nothing of what is hidden.
    """

    rule = "not-found"
    title = "Not found"

    def __init__(
        self, detail: str = "there is no such thing, or none that you may know of"
    ) -> None:
        super().__init__(detail)


class NotKept(Refusal):
    """The thing is there, and the register keeps no file of it."""

    rule = "document-content"
    title = "No file is kept of this"


class NotAllowed(Refusal):
    """The caller may see the thing and may not do this to it."""

    rule = "not-allowed"
    title = "Not allowed"


class FourEyes(NotAllowed):
    """A second person has to do it."""

    rule = "four-eyes"
    title = "A second person must do this"


class Unauthenticated(Refusal):
    """Nobody known is asking."""

    rule = "unauthenticated"
    title = "Sign in, or send a valid key"


class Stale(Refusal):
    """The thing has moved on since the caller read it."""

    rule = "stale"
    title = "This has changed since you read it"


class KeyReused(Refusal):
    """An Idempotency-Key comes back with another request."""

    rule = "idempotency-key-reused"
    title = "This Idempotency-Key was used for another request"


class Unavailable(Refusal):
    """The register cannot do it now; the same request may be sent again."""

    rule = "unavailable"
    title = "The register cannot do this at the moment"


class RefusesToSign(Unavailable):
    """The log lacks or contradicts what was signed of it: nothing more is signed."""

    rule = "refuses-to-sign"
    title = "The register does not sign this log"


class Unsigned(Refusal):
    """No checkpoint is signed of what was asked for."""

    rule = "unsigned"
    title = "Nothing is signed of this yet"
