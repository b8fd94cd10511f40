"""What HTTP itself makes the service refuse, beside the refusals of the register."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from domain.errors import NotAllowed, Refusal


class Fault(NamedTuple):
    """One thing that is wrong with a request: where, as a JSON pointer, and what."""

    pointer: str
    message: str


class NotJson(Refusal):
    """The body is not one JSON text that means the same to every reader."""

    rule = "not-json"
    title = "The body is not JSON"


class Invalid(Refusal):
    """The request is understood, and does not fit what the operation takes."""

    rule = "validation"
    title = "The request does not fit this operation"

    def __init__(self, faults: Iterable[Fault], detail: str | None = None) -> None:
        self.faults: Sequence[Fault] = tuple(faults)
        fields = ", ".join(fault.pointer or "the body" for fault in self.faults)
        super().__init__(detail or f"see errors for what to mend in: {fields}")


class NotJsonMedia(Refusal):
    """The body says that it is something else than JSON."""

    rule = "content-type"
    title = "This operation takes JSON"


class TooLarge(Refusal):
    """The body is larger than the operation takes."""

    rule = "body-size"
    title = "The body is too large"


class NoSuchPath(Refusal):
    """Nothing lies at this address."""

    rule = "no-such-path"
    title = "Nothing is at this address"


class WrongMethod(Refusal):
    """The address is right and the method is not."""

    rule = "method"
    title = "This address takes another method"

    def __init__(self, method: str, allowed: Iterable[str]) -> None:
        self.allowed = ", ".join(sorted(allowed))
        super().__init__(f"{method} is not taken here; use {self.allowed}")


class CrossSite(NotAllowed):
    """Another site's page asks for something in the name of who is signed in here."""

    rule = "cross-site"
    title = "This did not come from a page of the register"


class TooMany(Refusal):
    """One caller asks for more than a fair share."""

    rule = "rate"
    title = "Too many requests"

    def __init__(self, wait: int) -> None:
        self.wait = wait
        super().__init__(
            f"wait {wait} s before the next request, or ask for more at once"
        )


class Failure(Refusal):
    """The fault is the service's own."""

    rule = "internal"
    title = "The service failed"
