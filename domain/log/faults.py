"""Says what went wrong without saying what anybody wrote."""

import traceback
from typing import Any

import structlog

log = structlog.get_logger(__name__)


def fault(event: str, error: BaseException, **known: Any) -> None:
    """Logs an error by its kind and place; its message may quote personal data."""
    frames = traceback.extract_tb(error.__traceback__)
    at = [f"{frame.name}:{frame.lineno}" for frame in frames[-5:]]
    log.error(event, error=type(error).__name__, at=at, **known)
