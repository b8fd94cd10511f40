"""Reads what the rules are told, of the whole register or of one thing."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select

from projections.change_control.books import STANDING
from projections.findings.cases import (
    RUNNING,
    Case,
    ChangeCase,
    ContractCase,
)
from projections.findings.catalogue import CASES
from projections.findings.cells import read_cells
from projections.findings.surroundings import (
    Added,
    Paid,
)
from projections.nouns.policy import DELIVERED
from projections.view import View

Condition = ColumnElement[bool]


@dataclass(frozen=True)
class Policy:
    """What the policy says of rules: numbers, bands, appetites, sources."""

    thresholds: Mapping[str, Decimal]
    appetites: Mapping[str | None, int]
    top_band_from: int
    sources: Mapping[str, Mapping[str, Any]]

    @cached_property
    def off(self) -> frozenset[str]:
        """The rules that the council does not go by."""
        return frozenset(r for r, said in self.sources.items() if not said["in_force"])


def read_policy(view: View) -> Policy:
    """The policy as the view knows it, as delivered where nothing was set."""
    model = view.schema.models["policy"]
    alive = view.pages.alive("policy", view.pin)
    row = view.connection.execute(select(alive), view.pin.params).first()
    said = {
        name: (model.read(tuple(row), name) if row is not None else None)
        or DELIVERED[name]
        for name in ("thresholds", "bands", "appetites", "rule_sources")
    }
    return Policy(
        {each["name"]: Decimal(each["value"]) for each in said["thresholds"]},
        {each["category"]: each["limit"] for each in said["appetites"]},
        max(each["from"] for each in said["bands"]),
        {each["rule"]: each for each in said["rule_sources"]},
    )


def read_cases(view: View, noun: str, *where: Condition) -> list[Case]:
    """The things of a noun that the caller may read and that are no mistake."""
    return read_cells(view, noun, CASES[noun], *where)


Payments = Mapping[str, tuple[Paid, ...]]


def read_paid(view: View, *where: Condition) -> tuple[Payments, Payments]:
    """What payment lines come to, by contract and by organisation."""
    rows = view.pages.alive("row", view.pin)
    by = (rows.c.contract_id, rows.c.organisation_id)
    sums = (rows.c.amount_currency, rows.c.amount_vat)
    wanted = (
        select(
            *by,
            func.sum(rows.c.amount_pence),
            *sums,
            func.min(rows.c.dated),
            func.max(rows.c.dated),
            func.count(),
            func.max(rows.c.known_from),
        )
        .where(
            rows.c.kind == "ledger",
            rows.c.listed == 1,
            rows.c.amount_pence.is_not(None),
            or_(*(column.is_not(None) for column in by)),
            view.pages.readable("row", view.pin, rows, view.reach),
            *where,
        )
        .group_by(*by, *sums)
    )
    contracts = defaultdict[str, list[Paid]](list)
    organisations = defaultdict[str, list[Paid]](list)
    for contract, organisation, pence, *said in view.connection.execute(
        wanted, view.pin.params
    ):
        paid = Paid._make((int(pence), *said))
        if contract is not None:
            contracts[contract].append(paid)
        if organisation is not None:
            organisations[organisation].append(paid)
    return _tuples(contracts), _tuples(organisations)


def _tuples(found: Mapping[str, list[Paid]]) -> Payments:
    return {thing: tuple(paid) for thing, paid in found.items()}


def read_named(view: View, *where: Condition) -> frozenset[str]:
    """Every organisation that a contract names as its provider, readable or not.

    That one is named tells less than that it is not: whoever audits a part of the
    register is not told that a firm has no contract because it lies elsewhere.
    """
    rows = view.pages.alive("contract", view.pin)
    named = rows.c.provider_id.is_not(None)
    wanted = select(rows.c.provider_id).where(rows.c.in_error == 0, named, *where)
    found = view.connection.execute(wanted.distinct(), view.pin.params)
    return frozenset(row[0] for row in found)


def added_by(changes: Iterable[ChangeCase]) -> dict[str, Added]:
    """What changes that stand add to each contract."""
    added: dict[str, Added] = {}
    for change in changes:
        if change.contract_id is None or change.status not in STANDING:
            continue
        before = added.get(change.contract_id, Added())
        pence = change.value_delta_pence
        added[change.contract_id] = Added(
            before.pence + (pence or 0), before.unknown + (pence is None)
        )
    return added


def engaged_by(contracts: Iterable[ContractCase]) -> dict[str, tuple[str, ...]]:
    """The contracts in force of each provider."""
    engaged = defaultdict[str, list[str]](list)
    for contract in contracts:
        if contract.provider_id is not None and contract.status in RUNNING:
            engaged[contract.provider_id].append(contract.id)
    return {provider: tuple(ids) for provider, ids in engaged.items()}
