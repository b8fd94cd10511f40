"""What a procurement is made of: contracts, their changes and risks, and the rest."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from api.imports.ocds.history import History, Object, Release

# The part of a contract that holds things of its own.
PART: Final = "implementation"
# What became terms of the contract.
TERMS: Final = ("period", "value", "suppliers")
CHANGES: Final = ("amendments", "amendment")
RISKS: Final = "riskAllocation"
# What an award may be called that led to nothing.
FAILED: Final = frozenset({"unsuccessful", "cancelled", "withdrawn"})


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing that releases say: what it is, where it lies, what it says.

    `path` says within the procurement where it lies, and is what it is known by;
    `contract` is the number of the contract that it belongs to, 0 for none.
    """

    path: str
    what: str
    said: Object
    release: Release
    contract: int = 0


@dataclass(frozen=True, slots=True)
class Agreement:
    """A contract as the register knows one, whatever stage its procurement is at.

    `first` is what was said of it when it was first heard of, `last` what is said now;
    `award` is what it was awarded by.
    """

    number: int
    what: str
    first: Object
    last: Object
    award: Object
    release: Release


def agreements(history: History) -> list[Agreement]:
    """The contracts of a procurement: else what was awarded, else what is bought."""
    last = history.last
    for what in ("contracts", "awards"):
        found = [each for each in _things(last, what) if what != "awards" or _won(each)]
        if found:
            return [
                _agreement(history, number, what, each)
                for number, each in enumerate(found, 1)
            ]
    return [_agreement(history, 1, "tender", _bought(last))]


def pieces(history: History, known: list[Agreement]) -> Iterator[Piece]:
    """All else that the releases say: nothing of it is left out."""
    for agreement in known:
        if agreement.what == "contracts":
            yield from _of_contract(agreement)
    for name, said in history.last.items():
        if name == "contracts":
            continue
        if isinstance(said, list) and said and all(isinstance(o, dict) for o in said):
            for at, each in enumerate(said):
                place = f"{name}/{each.get('id', at)}"
                yield Piece(place, name, each, _last_of(history, name))
        elif isinstance(said, dict):
            yield Piece(name, name, said, _last_of(history, name))
    yield Piece("release", "release", _plain_fields(history.last), history.releases[-1])


def changes(history: History, agreement: Agreement) -> list[Piece]:
    """The amendments of a contract, each with the release that first told of it.

    What was amended of a call for tenders is part of that call.
    """
    if agreement.what != "contracts":
        return []
    found: dict[str, Piece] = {}
    for release in history.releases:
        contract = _same(release.said, agreement)
        for at, said in enumerate(_amendments(contract)):
            named = str(said.get("id") or said.get("date") or at)
            place = f"contracts/{agreement.number}/amendments/{named}"
            piece = Piece(place, "amendments", said, release, agreement.number)
            found.setdefault(place, piece)
    return list(found.values())


def before(history: History, release: Release, agreement: Agreement) -> Object:
    """What was said of a contract until a release."""
    at = history.releases.index(release)
    return _same(history.releases[at - 1].whole, agreement) if at else {}


def after(release: Release, agreement: Agreement) -> Object:
    """What is said of a contract with a release."""
    return _same(release.whole, agreement)


def _agreement(history: History, number: int, what: str, last: Object) -> Agreement:
    """A contract with what was said when the releases first told of it."""
    blank = Agreement(number, what, {}, last, {}, history.releases[0])
    told = ((_same(r.whole, blank), r) for r in history.releases)
    first, release = next((o, r) for o, r in told if o)
    award = _award(history.last, last) if what == "contracts" else {}
    return Agreement(number, what, first, last, award, release)


def _same(whole: Object, agreement: Agreement) -> Object:
    if agreement.what == "tender":
        return _bought(whole)
    wanted = str(agreement.last.get("id", ""))
    found = (
        each
        for each in _things(whole, agreement.what)
        if str(each.get("id", "")) == wanted
    )
    return next(found, {})


def _award(whole: Object, contract: Object) -> Object:
    awards = _things(whole, "awards")
    wanted = str(contract.get("awardID", ""))
    found = (each for each in awards if str(each.get("id", "")) == wanted)
    return next(found, awards[0] if len(awards) == 1 else {})


def _of_contract(agreement: Agreement) -> Iterator[Piece]:
    """Everything in a contract that is more than a field of it."""
    inside = agreement.last.get(PART)
    parts = (("", agreement.last), (PART, inside if isinstance(inside, dict) else {}))
    for part, said in parts:
        place = "/".join(filter(None, (f"contracts/{agreement.number}", part)))
        for name, value in said.items():
            if name not in (*CHANGES, *TERMS, PART):
                yield from _things_of(agreement, f"{place}/{name}", name, value)
    if rest := _plain_fields(parts[1][1]):
        place = f"contracts/{agreement.number}/{PART}"
        yield Piece(place, PART, rest, agreement.release, agreement.number)


def _things_of(
    agreement: Agreement, place: str, name: str, value: Any
) -> Iterator[Piece]:
    release, number = agreement.release, agreement.number
    if isinstance(value, dict):
        yield Piece(place, name, value, release, number)
    for at, each in enumerate(value if isinstance(value, list) else ()):
        said = each if isinstance(each, dict) else {"said": each}
        named = said.get("id", at)
        yield Piece(f"{place}/{named}", name, said, release, number)


def _amendments(contract: Mapping[str, Any]) -> Iterator[Object]:
    for name in CHANGES:
        said = contract.get(name)
        yield from (said if isinstance(said, list) else [said] if said else [])


def _bought(whole: Object) -> Object:
    """What is to be bought, before anything is: the tender, with what was planned."""
    tender, planning = whole.get("tender"), whole.get("planning")
    found = tender if isinstance(tender, dict) else {}
    title = whole.get("title")
    if not found and isinstance(planning, dict):
        found = {"status": "planning"}
    return {**({"title": title} if title else {}), **found} or {"status": "planning"}


def _things(whole: Object, name: str) -> list[Object]:
    found = whole.get(name)
    return [o for o in found if isinstance(o, dict)] if isinstance(found, list) else []


def _won(award: Object) -> bool:
    return str(award.get("status", "active")).casefold() not in FAILED


def _last_of(history: History, name: str) -> Release:
    told = (r for r in reversed(history.releases) if name in r.said)
    return next(told, history.releases[-1])


def _plain_fields(said: Object) -> Object:
    """The fields that are neither things nor lists of them."""
    return {
        name: value
        for name, value in said.items()
        if not isinstance(value, dict | list)
        or (isinstance(value, list) and not any(isinstance(o, dict) for o in value))
    }
