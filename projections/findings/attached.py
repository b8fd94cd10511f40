"""The findings on one thing, from the row in hand: what its reply says beside it.

The same rules as for the register. Little else is looked up: the policy where it has
changed since, who has left where somebody is named, and payments of contracts and
providers. What only a reader of restricted records would know is left out.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from operator import itemgetter
from typing import Any

from projections.change_control.beside import put_beside
from projections.findings.beside_one import around_one, with_manager
from projections.findings.cases import Case
from projections.findings.catalogue import CASES
from projections.findings.gaps import owner_of
from projections.findings.gathering import (
    Policy,
    read_policy,
)
from projections.findings.judging import judge_one
from projections.findings.marks import Marks, marks_of
from projections.findings.showing import Shown, as_json, of_found
from projections.findings.surroundings import Late, Surroundings, late_of
from projections.kinds import Row
from projections.model import IN_ERROR, Model
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
                around = around_one(view, noun, case, plain)
                if case.id in self._late:
                    late = late_of(self._late[case.id], around, view.position)
                    around = replace(around, late={case.id: late})
                judged = judge_one(noun, case, around, policy.off)
                if judged and owner_of(case, around) is None:
                    around = with_manager(view, case, around)
                found = [of_found(one, around) for one in judged]
                found.sort(key=itemgetter(0))
            marked = found and (self._marked or view.pin.is_past)
            marks = marks_of(view, [one.id for one in found]) if marked else {}
            thing["findings"] = [
                _said(one, thing, policy, _named(model, thing), marks, plain.day)
                for one in found
            ]
        if noun == "change":
            put_beside(view, things, policy.thresholds)

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


_TAKES: dict[str, Any] = {}


def _case(model: Model, row: Row) -> Case:
    """The cells of a row that its rules are told of."""
    kind: Any = CASES[model.noun]
    if model.noun not in _TAKES:
        names = [name for name, _ in model.cells()]
        _TAKES[model.noun] = itemgetter(*map(names.index, kind._fields))
    case: Case = kind._make(_TAKES[model.noun](row))
    return case


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
