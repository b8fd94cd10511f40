"""The list of what was erased: a copy from before it must not bring anything back.

It is told from the log, and kept beside the keys, which are not restored together with
it; or given as a file. What a restored log has of it is erased again, by entries of its
own: those that ordered it first are gone with the rest.
"""

from collections.abc import Iterable, Iterator
from typing import Final
from uuid import UUID

from pydantic import BaseModel, ConfigDict, TypeAdapter
from pydantic_core import from_json

from domain.erasure import Erasure
from domain.facts import erasure as facts
from domain.ledger.entry import kept_digest, named_digests
from domain.log.desk import Act, WritingDesk
from domain.log.keys import KeyStore
from domain.log.mapper import salts_of
from domain.log.reading import Reading
from domain.log.store import Row
from domain.occasion import Command
from domain.place import Place

_STATE: Final = 16


class ErasedOnce(BaseModel):
    """One erasure that was carried out: by which entry, of whom or of which words.

    `digest` is that of the words: by it they are known, wherever they may stand.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    ordered: int
    basis: facts.Basis
    subject: UUID | None = None
    position: int | None = None
    field: str | None = None
    digest: str | None = None


Listed: Final = TypeAdapter(list[ErasedOnce])


def erasures_of(reading: Reading) -> Iterator[ErasedOnce]:
    """All that was erased by the log, in order."""
    for recorded in reading.of_kind(facts.ErasureCarriedOut):
        wish = reading.history(recorded.stream)[0].fact
        if isinstance(wish, facts.ErasureRequested):
            yield ErasedOnce(
                ordered=recorded.position,
                basis=wish.basis,
                subject=wish.subject,
                position=wish.position,
                field=wish.field,
                digest=_digest(reading, wish.position, wish.field),
            )


def left_over(
    reading: Reading, keys: KeyStore, listed: Iterable[ErasedOnce]
) -> list[ErasedOnce]:
    """What was erased once, and is there again: the log was restored from a copy."""
    orders = reading.of_kind(facts.ErasureCarriedOut)
    forgotten = {recorded.fact.subject for recorded in orders}
    found = list[ErasedOnce]()
    for one in listed:
        if one.subject is not None:
            known = keys.find(one.subject) is not None
            left = known and one.subject not in forgotten
        else:
            left = _stands(reading, one)
        if left and one not in found:
            found.append(one)
    return found


def erase_again(stream: UUID, one: ErasedOnce) -> Act:
    """Erases what two people had erased before the log was restored."""
    subject, position, field = one.subject, one.position, one.field
    reason = f"Carried out as #{one.ordered}, which a copy from before it lacks"

    def act(desk: WritingDesk) -> UUID:
        desk.authorise("reapply_erasure", Place())
        desk.occasion(Command())
        decided = [
            facts.ErasureRequested(
                subject=subject,
                position=position,
                field=field,
                basis=one.basis,
                reason=reason,
            ),
            facts.ErasureCarriedOut(subject=subject, position=position, field=field),
        ]
        desk.record(Erasure, stream, decided)
        if position is not None and field is not None:
            desk.strike(position, field)
        return stream

    return act


def _digest(reading: Reading, position: int | None, field: str | None) -> str | None:
    row = reading.row_at(position) if position is not None else None
    return None if row is None or field is None else _digests(row).get(field)


def _stands(reading: Reading, one: ErasedOnce) -> bool:
    """Whether the very words that were struck out stand in the clear."""
    row = reading.row_at(one.position) if one.position is not None else None
    if row is None or one.field is None:
        return False
    value = from_json(bytes(row[_STATE])).get(one.field)
    same = _digests(row).get(one.field) == one.digest
    return value is not None and kept_digest(value) is None and same


def _digests(row: Row) -> dict[str, str]:
    return named_digests(from_json(bytes(row[_STATE])), salts_of(row))
