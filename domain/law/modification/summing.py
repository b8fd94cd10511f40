"""What the changes of one contract come to, together and ground by ground.

Shares are of the value and the maximum term for which it was awarded, as they were
frozen then. What is not known is counted as such and never guessed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from domain.law.modification.notices import Moved
from domain.law.modification.testing import Modification

BELOW_THRESHOLD = "below_threshold"


class Award(NamedTuple):
    """What a contract was worth at award, and its maximum term with every option.

    Pounds and whole months; None: nobody knows.
    """

    value: Decimal | None = None
    months: int | None = None


class Delta(NamedTuple):
    """By how much a change moves its contract, and on which ground.

    `agreed_at` is the position at which it was agreed, None before that and for one
    that does not stand. `one_with` are changes that are really one with it.
    """

    id: str
    agreed_at: int | None = None
    amount: Decimal | None = None
    months: int | None = None
    ground: str | None = None
    one_with: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Sum:
    """What some changes come to; of `unknown` of them nobody knows the worth."""

    amount: Decimal = Decimal(0)
    months: int = 0
    changes: int = 0
    unknown: int = 0

    def plus(self, delta: Delta, *, netting: bool = True) -> "Sum":
        """One more change; without netting a fall counts like a rise."""
        worth = delta.amount or Decimal(0)
        return Sum(
            self.amount + (worth if netting else abs(worth)),
            self.months + (delta.months or 0),
            self.changes + 1,
            self.unknown + (delta.amount is None),
        )

    @property
    def known(self) -> Decimal | None:
        """The amount, None where one of them is not known."""
        return None if self.unknown else self.amount


class Standing(NamedTuple):
    """Where a change stands among those of its contract.

    `alone` is the change with those that are one with it, `before` all that were
    agreed before it, `all` these and the change; `grounds` are the same by ground.
    """

    alone: Sum
    before: Sum
    all: Sum
    aggregate: Sum
    grounds: Mapping[str, Sum]
    one_with: frozenset[str]


class Figure(NamedTuple):
    """A sum of money: how much, of which currency, with VAT or without."""

    amount: Decimal
    currency: str
    vat_basis: str


def comparable(figure: Figure, base: Figure | None) -> Decimal | None:
    """A sum that can be held against that of the award, None if it cannot.

    Another currency is not converted, nor is VAT put on or taken off.
    """
    if base is None:
        return figure.amount if figure.currency == "GBP" else None
    bases = {figure.vat_basis, base.vat_basis}
    same = figure.currency == base.currency and bases != {"net", "gross"}
    return figure.amount if same else None


def standing_of(
    change: Delta, others: Sequence[Delta], *, netting: bool = False
) -> Standing:
    """Where a change stands among the other changes of its contract.

    What was agreed later than the change says nothing about it; as long as it is not
    agreed itself, all that is agreed counts.
    """
    group = _group(change, others)
    before = [o for o in others if _is_before(o, change)]
    together = [change, *(o for o in others if o.id in group)]
    every = [*before, change]
    below = [o for o in every if o.ground == BELOW_THRESHOLD or o is change]
    return Standing(
        alone=_sum(together),
        before=_sum(before),
        all=_sum(every),
        aggregate=_sum(below, netting=netting),
        grounds=by_ground(every),
        one_with=group,
    )


def by_ground(changes: Iterable[Delta]) -> dict[str, Sum]:
    """What changes come to, by the ground on which each was made."""
    found: dict[str, Sum] = {}
    for change in changes:
        if change.ground is not None:
            found[change.ground] = found.get(change.ground, Sum()).plus(change)
    return found


def share(part: Decimal | int | None, whole: Decimal | int | None) -> Decimal | None:
    """A part of a whole, None where either is not known."""
    return None if part is None or not whole else Decimal(part) / Decimal(whole)


def modification(
    award: Award, change: Delta, standing: Standing, known: Modification
) -> Modification:
    """What grounds are tested on; `known` says what no sum does."""
    months = None if change.months is None else standing.alone.months
    return Modification(
        of_value=share(standing.alone.known, award.value),
        of_term=share(months, award.months),
        aggregate=standing.aggregate.known,
        aggregate_share=share(standing.aggregate.known, award.value),
        threshold=known.threshold,
        with_vat=known.with_vat,
        cumulative=standing.all.known,
        cumulative_share=share(standing.all.known, award.value),
        is_works=known.is_works,
        risk_frozen=known.risk_frozen,
        risk_materialised=known.risk_materialised,
        answers=known.answers,
    )


def moved(award: Award, change: Delta, standing: Standing) -> Moved:
    """What notices are asked for by: the change and all that is really one with it."""
    months = None if change.months is None else standing.alone.months
    worth = None
    if award.value is not None and standing.all.known is not None:
        worth = award.value + standing.all.known
    return Moved(
        share(standing.alone.known, award.value),
        share(months, award.months),
        change.ground,
        standing.alone.known,
        worth,
    )


def _sum(changes: Iterable[Delta], *, netting: bool = True) -> Sum:
    total = Sum()
    for change in changes:
        total = total.plus(change, netting=netting)
    return total


def _is_before(other: Delta, change: Delta) -> bool:
    if other.agreed_at is None or other.id == change.id:
        return False
    return change.agreed_at is None or other.agreed_at < change.agreed_at


def _group(change: Delta, others: Sequence[Delta]) -> frozenset[str]:
    """All that are one with a change, whoever of them says so, at whatever remove.

    What was rejected or withdrawn moves nothing, and is one with nothing.
    """
    links = {each.id: set(each.one_with) for each in (change, *others)}
    for each in (change, *others):
        for other in each.one_with & links.keys():
            links[other].add(each.id)
    found, waiting = set[str](), [change.id]
    while waiting:
        here = waiting.pop()
        if here not in found and here in links:
            found.add(here)
            waiting += links[here]
    return frozenset(found - {change.id})
