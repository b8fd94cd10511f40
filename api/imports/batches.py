"""Work done several at a time, and one by one where several are refused together."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

from domain.errors import AlreadyTaken, Refusal, Unauthenticated, Unavailable

T = TypeVar("T")
Work = Callable[[Sequence[T]], None]


def in_batches(
    items: Iterable[T], size: int, work: Work[T]
) -> Iterator[tuple[T, Refusal]]:
    """Works on all items; those that are refused come back with their refusal.

    Raises what says that nothing can be done at all.
    """
    left = iter(items)
    while batch := list(islice(left, size)):
        yield from _tried(batch, work)


def _tried(batch: list[T], work: Work[T]) -> Iterator[tuple[T, Refusal]]:
    try:
        work(batch)
    except (Unauthenticated, Unavailable):
        raise
    except Refusal:
        for item in batch:
            yield from _alone(item, work)


def _alone(item: T, work: Work[T]) -> Iterator[tuple[T, Refusal]]:
    """A claim taken while we decided is found at the second look."""
    try:
        try:
            work([item])
        except AlreadyTaken:
            work([item])
    except (Unauthenticated, Unavailable):
        raise
    except Refusal as refusal:
        yield item, refusal
