"""Where a source and the register say different things, and what may be done about it.

A source never overwrites. What the register did not know it takes over; a description
follows its source as long as nobody has said something else; all other differences
are told, each with the commands that would settle it.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple
from uuid import UUID

from pydantic_core import to_jsonable_python

from domain.contract.checks import LIVE, is_settled
from domain.contract.commands import AmendTerms, DescribeContract, EstablishContract
from domain.contract.contract import Contract
from domain.issue.commands import DescribeIssue
from domain.issue.issue import Issue
from domain.occasion import Command
from domain.risk.commands import DescribeRisk
from domain.risk.risk import Risk

Json = dict[str, Any]

TERMS: Final = frozenset(AmendTerms.model_fields) - Command.common
ESTABLISHED: Final = frozenset(EstablishContract.model_fields) - Command.common
DESCRIBED: Final[Mapping[str, frozenset[str]]] = {
    "contract": frozenset(DescribeContract.model_fields) - Command.common,
    "risk": frozenset(DescribeRisk.model_fields) - Command.common,
    "issue": frozenset(DescribeIssue.model_fields) - Command.common,
}
OWNERS: Final = frozenset({"tier", "contract_manager", "commissioner"})
COMPARED: Final[Mapping[str, frozenset[str]]] = {
    "contract": DESCRIBED["contract"] | TERMS | ESTABLISHED | OWNERS,
    "risk": DESCRIBED["risk"] | {"current", "inherent", "target"},
    "issue": DESCRIBED["issue"] | {"type"},
}


class Offer(NamedTuple):
    """A command that would settle a difference, as a batch takes it."""

    method: str
    path: str
    body: Json


class Difference(NamedTuple):
    """A field of which a source says something else than the register does."""

    noun: str
    thing: UUID
    field: str
    source_says: Any
    register_says: Any
    offers: tuple[Offer, ...]


class Taken(NamedTuple):
    """What of a row the register takes over, and what differs all the same."""

    establish: Json
    describe: Json
    differences: tuple[Difference, ...]


def compared(noun: str, state: Any, held: Json, before: Json, says: Json) -> Taken:
    """What a row means for the thing that it is.

    `held` is what the register says now, `before` what the row said until now, both
    as JSON.
    """
    establish: Json = {}
    describe: Json = {}
    differences: list[Difference] = []
    for name in sorted(COMPARED[noun] & says.keys()):
        theirs, ours = says[name], held.get(name)
        if not _is_said(theirs) or alike(ours, theirs):
            continue
        if name in DESCRIBED[noun] and (not _is_said(ours) or ours == before.get(name)):
            describe[name] = theirs
        elif noun == "contract" and name in ESTABLISHED and not _is_said(ours):
            establish[name] = theirs
        else:
            differences.append(_difference(noun, state, name, theirs, ours))
    return Taken(establish, describe, tuple(differences))


def held_by(state: Any, values: Mapping[str, Any]) -> Json:
    """What a thing holds, as JSON; its state beside what its timeline says."""
    found: Json = to_jsonable_python(dict(values), exclude_none=True)
    return found | {"status": state.status}


def alike(ours: Any, theirs: Any) -> bool:
    """Whether two values say the same; VAT that is not known is no difference."""
    if isinstance(ours, dict) and isinstance(theirs, dict) and "amount" in theirs:
        same = all(ours.get(part) == theirs[part] for part in ("amount", "currency"))
        bases = {ours.get("vat_basis"), theirs.get("vat_basis")}
        return same and (len(bases) == 1 or "unknown" in bases)
    if isinstance(ours, dict) and isinstance(theirs, dict):
        return {k: v for k, v in ours.items() if v is not None} == theirs
    return bool(ours == theirs)


def _is_said(value: Any) -> bool:
    """Whether a value is an answer, in JSON."""
    unknown = isinstance(value, dict) and "unknown" in value
    return is_settled(value) and not unknown


def _difference(
    noun: str, state: Contract | Risk | Issue, name: str, theirs: Any, ours: Any
) -> Difference:
    offers = tuple(_offers(noun, state, name, theirs))
    return Difference(noun, state.stream, name, theirs, ours, offers)


def _offers(noun: str, state: Any, name: str, theirs: Any) -> Iterator[Offer]:
    """What would settle it: it was wrong, or it was agreed anew."""
    if noun == "risk" and name in ("current", "inherent", "target"):
        if name == "current":
            path = f"/v1/risks/{state.stream}/assess"
            yield Offer(
                "POST", path, {"current": theirs, "reason": "As its source says"}
            )
        return
    if name in OWNERS:
        verb = "set-tier" if name == "tier" else "assign-owners"
        yield Offer("POST", f"/v1/contracts/{state.stream}/{verb}", {name: theirs})
        return
    path = f"/v1/{noun}s/{state.stream}/correct"
    yield Offer("POST", path, {name: theirs, "reason_code": "clerical"})
    if noun == "contract" and name in TERMS:
        yield _agreed_anew(state, name, theirs)


def _agreed_anew(state: Any, name: str, theirs: Any) -> Offer:
    if state.status not in LIVE:
        return Offer(
            "POST", f"/v1/contracts/{state.stream}/amend-terms", {name: theirs}
        )
    title = f"{name.replace('_', ' ').capitalize()} as its source says it"
    body = {"contract_id": str(state.stream), "title": title, "kind": _KINDS.get(name)}
    said = {key: value for key, value in body.items() if value is not None}
    return Offer("POST", "/v1/changes", said)


_KINDS: Final[Mapping[str, str]] = {
    "annual_value": "price",
    "end": "extension",
    "extension_options": "extension",
}
