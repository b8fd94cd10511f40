"""What is claimed, worked out from the log alone: the table can always be made anew."""

from typing import Any
from uuid import UUID

from domain.event import Claim, Recorded
from domain.log.reading import Reading
from domain.log.store import Store, Writing

Held = dict[Claim, tuple[UUID, int]]


def claims_of(reading: Reading) -> Held:
    """Who holds what by the log, and since which position."""
    held: Held = {}
    for recorded in reading.all_recorded():
        follow_claims(held, recorded)
    return held


def follow_claims(held: Held, recorded: Recorded[Any]) -> None:
    """Lets go of what a fact gives up, and holds what it takes."""
    for claim in recorded.fact.releases(recorded.stream):
        held.pop(claim, None)
    for claim in recorded.fact.claims(recorded.stream):
        held[claim] = (recorded.stream, recorded.position)


def insert_claims(writing: Writing, held: Held) -> None:
    """Fills the table, which has to be empty."""
    rows = [(*claim, str(who), at) for claim, (who, at) in held.items()]
    writing.insert("INSERT INTO claims", rows)


def kept_claims(store: Store) -> Held:
    """Who holds what by the table."""
    rows = store.query("SELECT kind, value, stream, position FROM claims")
    return {Claim(row[0], row[1]): (UUID(row[2]), row[3]) for row in rows}


def rebuild_claims(store: Store, reading: Reading) -> bool:
    """Makes the table say what the log says; whether it had to be changed."""
    with store.writing() as writing:
        held = claims_of(reading)
        if {c: who for c, (who, _) in held.items()} == {
            c: who for c, (who, _) in kept_claims(store).items()
        }:
            return False
        writing.execute("DELETE FROM claims")
        insert_claims(writing, held)
    return True
