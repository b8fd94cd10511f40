"""Brings the read tables up to the log, a page at a time, by whoever needs it."""

import threading
from collections import defaultdict
from collections.abc import Sequence

from domain.errors import Unavailable
from domain.facts.erasure import ErasureCarriedOut
from projections.changes import nothing_over
from projections.fold import NounFold
from projections.folding import RegisterFold
from projections.log import Log
from projections.people import subjects
from projections.store import Shelf
from projections.telling import Told, tell, told
from projections.writing import Tracking, Writing

PAGE = 5000
PATIENCE = 2.0


class Following:
    """Follows one log into its read tables. Any thread of any process may do so.

    The lock of the process comes first: the database's own is a wait of sleeps, and
    threads would lose it to one another.
    """

    def __init__(self, log: Log, shelf: Shelf, *, page: int = PAGE) -> None:
        self._log = log
        self._shelf = shelf
        self._page = page
        self._lock = threading.Lock()

    def catch_up(self, target: int) -> None:
        """Follows to a position at least. Raises Unavailable if others keep at it."""
        if not self._lock.acquire(timeout=PATIENCE):
            raise Unavailable("the read side is being brought up to date; try again")
        try:
            while self._step(target):
                pass
        finally:
            self._lock.release()

    def _step(self, target: int) -> bool:
        store = self._shelf.current()
        with store.writing() as writing:
            tracking = writing.tracking()
            after = tracking.position if tracking else 0
            if after >= target:
                return False
            page = tell(self._log, after, min(self._page, target - after))
            if not page:
                return False
            last = page[-1].position
            erasures = [told for told in page if told.kind is ErasureCarriedOut]
            stamp = self._log.stamp(last)
            _write(writing, page, Tracking(last, self._log.log_id, stamp))
            for erasure in erasures:
                self._strike_out(writing, erasure, last)
        if erasures:
            store.scrub()
        return last < target

    def _strike_out(self, writing: Writing, erasure: Told, last: int) -> None:
        """Folds anew the whole stream in which a value was struck out of the log."""
        position = erasure.said.get("position")
        if position is None:
            return
        (struck,) = self._log.recorded(position - 1, 1)
        fold = RegisterFold(writing.schema, lambda _, __: nothing_over())
        for recorded in self._log.history(struck.stream, last):
            fold.apply(told(recorded))
        for noun, folded in fold.nouns.items():
            if folded.changes.dirty:
                writing.forget(noun, folded.changes.dirty)
                writing.close_versions(noun, folded.changes)
                writing.replace_live(noun, folded.changes.dirty, folded.live)
        writing.name_people(fold.people.rows)


def _write(writing: Writing, page: Sequence[Told], tracking: Tracking) -> None:
    fold = RegisterFold(writing.schema, writing.over)
    _load(writing, fold, page)
    for one in page:
        fold.apply(one)
    with writing.together(3 * len(page)):
        for noun, folded in fold.nouns.items():
            changes = folded.changes
            if changes.dirty:
                writing.close_versions(noun, changes)
                writing.replace_live(noun, changes.dirty, folded.live)
        writing.insert(writing.schema.things, fold.things)
        writing.insert(writing.schema.late, fold.late)
        writing.name_people(fold.people.rows)
        writing.track(tracking)


def _load(writing: Writing, fold: RegisterFold, page: Sequence[Told]) -> None:
    """Reads the rows of now of everything that a page touches and did not begin."""
    touched = defaultdict[NounFold, set[str]](set)
    streams = {one.stream for one in page if one.version == 1}
    begun = set[str]()
    for one in page:
        for home in fold.homes(one.kind):
            thing, within = home.model.thing(one), bool(home.model.begun_by)
            if within and home.model.begins(one):
                begun.add(thing)
            elif thing not in begun and (within or one.stream not in streams):
                touched[home].add(thing)
    for home, things in touched.items():
        home.live.update((thing, []) for thing in things)
        home.live.update(writing.live(home.model.noun, sorted(things)))
    fold.people.rows.update(writing.people(sorted(subjects(page))))
