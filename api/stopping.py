"""Hears that the process is to stop, before the server begins to wait for replies."""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

SIGNALS = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def told_to_stop(tell: Callable[[], None]) -> Iterator[None]:
    """Calls `tell` when the process is told to stop; the server is told after it.

    A server waits for the replies that it has begun: one without end has to hear of
    it by itself. Only the main thread may listen to signals.
    """
    with ExitStack() as stack:
        if threading.current_thread() is threading.main_thread():
            for number in SIGNALS:
                _listen(stack, number, tell)
        yield


def _listen(stack: ExitStack, number: signal.Signals, tell: Callable[[], None]) -> None:
    server = signal.getsignal(number)

    def heard(which: int, frame: Any) -> None:
        tell()
        if callable(server):
            server(which, frame)

    signal.signal(number, heard)
    stack.callback(signal.signal, number, server)
