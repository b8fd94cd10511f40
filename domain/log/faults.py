"""Says what went wrong without saying what anybody wrote."""

import traceback
from types import TracebackType
from typing import Any

import structlog

# How far up the stack a place is told.
DEPTH = 5

log = structlog.get_logger(__name__)


def fault(event: str, error: BaseException, **known: Any) -> None:
    """Logs an error by its kind and place; its message may quote personal data."""
    log.error(event, **told(type(error), error.__traceback__), **known)


def told(kind: type[BaseException], trace: TracebackType | None) -> dict[str, Any]:
    """What may be kept of an error: its kind, and where it came from."""
    frames = traceback.extract_tb(trace)[-DEPTH:]
    at = [f"{frame.name}:{frame.lineno}" for frame in frames]
    return {"error": kind.__name__, "at": at}
