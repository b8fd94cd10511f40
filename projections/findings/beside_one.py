"""What stands beside one thing, read for it alone: little, and mostly nothing."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from typing_extensions import override

from projections.findings.cases import (
    Case,
    ChangeCase,
    ContractCase,
    OrganisationCase,
    contract_of,
)
from projections.findings.catalogue import BESIDES, names_in
from projections.findings.gathering import (
    added_by,
    engaged_by,
    read_cases,
    read_named,
    read_paid,
)
from projections.findings.leavers import left_by
from projections.findings.surroundings import Surroundings
from projections.model import ID
from projections.officers import OFFICERS
from projections.view import View


class LookedUp(Mapping[str, Mapping[str, Any]]):
    """What books want to know beside one thing, read where a rule asks for it."""

    def __init__(self, view: View, noun: str, case: Case) -> None:
        self._view = replace(view, reach=OFFICERS)
        self._names = [one for one in names_in(noun, case) if isinstance(one, str)]
        self._known: dict[str, Mapping[str, Any]] = {}

    @override
    def __getitem__(self, name: str) -> Mapping[str, Any]:
        if name not in self._known:
            self._known[name] = BESIDES[name].read(self._view, self._names)
        return self._known[name]

    @override
    def __iter__(self) -> Iterator[str]:
        return iter(BESIDES)

    @override
    def __len__(self) -> int:
        return len(BESIDES)


def around_one(view: View, noun: str, case: Case, plain: Surroundings) -> Surroundings:
    """What stands beside one thing, beyond what stands beside every one."""
    plain = replace(plain, besides=LookedUp(view, noun, case))
    named = {who for name in _PEOPLE if (who := getattr(case, name, None))}
    left = left_by(view, sorted(named)) if named else {}
    if isinstance(case, ContractCase):
        seen = replace(view, reach=OFFICERS)
        return _beside_contract(seen, case, replace(plain, left=left))
    if isinstance(case, OrganisationCase):
        return _beside_organisation(replace(view, reach=OFFICERS), case, plain)
    return with_manager(view, case, replace(plain, left=left)) if left else plain


def with_manager(view: View, case: Case, around: Surroundings) -> Surroundings:
    """With who runs the contract of a thing that has nobody else to see to it."""
    contract = contract_of(case)
    if contract is None or contract in around.managers:
        return around
    managers = _managers(view, contract)
    who = managers.get(contract)
    left = {**around.left, **(left_by(view, [who]) if who else {})}
    return replace(around, left=left, managers=managers)


_PEOPLE = (
    "owner",
    "contract_manager",
    "commissioner",
    "held_by",
    "decision_by",
    "steward",
)


def _beside_contract(
    view: View, case: ContractCase, plain: Surroundings
) -> Surroundings:
    rows = view.pages.alive("row", view.pin)
    paid_for, _ = read_paid(view, rows.c.contract_id == case.id)
    added = {}
    if paid_for:
        changes = view.pages.alive("change", view.pin)
        of_it = read_cases(view, "change", changes.c.contract_id == case.id)
        added = added_by(one for one in of_it if isinstance(one, ChangeCase))
    return replace(plain, paid_for=paid_for, added=added)


def _beside_organisation(
    view: View, case: OrganisationCase, plain: Surroundings
) -> Surroundings:
    rows = view.pages.alive("row", view.pin)
    contracts = view.pages.alive("contract", view.pin)
    theirs = contracts.c.provider_id.in_(case.records)
    of_it = [
        one
        for one in read_cases(view, "contract", theirs)
        if isinstance(one, ContractCase)
    ]
    _, paid_to = read_paid(view, rows.c.organisation_id.in_(case.records))
    managers = {one.contract_manager for one in of_it if one.contract_manager}
    return replace(
        plain,
        left=left_by(view, sorted(managers)) if managers else {},
        paid_to=paid_to,
        engaged=engaged_by(of_it),
        named=read_named(view, theirs),
        managers={one.id: one.contract_manager for one in of_it},
    )


def _managers(view: View, contract: str) -> dict[str, str | None]:
    model = view.schema.models["contract"]
    rows = view.rows("contract", [contract])
    return {row[ID]: model.read(row, "contract_manager") for row in rows}
