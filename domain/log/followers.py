"""Threads that follow the log: woken after each commit, and by themselves."""

import threading
from collections.abc import Callable

from domain.log.faults import fault


class Follower:
    """Calls `step` until it finds nothing, whenever woken or a while has passed.

    Woken, it lingers a little, so that one step takes what many commits have left:
    a step of the sealer costs a transaction, on SQLite under the writer's own lock.
    A step that fails is said in the log and tried again after a while; `failure`
    holds the last error until a step succeeds.
    """

    def __init__(
        self,
        name: str,
        step: Callable[[], bool],
        *,
        every: float = 1.0,
        linger: float = 0.1,
    ) -> None:
        self._step = step
        self._every = every
        self._linger = linger
        self._woken = threading.Event()
        self._stopping = threading.Event()
        self.failure: Exception | None = None
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    def wake(self) -> None:
        """Something was recorded."""
        self._woken.set()

    def close(self) -> None:
        """Lets the follower finish what there is, then stops it."""
        self._stopping.set()
        self._woken.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stopping.is_set():
            if self._woken.wait(self._every):
                self._stopping.wait(self._linger)
            self._woken.clear()
            self._drain()

    def _drain(self) -> None:
        try:
            while self._step():
                pass
            self.failure = None
        except Exception as error:  # noqa: BLE001 - said, and tried again
            self.failure = error
            fault("a follower stopped; it tries again", error)
