"""What it takes to read a question, from whichever face it comes."""

from typing import Protocol

from api.service import Service


class Asking(Protocol):
    """A question as it was sent, and the register that it is sent to."""

    @property
    def query(self) -> bytes:
        """The query string."""
        ...

    @property
    def head(self) -> int:
        """The head of the log when it came."""
        ...

    @property
    def service(self) -> Service:
        """The register with its read side."""
        ...
