"""The clocks of changes: decisions, notices, standstills, copies, and what follows."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from domain.law.days import working_days_after
from domain.law.modification.notices import (
    CAREFUL,
    VOLUNTARY_STANDSTILL,
    Moved,
    change_notice,
    modified_copy,
)
from domain.law.modification.summing import moved, standing_of
from projections.change_control.books import Book, read_books
from projections.change_control.reflection import states
from projections.clocks.looking import Look, gaps_of, read
from projections.clocks.of_contracts import Published, published_notices
from projections.clocks.tally import Subject, Tally
from projections.policies import read_thresholds

NAMES: Sequence[str] = (
    "contract_id",
    "held_by",
    "status",
    "decision_wanted_by",
    "raised_on",
    "signed_on",
    "implemented_on",
    "notices",
    "reflections",
    "risk_ids",
)
WAITING = frozenset({"raised", "assessed", "sent_back"})
AGREED = frozenset({"approved", "signed", "implemented", "closed"})
OPEN = frozenset({"pending", "proposed"})
NOTHING: Published = {}
Json = dict[str, Any]


class Policy(NamedTuple):
    """What the policy says of changes."""

    careful: bool
    days: int


def set_clocks(look: Look, tally: Tally) -> None:
    """Sets the clocks of changes that wait, and of those that were agreed."""
    found = look.rows("change", NAMES, ("rejected", "withdrawn"))
    touched = {each.contract_id for each in found if each.status in AGREED}
    books, notices = _books(look, touched), published_notices(look, touched)
    policy = _policy(look) if touched else Policy(careful=True, days=0)
    for thing, gaps, *cells in found:
        said = dict(zip(NAMES, cells, strict=True)) | {"id": thing}
        contract = said["contract_id"]
        subject = Subject("change", thing, contract, said["held_by"])
        if said["status"] in WAITING:
            gap = gaps_of(gaps).get("decision_wanted_by")
            wanted = said["decision_wanted_by"]
            tally.told(subject, "decision_wanted", wanted, gap)
        elif contract in books and thing in books[contract].deltas:
            said["notices"] = read(said["notices"]) or []
            published = notices.get(contract, NOTHING).get("UK10", ())
            _agreed(tally, subject, said, (books[contract], policy, published))


def _agreed(
    tally: Tally,
    subject: Subject,
    said: Json,
    beside: tuple[Book, Policy, Sequence[str | None]],
) -> None:
    """What is due of a change that was agreed, or that happened."""
    book, policy, published = beside
    of, bought, careful = _moved(book, subject.id), book.bases.bought, policy.careful
    if not _is_published(said, published):
        day = _day(said["implemented_on"] or said["signed_on"])
        tally.judge(subject, change_notice(bought, of, day, careful=careful))
    _standstill(tally, subject, said)
    implemented = _day(said["implemented_on"])
    if implemented is None:
        return
    if not any(one["notice"] == "modified_copy" for one in said["notices"]):
        tally.judge(subject, modified_copy(bought, of, implemented, careful=careful))
    if said["status"] == "implemented":
        _reflection(tally, subject, said, (book, policy, implemented))


def _standstill(tally: Tally, subject: Subject, said: Json) -> None:
    """It stands still until a day that is yet to come, unless that is over anyway."""
    last = max((o["standstill_until"] or "" for o in said["notices"]), default="")
    if last >= tally.today and said["implemented_on"] is None:
        tally.due(subject, VOLUNTARY_STANDSTILL.name, last)


def _reflection(
    tally: Tally, subject: Subject, said: Json, beside: tuple[Book, Policy, date]
) -> None:
    """All artefacts follow it within so many working days."""
    book, policy, implemented = beside
    shown = {name: read(said[name]) or [] for name in ("reflections", "risk_ids")}
    now = states(shown, book.bases.artefacts)
    left = [name for name, state in now.items() if state in OPEN]
    if left:
        due = working_days_after(implemented, policy.days).isoformat()
        tally.due(subject, "reflection", due, "", ", ".join(left).replace("_", " "))


def _books(look: Look, contracts: set[str]) -> Mapping[str, Book]:
    """The changes of contracts with what these were awarded for, where it is told."""
    readable = look.view.readable("contract", contracts) if contracts else set()
    return read_books(look.view, readable) if readable else {}


def _policy(look: Look) -> Policy:
    said = read_thresholds(look.view)
    careful = said["change-notice-parts"] >= CAREFUL
    return Policy(careful, int(said["reflection-working-days"]))


def _moved(book: Book, change: str) -> Moved:
    """By how much it moves its contract, with all that is really one with it."""
    delta = book.deltas[change]
    others = [other for other in book.deltas.values() if other.id != change]
    return moved(book.bases.award, delta, standing_of(delta, others))


def _is_published(said: Mapping[str, Any], days: Sequence[str | None]) -> bool:
    """Whether a change notice has come out, of it or since it was raised."""
    if any(one["notice"] == "UK10" for one in said["notices"]):
        return True
    raised = said["raised_on"]
    return any(day is None or raised is None or day >= raised for day in days)


def _day(said: str | None) -> date | None:
    return None if said is None else date.fromisoformat(said)
