"""Tells the changes of a contract, each as far as it came, and what it then costs."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple

from api.demo.beat import Beat, Row
from api.demo.bulk_contracts import known_since, net
from api.demo.bulk_reflections import Followed, followed
from api.demo.drawn import Days

# How many steps a change has taken in each state: raised, assessed, decided, ...
_COURSES = {
    "raised": 1,
    "assessed": 2,
    "sent_back": 3,
    "rejected": 3,
    "withdrawn": 3,
    "approved": 3,
    "signed": 4,
    "implemented": 5,
    "closed": 5,
}
_GAPS = ((0, 0), (5, 14), (9, 16), (4, 15), (5, 25))
_OVER = {"rejected", "withdrawn", "implemented", "closed"}
_RECENT = timedelta(days=60)
_SETTLED = timedelta(days=130)
_IN_FORCE = {"implemented", "closed"}
_APPROVED = {"approved", "signed"} | _IN_FORCE
# The step by which it is decided.
_DECIDED = 2
# What the commissioner decides alone, all in all; beyond that the cabinet does.
_DELEGATED = 500_000
# Up to so much whoever runs a change says alone what it does not touch.
_NO_EFFECT = 10_000
_A_YEAR = 365
_THOUSAND = 1000
_INDEXED = 4


class Change(NamedTuple):
    """A change of the portfolio, and when each of its steps was taken."""

    of: str
    title: str
    kind: str
    raised_by: str
    a_year: int
    months: int
    state: str
    steps: list[datetime]


def changes_of(told: Row, words: Row, days: Days) -> Iterator[Beat]:
    """Each change with its steps; prices move in order, whatever moves them."""
    changes = [_change(told, nth, days) for nth in range(len(told["changes"]))]
    for change in changes:
        together = _together(told, change, changes)
        yield from _until_decided(told, (change, together), words, days)
    yield from _prices(told, changes, days)
    for change in changes:
        if change.state == "closed":
            is_small = abs(_worth(told, change)) <= _NO_EFFECT
            asked = Followed(change.of, change.title, is_small)
            yield from followed(told, asked, change.steps[-1], days.last)


def _change(told: Row, nth: int, days: Days) -> Change:
    title, kind, raised_by, a_year, months, state = told["changes"][nth]
    last = min(days.last, told["end"])
    at = (
        days.between(known_since(told) + _RECENT, last - _SETTLED)
        if state in _OVER
        else days.between(last - _RECENT, last - _RECENT / 2)
    )
    steps = [at]
    for least, most in _GAPS[1 : _COURSES[state]]:
        steps.append(_clear_of_april(days.after(steps[-1], least, most), days))
    of = f"{told['of']}-change-{nth + 1}"
    return Change(of, title, kind, raised_by, a_year, months, state, steps)


def _clear_of_april(at: datetime, days: Days) -> datetime:
    """Prices are indexed then, and it is only said a week later."""
    return days.after(at, 20, 25) if at.month == _INDEXED else at


def _until_decided(
    told: Row, asked: tuple[Change, int], words: Row, days: Days
) -> Iterator[Beat]:
    change, _ = asked
    of, by, steps = change.of, told["by"], change.steps
    raised = {
        "contract_id": f"@{told['of']}",
        "title": change.title,
        "kind": change.kind,
        "raised_by": change.raised_by,
        "decision_wanted_by": steps[0].date() + timedelta(days=90),
    }
    yield Beat(steps[0], by, "create_change", of, raised)
    if len(steps) > 1:
        said = _assessed(told, change, words, days)
        yield Beat(steps[1], by, "assess_impact_change", of, said)
    if len(steps) > 2:  # noqa: PLR2004 - decided
        yield _decided(told, asked, words, days)
    if len(steps) > 3:  # noqa: PLR2004 - signed
        said = {"signed_on": steps[3].date(), "instrument": "change_control_note"}
        yield Beat(steps[3], by, "sign_change", of, said)


def _assessed(told: Row, change: Change, words: Row, days: Days) -> Row:
    said = {
        "value_delta": net(_worth(told, change)),
        "cost": {"per_year": net(change.a_year)},
        "risk": {"text": days.one(words["risk"])},
        "supply_chain": {"text": days.one(words["supply_chain"])},
        "exit": days.one(words["exit"]),
        "equality": days.one(words["equality"]),
    }
    return said | ({"term_delta_months": change.months} if change.months else {})


def _worth(told: Row, change: Change) -> int:
    """What it comes to until the end, in whole thousands."""
    if change.months:
        return change.a_year * change.months // 12
    end: date = told["end"]
    left = (end - change.steps[0].date()).days / _A_YEAR
    return round(change.a_year * left / _THOUSAND) * _THOUSAND


def _together(told: Row, change: Change, changes: list[Change]) -> int:
    """What the approved changes come to once this one is decided."""
    decided = [
        other for other in changes if other.state in _APPROVED and _is_by(other, change)
    ]
    return sum(_worth(told, other) for other in decided)


def _is_by(other: Change, change: Change) -> bool:
    """Whether a change is decided by the time of another."""
    return (
        len(change.steps) > _DECIDED and other.steps[_DECIDED] <= change.steps[_DECIDED]
    )


def _decided(told: Row, asked: tuple[Change, int], words: Row, days: Days) -> Beat:
    change, together = asked
    of, at = change.of, change.steps[2]
    match change.state:
        case "rejected":
            return Beat(at, "helena", "reject_change", of, _why(words["refused"], days))
        case "sent_back":
            return Beat(at, "helena", "send_back_change", of, _why(words["back"], days))
        case "withdrawn":
            why = _why(words["withdrawn"], days)
            return Beat(at, told["by"], "withdraw_change", of, why)
        case _ if max(abs(_worth(told, change)), abs(together)) > _DELEGATED:
            said = {
                "body": "Cabinet",
                "meeting_date": at.date() - timedelta(days=7),
                "outcome": "approved",
                "minute_ref": f"Minute {days.random.randint(31, 140)}",
            }
            return Beat(at, "jonah", "record_body_decision_change", of, said)
        case _:
            said = {"conditions": days.one(words["conditions"])}
            agreed = said if days.chance(0.4) else {}
            return Beat(at, "helena", "approve_change", of, agreed)


def _why(said: list[str], days: Days) -> Row:
    return {"reason": days.one(said)}


def _prices(told: Row, changes: list[Change], days: Days) -> Iterator[Beat]:
    """The price each time that it moved: indexed in April, or by a change in force."""
    moves: list[tuple[datetime, Change | tuple[float, str]]] = [
        (change.steps[-1], change) for change in changes if change.state in _IN_FORCE
    ]
    for year, rise in enumerate(told.get("indexed", ()), start=2024):
        moves.append((days.near(date(year, _INDEXED, 8)), rise))
    price = float(told["annual"])
    for at, move in sorted(moves, key=lambda each: each[0]):
        if isinstance(move, Change):
            price += move.a_year
            terms = {"terms": {"annual_value": net(price)}} if move.a_year else {}
            said = {"implemented_on": at.date(), **terms}
            yield Beat(at, told["by"], "implement_change", move.of, said)
        else:
            price = round(price * (1 + move[0] / 100), -3)
            since = at.date().replace(day=1)
            said = {
                "annual_value": net(price),
                "figure": move[1],
                "effective_on": since,
            }
            yield Beat(at, told["by"], "apply_indexation_contract", told["of"], said)
