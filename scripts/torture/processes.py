"""Processes of their own that do a piece of work and tell what they did."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from typing import Any

# A server that has imported everything once forks a fresh process in milliseconds.
CONTEXT = get_context("forkserver")
CONTEXT.set_forkserver_preload(
    [f"scripts.torture.{name}" for name in ("life", "crowd", "cut", "imports")]
)

PATIENCE = 30.0


class Silent(AssertionError):
    """A process did not answer in time, or ended without a word."""


class Child:
    """A process that was started, and the pipe on which it tells."""

    def __init__(self, process: ForkServerProcess, pipe: Connection) -> None:
        self._process = process
        self.pipe = pipe

    def hear(self, patience: float = PATIENCE) -> Any:
        """The next thing that the process tells. Raises Silent."""
        try:
            if self.pipe.poll(patience):
                return self.pipe.recv()
        except EOFError:
            raise Silent(f"{self._process.name} ended without a word") from None
        raise Silent(f"{self._process.name} told nothing in {patience} s")

    def heard_for(self, seconds: float) -> Iterator[Any]:
        """All that the process tells within so many seconds. Raises Silent."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            if self.pipe.poll(left):
                yield self.hear(left)

    def kill(self) -> Iterator[Any]:
        """Kills the process at once (SIGKILL); what it had told by then."""
        self._process.kill()
        self._process.join()
        try:
            while self.pipe.poll():
                yield self.pipe.recv()
        except EOFError:
            return


@contextmanager
def started(work: Callable[..., None], *args: Any) -> Iterator[Child]:
    """A process doing `work(*args, pipe)`; it is killed where the block ends."""
    ours, theirs = CONTEXT.Pipe()
    process = CONTEXT.Process(target=work, args=(*args, theirs), name=work.__name__)
    process.start()
    theirs.close()
    try:
        yield Child(process, ours)
    finally:
        process.kill()
        process.join()
        process.close()
        ours.close()
