"""The findings on one thing, from the row in hand: what its reply says beside it.

The same rules as for the register. Little else is looked up: the policy where it has
changed since, who has left where somebody is named, and payments of contracts and
providers. What only a reader of restricted records would know is left out.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from operator import itemgetter
from typing import Any

from typing_extensions import override

from projections.findings.cases import (
    Case,
    ChangeCase,
    ContractCase,
    OrganisationCase,
    contract_of,
)
from projections.findings.catalogue import BESIDES, CASES
from projections.findings.gaps import owner_of
from projections.findings.gathering import (
    Policy,
    added_by,
    engaged_by,
    read_cases,
    read_named,
    read_paid,
    read_policy,
)
from projections.findings.judging import judge_one
from projections.findings.leavers import left_by
from projections.findings.marks import Marks, marks_of
from projections.findings.showing import Shown, as_json, of_found
from projections.findings.surroundings import Late, Surroundings, late_of
from projections.kinds import Row
from projections.model import ID, IN_ERROR, Model
from projections.officers import OFFICERS
from projections.rendering import Json
from projections.spelling import Spelling, fetch
from projections.view import View

# When the policy was set, if anything was ever said of a finding, and what was
# recorded late since a position.
STANDING = (
    "SELECT 0, '', known_from, '', '', '' FROM policy UNION ALL"
    " SELECT 1, '', 0, '', '', '' FROM (SELECT 1 FROM acknowledgement LIMIT 1) AS one"
    " UNION ALL SELECT 2, stream, position, fact, effective_on, recorded_on FROM late"
    " WHERE position > "
)
POLICY, MARK, LATE = range(3)


class Attaching:
    """Puts findings beside things; remembers the policy that it read last."""

    def __init__(self) -> None:
        self._read_to = self._set_at = 0
        self._marked = False
        self._late = defaultdict[str, list[Late]](list)
        self._policy: tuple[int, Policy] | None = None
        self._plain: tuple[Policy, date, Surroundings] | None = None

    def __call__(
        self, view: View, noun: str, rows: Sequence[Row], things: Sequence[Json]
    ) -> None:
        """Adds `findings` to each thing, the row of which is given at its place."""
        if noun not in CASES:
            for thing in things:
                thing["findings"] = []
            return
        model, policy = view.schema.models[noun], self._policy_of(view)
        plain = self._plain_of(policy, view.pin.effective_on)
        for row, thing in zip(rows, things, strict=True):
            found: list[Shown] = []
            if not row[IN_ERROR]:
                case = _case(model, row)
                around = replace(
                    _around(view, case, plain), besides=LookedUp(view, case)
                )
                if case.id in self._late:
                    late = late_of(self._late[case.id], around, view.position)
                    around = replace(around, late={case.id: late})
                judged = judge_one(noun, case, around, policy.off)
                if judged and owner_of(case, around) is None:
                    around = _with_manager(view, case, around)
                found = [of_found(one, around) for one in judged]
                found.sort(key=itemgetter(0))
            marked = found and (self._marked or view.pin.is_past)
            marks = marks_of(view, [one.id for one in found]) if marked else {}
            thing["findings"] = [
                _said(one, thing, policy, _named(model, thing), marks, plain.day)
                for one in found
            ]

    def _policy_of(self, view: View) -> Policy:
        """The policy in force; of now it is read anew only where it was set again."""
        if self._read_to != view.pin.tracked:
            self._look(view)
        if view.pin.is_past or view.pin.looks_back:
            return read_policy(view)
        if self._policy is None or self._policy[0] != self._set_at:
            self._policy = (self._set_at, read_policy(view))
        return self._policy[1]

    def _look(self, view: View) -> None:
        """Looks what has changed since the tables were looked at last."""
        sql = STANDING + Spelling(view.connection).mark
        for what, stream, *said in fetch(view.connection, sql, (self._read_to,)):
            if what == POLICY:
                self._set_at = max(self._set_at, int(said[0]))
            elif what == LATE:
                self._late[stream].append(Late._make(said))
            else:
                self._marked = True
        self._read_to = view.pin.tracked

    def _plain_of(self, policy: Policy, day: date) -> Surroundings:
        """What stands beside a thing that nobody owns and nothing is paid for."""
        known = self._plain
        if known is None or known[0] is not policy or known[1] != day:
            known = self._plain = (
                policy,
                day,
                Surroundings(
                    today=day,
                    appetites=policy.appetites,
                    top_band_from=policy.top_band_from,
                    thresholds=policy.thresholds,
                ),
            )
        return known[2]


class LookedUp(Mapping[str, Mapping[str, Any]]):
    """What books want to know beside one thing, read where a rule asks for it."""

    def __init__(self, view: View, case: Case) -> None:
        self._view, self._case = replace(view, reach=OFFICERS), case
        self._known: dict[str, Mapping[str, Any]] = {}

    @override
    def __getitem__(self, name: str) -> Mapping[str, Any]:
        if name not in self._known:
            self._known[name] = BESIDES[name].read(self._view, self._case)
        return self._known[name]

    @override
    def __iter__(self) -> Iterator[str]:
        return iter(BESIDES)

    @override
    def __len__(self) -> int:
        return len(BESIDES)


_TAKES: dict[str, Any] = {}


def _case(model: Model, row: Row) -> Case:
    """The cells of a row that its rules are told of."""
    kind: Any = CASES[model.noun]
    if model.noun not in _TAKES:
        names = [name for name, _ in model.cells()]
        _TAKES[model.noun] = itemgetter(*map(names.index, kind._fields))
    case: Case = kind._make(_TAKES[model.noun](row))
    return case


def _around(view: View, case: Case, plain: Surroundings) -> Surroundings:
    """What stands beside one thing."""
    named = {who for name in _PEOPLE if (who := getattr(case, name, None))}
    left = left_by(view, sorted(named)) if named else {}
    if isinstance(case, ContractCase):
        seen = replace(view, reach=OFFICERS)
        return _beside_contract(seen, case, replace(plain, left=left))
    if isinstance(case, OrganisationCase):
        return _beside_organisation(replace(view, reach=OFFICERS), case, plain)
    return _with_manager(view, case, replace(plain, left=left)) if left else plain


def _with_manager(view: View, case: Case, around: Surroundings) -> Surroundings:
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


def _said(  # noqa: PLR0913, PLR0917 - one finding with all that it is told with
    shown: Shown,
    thing: Json,
    policy: Policy,
    names: Mapping[str, str | None],
    marks: Marks,
    day: str,
) -> Json:
    """A finding in the words of the thing that it stands beside."""
    own = thing["reference"] if shown.noun == "contract" else None
    contract = {"reference": own or thing.get("contract_reference")}
    marked = shown.marked(marks, day)
    said = as_json(shown, thing, contract, policy.sources, marked)
    return {**said, "owner_name": names.get(shown.owner or "")}


def _named(model: Model, thing: Json) -> dict[str, str | None]:
    """The names of the people that a thing names, by their accounts."""
    return {
        thing[name]: thing.get(f"{name.removesuffix('_id')}_name")
        for name, noun in model.links.items()
        if noun == "account" and isinstance(thing[name], str)
    }
