"""Which status an issue moves to: the same for who decides and for who reads."""

from typing import Final

OVER: Final = frozenset({"resolved", "closed"})
# Before any formal step was taken.
_EARLY: Final = frozenset({"open", "in_progress", "escalated"})
_JUDGED: Final = frozenset({"improved", "failed_to_improve"})


def assigned(status: str) -> str:
    """Work on an open issue begins when it is given to somebody."""
    return "in_progress" if status == "open" else status


def escalated(status: str, level: int) -> str:
    """What has gone further than an escalation stays there; level 0 is none."""
    if status not in _EARLY:
        return status
    return "escalated" if level else "in_progress"


def advanced(status: str, to: str) -> str:
    """A formal step moves whatever is not over."""
    return status if status in OVER else to


def remedied(status: str) -> str:
    """Only after a failure to improve a remedy is where the issue stands."""
    return "remedy" if status == "failed_to_improve" else status


def judged_anew(status: str, outcome: str | None) -> str:
    """A judgement that was corrected (if it was), as long as the issue stands there."""
    return outcome if outcome and status in _JUDGED else status
