"""What is kept of all chains between requests: brought up to date, and never stale.

It lies in memory for each process, and belongs to one generation of the read tables:
with these goes whatever of it was struck out.
"""

from collections.abc import Hashable
from dataclasses import dataclass, field
from functools import lru_cache
from threading import Lock
from typing import Any, Final
from weakref import WeakKeyDictionary, ref

import numpy as np

from projections.chain.dated import Column, Dated, Wanted, Words
from projections.chain.rows import Rows
from projections.tables import Schema
from projections.things import Things
from projections.view import View

KEPT: Final = 4
MONEY: Final = ("annual_value_currency", "annual_value_vat")
NOUNS: Final = (
    Wanted(
        "contract",
        numbers=("annual_value_pence", "payment_terms_days"),
        days=("start", "end"),
        things=("provider_id",),
        words=(
            *MONEY,
            *("status", "service", "department", "kind", "category", "regime", "tier"),
            *("people_served", "notice_period_months", "wards"),
        ),
    ),
    Wanted(
        "chain",
        numbers=("none_below",),
        things=("contract_id", "lead_id"),
        words=("consortium", "members", "groups"),
    ),
    Wanted(
        "seat",
        numbers=(
            *("annual_value_pence", "value_share", "payment_terms_days", "essential"),
            *("none_below", "risk_share", "notice_months"),
        ),
        days=("start", "end"),
        things=("contract_id", "organisation_id", "parent_seat_id"),
        words=(
            *MONEY,
            *("status", "payment_trigger", "data_processor"),
            *("alternatives", "people_served", "risk_facts"),
        ),
    ),
    Wanted(
        "organisation",
        numbers=("sme", "vcse", "turnover_pence", "cash_pence", "accounts_months"),
        days=("accounts_to",),
        things=("parent_id", "merged_into"),
        words=("status", "turnover_currency", "cash_currency"),
    ),
)


class Made:
    """A few things that were made of the columns, each by what it was made for."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._made: dict[Hashable, Any] = {}

    def recall(self, key: Hashable) -> Any:
        """What was made, None if it was not, or is gone."""
        with self._lock:
            return self._made.get(key)

    def keep(self, key: Hashable, thing: Any) -> None:
        """Keeps what was made, in the place of what was made first."""
        with self._lock:
            while len(self._made) >= KEPT:
                del self._made[next(iter(self._made))]
            self._made[key] = thing


@dataclass(frozen=True, slots=True)
class Held:
    """The columns of each noun as the tables had them at a position.

    `made` are chains that were put together of them, `drawn` pictures laid out.
    """

    tracked: int
    words: Words
    nouns: dict[str, Dated]
    made: Made = field(default_factory=Made)
    drawn: Made = field(default_factory=Made)

    @property
    def bytes(self) -> int:
        """How much memory the columns take."""
        return sum(dated.bytes for dated in self.nouns.values())


class Holding:
    """The columns of one register's read side. What it gave out is never changed."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._held: Held | None = None
        self._engine: ref[Any] | None = None

    def upto(self, view: View) -> Held:
        """The columns as the view's own transaction sees the tables.

        A view that began before another was answered reads anew what it needs.
        """
        engine, tracked = view.connection.engine, view.pin.tracked
        with self._lock:
            held = self._held
            if held is None or self._engine is None or self._engine() is not engine:
                held = None
            if held is not None and held.tracked == tracked:
                return held
            if held is not None and held.tracked > tracked:
                return _all(view)
            held = _all(view) if held is None else _moved(view, held)
            self._held, self._engine = held, ref(engine)
            return held


def held_for(view: View) -> Held:
    """The columns of the register that a view reads, as that view sees it."""
    with _LOCK:
        holding = _HOLDINGS.get(view.things)
        if holding is None:
            holding = _HOLDINGS[view.things] = Holding()
    return holding.upto(view)


def _all(view: View) -> Held:
    words = Words()
    nouns = {
        noun: rows.all(view.connection, words)
        for noun, rows in _rows(view.schema).items()
    }
    return Held(view.pin.tracked, words, nouns)


def _moved(view: View, held: Held) -> Held:
    """The columns with all that was recorded since: what changed is read anew."""
    nouns = dict(held.nouns)
    for noun, rows in _rows(view.schema).items():
        changed = rows.changed(view.connection, held.tracked)
        if changed:
            born: Column = np.array(sorted(changed.values()), np.int32)
            more = rows.of(view.connection, held.words, sorted(changed))
            nouns[noun] = nouns[noun].without(born).and_also(more)
    return Held(view.pin.tracked, held.words, nouns)


@lru_cache(maxsize=4)
def _rows(schema: Schema) -> dict[str, Rows]:
    return {wanted.noun: Rows(schema, wanted) for wanted in NOUNS}


_LOCK = Lock()
_HOLDINGS: WeakKeyDictionary[Things, Holding] = WeakKeyDictionary()
