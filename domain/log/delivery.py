"""Tells the callers of a batch what came of their commands."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from domain.log.submission import Outcome, Submission

Answer = tuple[Submission, Outcome | BaseException]


def deliver(answers: Sequence[Answer]) -> None:
    """Completes every future; each event loop is woken once for the whole batch."""
    by_loop: dict[Any, list[Answer]] = defaultdict(list)
    for submission, answer in answers:
        by_loop[submission.loop].append((submission, answer))
    for loop, told in by_loop.items():
        if loop is None:
            tell(told)
        elif not loop.is_closed():
            loop.call_soon_threadsafe(tell, told)


def tell(answers: Sequence[Answer]) -> None:
    """Completes futures, unless their callers have gone away."""
    for submission, answer in answers:
        future = submission.future
        if future.done():
            continue
        if isinstance(answer, BaseException):
            future.set_exception(answer)
        else:
            future.set_result(answer)
