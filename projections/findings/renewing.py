"""What stands beside the things, read anew as far as entries have moved it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from sqlalchemy import select

from projections.findings.book import Beside
from projections.findings.cases import Case, ChangeCase, ContractCase
from projections.findings.catalogue import BESIDES
from projections.findings.gathering import (
    Policy,
    added_by,
    engaged_by,
    read_named,
    read_paid,
)
from projections.findings.leavers import read_left
from projections.findings.surroundings import Late, Surroundings, after
from projections.moves import Moves
from projections.view import View

T = TypeVar("T")
Cases = Mapping[str, Mapping[str, Case]]
LATE = ("position", "fact", "effective_on", "recorded_on")


@dataclass(frozen=True, slots=True)
class Earlier:
    """What stood beside the things at a position, and what has moved since."""

    around: Surroundings
    position: int
    moved: Moves


def surroundings(
    view: View, policy: Policy, cases: Cases, earlier: Earlier | None = None
) -> Surroundings:
    """What stands beside the things; all of it is read where nothing is known."""
    contracts = cast("Iterable[ContractCase]", cases["contract"].values())
    changes = cast("Iterable[ChangeCase]", cases["change"].values())

    def part(name: str, of: str, read: Callable[[], T]) -> T:
        if earlier is None or earlier.moved.get(of):
            return read()
        known: T = getattr(earlier.around, name)
        return known

    paid_for, paid_to = part("paid", "row", lambda: read_paid(view))
    return Surroundings(
        today=view.pin.effective_on,
        appetites=policy.appetites,
        top_band_from=policy.top_band_from,
        thresholds=policy.thresholds,
        left=part("left", "account", lambda: read_left(view)),
        paid_for=paid_for,
        paid_to=paid_to,
        added=part("added", "change", lambda: added_by(changes)),
        engaged=part("engaged", "contract", lambda: engaged_by(contracts)),
        named=part("named", "contract", lambda: read_named(view)),
        managers=part(
            "managers",
            "contract",
            lambda: {one.id: one.contract_manager for one in contracts},
        ),
        late=_late(view, policy, earlier),
        besides=_besides(view, earlier),
    )


def differing(some: Surroundings, others: Surroundings) -> set[str]:
    """The names by which rules are told something else, in the one and the other."""
    names = set(some.named ^ others.named)
    for field in ("left", "paid_for", "paid_to", "added", "engaged", "late", "there"):
        names |= _other(getattr(some, field), getattr(others, field))
    for name in BESIDES:
        names |= _other(some.beside(name), others.beside(name))
    return names | _other(some.in_charge, others.in_charge)


def _other(some: Mapping[str, Any], others: Mapping[str, Any]) -> set[str]:
    if some is others:
        return set()
    keys = some.keys() | others.keys()
    return {key for key in keys if some.get(key) != others.get(key)}


def _late(
    view: View, policy: Policy, earlier: Earlier | None
) -> Mapping[str, tuple[Late, ...]]:
    """What was recorded later than is taken, by what it is of."""
    table, days = view.schema.late, int(policy.thresholds["late-knowledge-days"])
    wanted = (
        select(table.c.stream, *(table.c[name] for name in LATE))
        .where(
            table.c.position <= view.position,
            table.c.position > (earlier.position if earlier else 0),
        )
        .order_by(table.c.position)
    )
    more = defaultdict[str, list[Late]](list)
    for stream, *said in view.connection.execute(wanted):
        one = Late._make(said)
        if after(one.true_from, days) < one.recorded_on:
            more[stream].append(one)
    known = earlier.around.late if earlier else {}
    if not more:
        return known
    found = {stream: (*known.get(stream, ()), *those) for stream, those in more.items()}
    return {**known, **found}


def _besides(view: View, earlier: Earlier | None) -> Mapping[str, Mapping[str, Any]]:
    """What single books want to know."""
    return {
        name: _read_anew(view, beside, earlier.around.beside(name), earlier.moved)
        if earlier is not None
        else beside.read(view, None)
        for name, beside in BESIDES.items()
    }


def _read_anew(
    view: View, beside: Beside, known: Mapping[str, Any], moved: Moves
) -> Mapping[str, Any]:
    """It as it is now, read beside as few names as can be."""
    if not any(map(moved.get, beside.of)):
        return known
    if beside.moved is None:
        return beside.read(view, None)
    names = frozenset(beside.moved(view, moved))
    left = {name: one for name, one in known.items() if name not in names}
    return {**left, **beside.read(view, names)} if names else known
