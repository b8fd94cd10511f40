"""What the rules are told beside a thing: the day, the policy, what others say."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from domain.thresholds import DELIVERED
from projections.flags import Appetites


class Paid(NamedTuple):
    """What payment lines in one currency and on one VAT basis come to.

    `position` is that of the last line that said something.
    """

    pence: int
    currency: str
    vat: str
    first_on: str | None
    last_on: str | None
    lines: int
    position: int


class Added(NamedTuple):
    """What the changes of a contract that stand add to it; of some nobody knows."""

    pence: int = 0
    unknown: int = 0


class Left(NamedTuple):
    """That an account does nothing any more: since when, and why."""

    since: str | None
    why: str


class Late(NamedTuple):
    """That something was recorded long after the day from which it is true."""

    position: int
    fact: str
    true_from: str
    recorded_on: str


@dataclass(frozen=True)
class Surroundings:
    """All that rules go by beside the thing itself.

    Payments, changes and late entries are by what they are of; `engaged` are the
    contracts in force by provider, and `named` all who are named as a provider. What
    single books want to know is in `besides`.
    """

    today: date
    appetites: Appetites = field(default_factory=dict)
    top_band_from: int = 15
    thresholds: Mapping[str, Decimal] = field(default_factory=dict)
    left: Mapping[str, Left] = field(default_factory=dict)
    paid_for: Mapping[str, tuple[Paid, ...]] = field(default_factory=dict)
    paid_to: Mapping[str, tuple[Paid, ...]] = field(default_factory=dict)
    added: Mapping[str, Added] = field(default_factory=dict)
    engaged: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    named: frozenset[str] = frozenset()
    managers: Mapping[str, str | None] = field(default_factory=dict)
    late: Mapping[str, tuple[Late, ...]] = field(default_factory=dict)
    besides: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    @cached_property
    def day(self) -> str:
        """Today as the tables spell it."""
        return self.today.isoformat()

    @cached_property
    def _units(self) -> Mapping[str, int]:
        delivered = {name: one.value for name, one in DELIVERED.items()}
        return {n: int(v) for n, v in {**delivered, **self.thresholds}.items()}

    @property
    def paid(self) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
        """Payments by contract, and by organisation."""
        return self.paid_for, self.paid_to

    @cached_property
    def there(self) -> Mapping[str, str]:
        """Who manages each contract, where that is somebody who has not left."""
        return {
            contract: manager
            for contract, manager in self.managers.items()
            if manager is not None and manager not in self.left
        }

    @cached_property
    def in_charge(self) -> Mapping[str, str]:
        """Who manages one of the contracts in force of each provider."""
        managers = {
            provider: sorted(filter(None, map(self.there.get, contracts)))
            for provider, contracts in self.engaged.items()
        }
        return {provider: who[0] for provider, who in managers.items() if who}

    def manager(self, contract: str | None) -> str | None:
        """Who manages a contract, and has not left."""
        return None if contract is None else self.there.get(contract)

    def beside(self, name: str) -> Mapping[str, Any]:
        """What a book has read under a name, by what it is of."""
        return self.besides[name]

    def threshold(self, name: str) -> int:
        """A threshold in whole units, as the council set it, else as delivered."""
        return self._units[name]

    def share(self, name: str) -> Decimal:
        """A threshold that is a share of the whole."""
        return self.thresholds.get(name, DELIVERED[name].value)

    def ago(self, name: str) -> str:
        """The day that lies as far back as a threshold of days says."""
        return after(self.day, -self.threshold(name))

    def ahead(self, name: str) -> str:
        """The day that lies as far ahead as a threshold of days says."""
        return after(self.day, self.threshold(name))

    def appetite(self, category: str | None) -> int | None:
        """The highest score within appetite, None where nobody has set one."""
        own = self.appetites.get(category) if category else None
        return self.appetites.get(None) if own is None else own


def late_of(
    entries: Iterable[Late], around: Surroundings, position: int
) -> tuple[Late, ...]:
    """Those of some entries that were later than is taken, as known at a position."""
    days = around.threshold("late-knowledge-days")
    return tuple(
        one
        for one in entries
        if one.position <= position and after(one.true_from, days) < one.recorded_on
    )


@lru_cache(maxsize=65_536)
def after(day: str, days: int = 1) -> str:
    """The day so many days after another."""
    return (date.fromisoformat(day) + timedelta(days)).isoformat()
