"""Builds read tables anew: one pass over the log, what is over streamed out."""

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from projections.fold import NounFold
from projections.folding import RegisterFold
from projections.log import Log
from projections.store import Store
from projections.telling import tell
from projections.writing import Tracking, Writing

PAGE = 5000
# How many closed versions of a noun are held back to be written at once.
HELD = 20_000


def rebuild(log: Log, store: Store, target: int) -> None:
    """Fills an empty store with everything up to a position, indexes last.

    The rows of now are held in memory until the end; a rebuild that breaks off
    leaves a store that nothing points to.
    """
    with store.building() as writing, _without_collector():
        fold = RegisterFold(writing.schema.models.values(), writing.over)
        last = 0
        while last < target:
            page = tell(log, last, min(PAGE, target - last))
            for told in page:
                fold.apply(told)
            last = page[-1].position
            _write_over(writing, fold.nouns.values(), HELD)
        _write_over(writing, fold.nouns.values(), -1)
        for noun, folded in fold.nouns.items():
            rows = (row for rows in folded.live.values() for row in rows)
            writing.insert(writing.schema.nouns[noun].live, list(rows))
        writing.insert(writing.schema.things, fold.things)
        writing.name_people(fold.people.rows)
        writing.track(Tracking(last, log.log_id, log.stamp(last)))


def _write_over(writing: Writing, folds: Iterable[NounFold], most: int) -> None:
    """Writes out closed versions and ended rows wherever there are more than `most`."""
    for fold in folds:
        if len(fold.changes.past) > most:
            writing.close_versions(fold.model.noun, fold.changes)
            fold.begin_anew()


@contextmanager
def _without_collector() -> Iterator[None]:
    """Keeps the collector from going through millions of rows: twice the cost."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
