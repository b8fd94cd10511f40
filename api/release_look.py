"""What a release gives out of the register, and how it agrees with other releases."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from functools import partial
from typing import Any, Final, NamedTuple
from uuid import UUID

from pydantic_core import from_json

from domain.errors import RuleBroken
from domain.facts.release import ReleaseMade
from domain.law.information import EVERY
from domain.ledger.entry import kept_digest
from domain.log.register import Register
from domain.log.release_entries import ReleaseScope, rows_in_order
from domain.log.store import Row
from domain.release.release import Release
from projections.officers import OFFICERS
from projections.reads import Reads
from projections.releasing import names_others, things_of
from projections.view import View

# So many entries a release has at most: a person has to look at them.
MOST: Final = 20_000
_STREAM: Final = 1


class Look(NamedTuple):
    """A release with the entries that it tells, and a view as of its cut."""

    release: Release
    view: View
    things: Mapping[str, str]
    scope: ReleaseScope
    rows: Sequence[Row]

    def told(self) -> Iterator[tuple[Row, Mapping[str, Any], Mapping[str, str]]]:
        """Each entry with its state, and why fields of it are withheld."""
        for row in self.rows:
            state = from_json(bytes(row[16]))
            yield row, state, self.scope.withheld(row, state)


class Difference(NamedTuple):
    """A field that two releases treat in two ways."""

    release: str
    record: str
    field: str
    here: str | None
    there: str | None


def release_at(register: Register, stream: UUID) -> Release:
    """A release as it stands."""
    return Release.replay(register.reading.history(stream))


@contextmanager
def looked_at(register: Register, reads: Reads, release: Release) -> Iterator[Look]:
    """What a prepared release gives out. Raises RuleBroken if nothing is prepared."""
    if release.prepared is None:
        detail = "nothing is prepared yet: say what is withheld, if anything"
        raise RuleBroken(detail, rule="release-not-prepared")
    cut_at = release.prepared.cut_at
    with reads.at(OFFICERS, cut_at, release.cut_on) as view:
        things = things_of(view, release.contracts, release.records)
        scope = ReleaseScope(release, things, partial(names_others, view))
        rows = rows_in_order(register.reading, things, cut_at)
        if len(rows) > MOST:
            detail = (
                f"this would be {len(rows)} entries, and nobody looks through more than"
                f" {MOST}: name fewer contracts, or records"
            )
            raise RuleBroken(detail, rule="release-size")
        yield Look(release, view, things, scope, rows)


def differences(register: Register, reads: Reads, look: Look) -> list[Difference]:
    """Where a release tells what another withheld, or withholds what was told.

    Two partial releases can together give away what each of them withholds.
    """
    here = _by_field(look)
    found = list[Difference]()
    for other in _made(register, look.release.stream):
        with looked_at(register, reads, other) as beside:
            shared = beside.things.keys() & look.things.keys()
            there = {f for f in _by_field(beside) if f[0] in shared}
            for record, field in sorted(here.keys() & there):
                ours = here[record, field]
                theirs = other.asked.basis_of(UUID(record), field)
                if ours != theirs and _matters(ours, theirs):
                    name = f"{Release.prefix}-{other.born_at}"
                    found.append(Difference(name, record, field, ours, theirs))
    return found


def disclosed_anew(found: Sequence[Difference]) -> int:
    """How many fields are told here that another release withheld."""
    return len({(one.record, one.field) for one in found if one.here is None})


def _by_field(look: Look) -> dict[tuple[str, str], str | None]:
    """Each field of each record that a release speaks of, with its basis."""
    return {
        (row[_STREAM], name): withheld.get(name)
        for row, state, withheld in look.told()
        for name, value in state.items()
        if kept_digest(value) is None
    }


def _matters(ours: str | None, theirs: str | None) -> bool:
    """Whether one tells what the other withholds by law."""
    return (ours is None and theirs in EVERY) or (theirs is None and ours in EVERY)


def _made(register: Register, but: UUID) -> Iterator[Release]:
    """All other releases of which a file was made."""
    for recorded in register.reading.of_kind(ReleaseMade):
        if recorded.stream != but:
            yield release_at(register, recorded.stream)


def today(register: Register) -> date:
    """The day of the register's clock."""
    return register.sources.clock().date()
