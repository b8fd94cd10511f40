"""The entries that a release tells, each field with its value or why it is withheld."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any, Final
from uuid import UUID

from domain.ledger.canonical import spell
from domain.ledger.entry import SEALED, STRUCK, kept_digest
from domain.log.erasing import is_words
from domain.log.keys import KeyStore
from domain.log.reading import Reading
from domain.log.store import Row
from domain.release.release import Release
from domain.release.withholding import OUTSIDE

_ID: Final = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_STREAM, _TOPIC = 1, 3


class ReleaseScope:
    """What a release tells of each entry: of its things, and of how it came about.

    `things` are those it is about; `names_others` says whether ids name records that it
    is not about. Of the entries by which it was asked for, approved and signed, all is
    told but words.
    """

    def __init__(
        self,
        release: Release,
        things: Collection[str],
        names_others: Callable[[Collection[str]], bool],
    ) -> None:
        self.release = release
        self.things = frozenset(things)
        self._names_others = names_others
        self._known: dict[frozenset[str], bool] = {}

    def withheld(self, row: Row, state: Mapping[str, Any]) -> dict[str, str]:
        """Why fields of an entry are withheld that a bundle of all would tell."""
        found: dict[str, str] = {}
        for name, value in state.items():
            if kept_digest(value) is None:
                basis = self._basis(row, name, value)
                if basis is not None:
                    found[name] = basis
        return found

    def _basis(self, row: Row, name: str, value: Any) -> str | None:
        stream = row[_STREAM]
        if stream not in self.things:
            told = row[_TOPIC].rpartition(".")[0]
            return OUTSIDE if is_words(told, name) else None
        basis = self.release.asked.basis_of(UUID(stream), name)
        if basis is None and self._is_outside(value):
            return OUTSIDE
        return basis

    def _is_outside(self, value: Any) -> bool:
        """Whether a value names records that are not in the release."""
        ids = frozenset(_ID.findall(spell(value).decode())) - self.things
        if not ids:
            return False
        if ids not in self._known:
            self._known[ids] = self._names_others(ids)
        return self._known[ids]


def rows_in_order(reading: Reading, things: Collection[str], cut_at: int) -> list[Row]:
    """All entries of some things up to a position, in the order of the log."""
    found = (row for thing in things for row in reading.rows_of(UUID(thing), cut_at))
    return sorted(found, key=lambda row: int(row[0]))


def erased_by(state: Mapping[str, Any], keys: KeyStore) -> Iterator[int]:
    """The positions that had fields of an entry erased."""
    for value in state.values():
        if kept_digest(value) is None:
            continue
        if value.keys() != SEALED:
            yield value[STRUCK]["by"]
        elif (key := keys.find(UUID(value["subject"]))) and key.destroyed_by:
            yield key.destroyed_by
