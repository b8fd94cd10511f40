"""Connections at rest: taken without a lock, given back when their work is done."""

from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Generic, TypeVar

T = TypeVar("T")


class Spare(Generic[T]):
    """Hands out connections and makes more if there are none at rest.

    A pool that counts and waits takes 30 us a time, as long as most statements here.
    `most` are kept at rest; whatever failed to end its work is closed.
    """

    def __init__(
        self, make: Callable[[], T], close: Callable[[T], None], most: int = 8
    ) -> None:
        self._make = make
        self._close = close
        self._most = most
        self._resting: deque[T] = deque()

    @contextmanager
    def taken(self) -> Iterator[T]:
        """A connection for the block alone; the block ends its transactions itself."""
        try:
            one = self._resting.pop()
        except IndexError:
            one = self._make()
        try:
            yield one
        except BaseException:
            # Nobody knows in which state a failure has left it.
            self._close(one)
            raise
        if len(self._resting) < self._most:
            self._resting.append(one)
        else:
            self._close(one)

    def close(self) -> None:
        """Closes all that rest."""
        while self._resting:
            self._close(self._resting.pop())
