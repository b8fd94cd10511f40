"""Rules about what follows a change in force: the four artefacts, and the chain."""

from datetime import date

from domain.law.days import working_days_after
from projections.change_control.reflection import states
from projections.findings.cases import ChangeCase, listed
from projections.findings.change_books import SEATS, book_of
from projections.findings.surroundings import Surroundings, after
from projections.findings.verdict import CLEAN, Hit, Verdict

OPEN = frozenset({"pending", "proposed"})


def register_untouched(change: ChangeCase, around: Surroundings) -> Verdict:
    """A5: the change is in force, and no event on a risk cites it."""
    return _unreflected(change, around, ("risk_register",))


def documents_untouched(change: ChangeCase, around: Surroundings) -> Verdict:
    """A6: the change is in force, and another artefact does not follow it."""
    others = ("contract_documents", "business_case", "financial_model")
    return _unreflected(change, around, others)


def not_flowed_down(change: ChangeCase, around: Surroundings) -> Verdict:
    """A29: the change was to touch seats of the chain, and these have not moved."""
    seats = listed(change.seat_ids)
    if change.implemented_on is None or change.agreed_at is None or not seats:
        return None
    since = _due(change.implemented_on, around)
    if since >= around.day:
        return CLEAN
    told = around.beside(SEATS).get(change.contract_id or "", {})
    left = [seat for seat in seats if told.get(seat, 0) < change.agreed_at]
    return Hit(after(since), {"seat_ids": left}) if left else CLEAN


def _unreflected(
    change: ChangeCase, around: Surroundings, artefacts: tuple[str, ...]
) -> Verdict:
    """Not of operational changes, and not where the artefact is not touched."""
    day = change.implemented_on
    if change.status != "implemented" or day is None or change.kind == "operational":
        return None
    has = book_of(change, around).bases.artefacts
    if all(has.get(name) is False for name in artefacts):
        return None
    due = _due(day, around)
    if due >= around.day:
        return CLEAN
    shown = {n: listed(getattr(change, n)) for n in ("reflections", "risk_ids")}
    now = states(shown, has)
    left = {name: now[name] for name in artefacts if now[name] in OPEN}
    return Hit(after(due), left) if left else CLEAN


def _due(implemented_on: str, around: Surroundings) -> str:
    days = around.threshold("reflection-working-days")
    return working_days_after(date.fromisoformat(implemented_on), days).isoformat()
