"""What verification ends with: an exit code, and where and why it went wrong."""

from enum import IntEnum


class Code(IntEnum):
    """How a verification ends; the number is the exit code of the command."""

    WITNESSED = 0
    ANCHORED = 10
    UNANCHORED = 11
    TAMPERED = 20
    DIVERGED = 21
    INCOMPLETE = 22
    LOST = 23
    MALFORMED = 30
    UNSUPPORTED = 31
    UNTRUSTED = 40
    INTERNAL = 70

    def __str__(self) -> str:
        verified = self in (Code.WITNESSED, Code.ANCHORED, Code.UNANCHORED)
        return f"VERIFIED-{self.name}" if verified else self.name


class NotVerified(Exception):
    """Where a log is first not as it should be, in which field, and why."""

    def __init__(
        self,
        code: Code,
        reason: str,
        position: int | None = None,
        field: str | None = None,
    ) -> None:
        super().__init__(reason)
        self.code, self.reason = code, reason
        self.position, self.field = position, field


def tampered(position: int | None, field: str, reason: str) -> NotVerified:
    """Something is not as it was sealed."""
    return NotVerified(Code.TAMPERED, reason, position, field)
