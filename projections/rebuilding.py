"""Builds read tables anew: one pass over the log, what is over streamed out."""

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from projections.changes import Over
from projections.fold import NounFold
from projections.folding import RegisterFold, Stored
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
        fold = RegisterFold(writing.schema, _looking(writing))
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
        writing.insert(writing.schema.late, fold.late)
        writing.name_people(fold.people.rows)
        writing.track(Tracking(last, log.log_id, log.stamp(last)))


def _looking(writing: Writing) -> Stored:
    """Reads what is over of a thing, by indexes that are made when first it is asked.

    Until then rows are only added: many a log never reaches back behind its last day.
    """
    indexed = set[str]()

    def over(noun: str, thing: str) -> Over:
        if noun not in indexed:
            writing.index_things(noun)
            indexed.add(noun)
        return writing.over(noun, thing)

    return over


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
