"""All changes of a contract and what it was awarded for, as a view knows them."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from pydantic_core import from_json
from sqlalchemy import Select, func, select

from domain.dating import whole_months
from domain.law.modification.summing import Award, Delta, Figure, comparable
from domain.law.procurement_act import Bought
from projections.view import View

# The states in which a change counts: somebody with the authority agreed, or it has
# happened.
STANDING = frozenset({"approved", "signed", "implemented", "closed"})
_VALUE = ("pence", "currency", "vat")
CHANGE = (
    "id",
    "contract_id",
    "status",
    "agreed_at",
    "gaps",
    *(f"value_delta_{part}" for part in _VALUE),
    "term_delta_months",
    "ground",
    "one_with",
    "raised_on",
    "known_risk_id",
)
CONTRACT = (
    "id",
    "regime",
    "light_touch",
    "category",
    "start",
    "max_end_at_award",
    *(f"estimated_value_at_award_{part}" for part in _VALUE),
    "has_contract_documents",
    "has_risk_register",
    "has_business_case",
    "has_financial_model",
)


class Bases(NamedTuple):
    """What a contract was awarded for, and how it was bought."""

    award: Award
    bought: Bought
    figure: Figure | None
    artefacts: Mapping[str, bool | None]


NOTHING = Bases(Award(), Bought(None), None, {})


@dataclass
class Book:
    """One contract: what it was awarded for, and its changes in order of entry.

    `raised` is when each of them was; `frozen` are the risks known at award, None
    where nothing was frozen; `happened` says of risks that are grounds whether they
    have, and `noticed` on which days change notices of the contract came out.
    """

    bases: Bases = NOTHING
    deltas: dict[str, Delta] = field(default_factory=dict)
    stands: dict[str, bool] = field(default_factory=dict)
    raised: dict[str, str | None] = field(default_factory=dict)
    frozen: frozenset[str] | None = None
    happened: dict[str, bool] = field(default_factory=dict)
    noticed: tuple[str | None, ...] = ()


def read_books(view: View, contracts: Collection[str]) -> Mapping[str, Book]:
    """The books of contracts, by their ids. What was entered in error is in none."""
    books, named = defaultdict[str, Book](Book), defaultdict[str, list[Book]](list)
    for cells in view.connection.execute(_contracts(view, contracts), view.pin.params):
        said = dict(zip(CONTRACT, cells, strict=True))
        books[said["id"]].bases = bases_of(said)
    for cells in view.connection.execute(_changes(view, contracts), view.pin.params):
        said = dict(zip(CHANGE, cells, strict=True))
        book = books[said["contract_id"]]
        book.deltas[said["id"]] = delta_of(said, book.bases.figure)
        book.stands[said["id"]] = said["status"] in STANDING
        book.raised[said["id"]] = said["raised_on"]
        if (risk := said["known_risk_id"]) is not None:
            named[risk].append(book)
    for contract, risks in _snapshots(view, contracts).items():
        books[contract].frozen = risks
    noticed = view.connection.execute(_notices(view, contracts), view.pin.params)
    for contract, day in map(tuple, noticed):
        books[contract].noticed += (day,)
    for risk, happened in _happened(view, named).items():
        for book in named[risk]:
            book.happened[risk] = happened
    return dict(books)


def bases_of(said: Mapping[str, Any]) -> Bases:
    """What a contract was awarded for, from the cells of its row."""
    named = "estimated_value_at_award_"
    figure = _figure(*(said[f"{named}{part}"] for part in _VALUE))
    start, last = said["start"], said["max_end_at_award"]
    months = None
    if start is not None and last is not None:
        months = whole_months(date.fromisoformat(start), date.fromisoformat(last))
    regime, light = said["regime"], said["light_touch"]
    return Bases(
        Award(figure.amount if figure else None, months),
        Bought(
            None if regime == "unknown" else regime,
            None if light is None else bool(light),
            said["category"],
        ),
        figure,
        {
            name.removeprefix("has_"): None if said[name] is None else bool(said[name])
            for name in CONTRACT
            if name.startswith("has_")
        },
    )


def delta_of(said: Mapping[str, Any], base: Figure | None) -> Delta:
    """By how much a change moves its contract, from the cells of its row."""
    gaps = from_json(said["gaps"]) if said["gaps"] else {}
    figure = _figure(*(said[f"value_delta_{part}"] for part in _VALUE))
    amount = None if figure is None else comparable(figure, base)
    months = said["term_delta_months"]
    if "not_applicable" in gaps.get("value_delta", ()):
        amount = Decimal(0)
    if "not_applicable" in gaps.get("term_delta_months", ()):
        months = 0
    stands = said["status"] in STANDING
    return Delta(
        said["id"],
        said["agreed_at"] if stands else None,
        amount,
        months,
        said["ground"],
        frozenset(from_json(said["one_with"]) if said["one_with"] else ()),
    )


def _figure(pence: int | None, currency: str | None, vat: str | None) -> Figure | None:
    if pence is None or currency is None or vat is None:
        return None
    return Figure(Decimal(pence) / 100, currency, vat)


def _contracts(view: View, contracts: Collection[str]) -> Select[Any]:
    rows = view.pages.alive("contract", view.pin)
    cells = (rows.c[name] for name in CONTRACT)
    return select(*cells).where(rows.c.id.in_(sorted(contracts)))


def _changes(view: View, contracts: Collection[str]) -> Select[Any]:
    """In the order in which they were raised."""
    rows = view.pages.alive("change", view.pin)
    among = rows.c.contract_id.in_(sorted(contracts))
    return (
        select(*(rows.c[name] for name in CHANGE))
        .where(among, rows.c.in_error == 0)
        .order_by(rows.c.born_at)
    )


def _notices(view: View, contracts: Collection[str]) -> Select[Any]:
    """On which days change notices of the contracts came out, as sources list them."""
    rows = view.pages.alive("notice", view.pin)
    cells = (rows.c[name] for name in ("contract_id", "published_on"))
    wanted: Select[Any] = select(*cells)
    return wanted.where(
        rows.c.contract_id.in_(sorted(contracts)),
        func.upper(rows.c.notice_type) == "UK10",
    )


def _happened(view: View, risks: Collection[str]) -> dict[str, bool]:
    """Of each risk whether it has happened."""
    if not risks:
        return {}
    rows = view.pages.alive("risk", view.pin)
    wanted = select(rows.c.id, rows.c.issue_id).where(rows.c.id.in_(sorted(risks)))
    found = view.connection.execute(wanted, view.pin.params)
    return {risk: issue is not None for risk, issue in found}


def _snapshots(view: View, contracts: Collection[str]) -> Mapping[str, frozenset[str]]:
    """The risks that were frozen as known, by contract."""
    rows = view.pages.alive("snapshot", view.pin)
    among = rows.c.contract_id.in_(sorted(contracts))
    wanted = select(rows.c.contract_id, rows.c.risks).where(among)
    found = defaultdict[str, set[str]](set)
    for contract, risks in view.connection.execute(wanted, view.pin.params):
        found[contract].update(one["risk_id"] for one in from_json(risks or "[]"))
    return {contract: frozenset(risks) for contract, risks in found.items()}
