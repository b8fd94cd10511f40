"""Logs: one JSON object a line on the error stream, with no name and no free text.

What an error says of itself may quote what a person wrote. Of an exception its kind
and its place are kept, of a request its route: that is all an operator needs.
"""

import logging
import sys
from collections.abc import MutableMapping
from typing import Any

import orjson
import structlog
from structlog.typing import Processor, WrappedLogger
from typing_extensions import override

from domain.log.faults import told

Entry = MutableMapping[str, Any]


def configure() -> None:
    """Has everything that this process logs come out in one form."""
    structlog.configure(
        processors=[*_COMMON, _line],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=lambda *_: _Lines(),
        cache_logger_on_first_use=True,
    )
    root = logging.getLogger()
    root.handlers[:] = [_Handler()]
    root.setLevel(logging.WARNING)


class _Lines:
    """Writes to whatever is the error stream when there is something to write."""

    def msg(self, line: str) -> None:
        sys.stderr.write(line + "\n")
        sys.stderr.flush()

    debug = info = warning = error = critical = msg


class _Handler(logging.Handler):
    """Brings what libraries log into the form of everything else."""

    @override
    def emit(self, record: logging.LogRecord) -> None:
        entry: dict[str, Any] = {"event": record.getMessage(), "logger": record.name}
        if record.exc_info and record.exc_info[0] is not None:
            entry |= told(record.exc_info[0], record.exc_info[2])
        log = structlog.get_logger()
        getattr(log, record.levelname.lower(), log.error)(**entry)


def _line(_: WrappedLogger, __: str, entry: Entry) -> str:
    return orjson.dumps(dict(entry), default=str).decode()


_COMMON: tuple[Processor, ...] = (
    structlog.processors.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True, key="time"),
)
