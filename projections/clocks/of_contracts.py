"""The clocks of contracts: ends, notices, options, debts, what is to be published."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import func, select

from domain.law import procurement_act, terms
from domain.law.procurement_act import Bought
from domain.law.verdict import Missing
from projections.clocks.looking import Json, Look, gaps_of, one_of, read
from projections.clocks.tally import Subject, Tally, is_not_applicable

NAMES: Sequence[str] = (
    "status",
    "contract_manager",
    "regime",
    "light_touch",
    "category",
    "end",
    "notice_ends_on",
    "signed_on",
    "ended_on",
    "termination_notice",
    "review_on",
    "notice_period_months",
    "break_dates",
    "extension_options",
    "options_left",
    "obligations",
)
AGREED = frozenset({"awarded", "mobilising", "live", "extended"})
RUNNING = AGREED | {"notice_given", "exiting"}
BEFORE = frozenset({"planned", "in_procurement", "awarded"})
ENTERED = (RUNNING | {"ended"}) - {"awarded"}
# Types of notices by the day of each that was published, of one contract.
Published = Mapping[str, Sequence[str | None]]


class Found(NamedTuple):
    """A contract as clocks see it: what it is, its fields, and why some are missing."""

    subject: Subject
    said: Json
    gaps: Json

    def day(self, name: str) -> date | None:
        """A date of the contract, None if there is none."""
        value = self.said[name]
        return None if value is None else date.fromisoformat(value)

    def is_open(self, name: str) -> bool:
        """Whether a field has no value, and might have one."""
        missing = self.said[name] is None
        return missing and not is_not_applicable(self.gaps.get(name))


def set_clocks(look: Look, tally: Tally) -> None:
    """Sets the clocks of all contracts that are not closed."""
    found = look.rows("contract", NAMES, ("closed",))
    published = published_notices(look, [each.id for each in found])
    for thing, gaps, *cells in found:
        said = dict(zip(NAMES, cells, strict=True))
        subject = Subject("contract", thing, thing, said["contract_manager"])
        contract = Found(subject, said, gaps_of(gaps))
        _terms(tally, contract)
        _debts(tally, contract)
        _notices(tally, contract, published.get(thing, {}))


def bought(said: Mapping[str, Any]) -> Bought:
    """How a contract was bought, by its columns."""
    regime, light = said["regime"], said["light_touch"]
    return Bought(
        None if regime == "unknown" else regime,
        None if light is None else bool(light),
        said["category"],
    )


def published_notices(
    look: Look, contracts: Collection[str]
) -> Mapping[str, Published]:
    """The recorded notices of the Procurement Act of contracts, by these and type."""
    if not contracts:
        return {}
    view = look.view
    rows = view.pages.alive("notice", view.pin)
    kind = func.upper(rows.c.notice_type)
    wanted = select(rows.c.contract_id, kind, rows.c.published_on).where(
        kind.like("UK%"), one_of(rows.c.contract_id, contracts)
    )
    found: dict[str, dict[str, list[str | None]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for contract, name, day in view.connection.execute(wanted, view.pin.params):
        found[contract][name].append(day)
    return found


def _terms(tally: Tally, contract: Found) -> None:
    """The end, and what has to be said some time before it."""
    status, subject = contract.said["status"], contract.subject
    if status not in RUNNING:
        return
    end = contract.day("end")
    last = contract.day("notice_ends_on") if status == "notice_given" else end
    if last is not None or contract.is_open("end"):
        tally.judge(subject, terms.to_end(last or end))
    if contract.said["review_on"] is not None or contract.is_open("review_on"):
        tally.told(subject, "contract_review", contract.said["review_on"], None)
    if status in AGREED:
        _notice(tally, contract, end)
        _option(tally, contract, end)


def _notice(tally: Tally, contract: Found, end: date | None) -> None:
    if is_not_applicable(contract.gaps.get("notice_period_months")):
        return
    periods = read(contract.said["notice_period_months"]) or {}
    months = periods.get("council")
    if end is not None or contract.is_open("end"):
        tally.judge(contract.subject, terms.to_give_notice(end, months))
    for day in read(contract.said["break_dates"]) or ():
        verdict = terms.to_give_notice(date.fromisoformat(day), months, terms.BREAK)
        tally.judge(contract.subject, verdict, day, f"break on {day}")


def _option(tally: Tally, contract: Found, end: date | None) -> None:
    """The next option alone: before it is taken up nobody knows the end behind it."""
    if contract.is_open("extension_options"):
        tally.unknown(contract.subject, terms.EXTENSION)
    for option in (read(contract.said["options_left"]) or [])[:1]:
        months = option["months"]
        verdict = terms.to_extend(end, option.get("notice_months"))
        part = contract.said["end"] or ""
        tally.judge(contract.subject, verdict, part, f"{months} months")


def _debts(tally: Tally, contract: Found) -> None:
    """What either side owes, and has not done yet."""
    for debt in read(contract.said["obligations"]) or ():
        if debt["fulfilled_on"] is not None:
            continue
        kind, day = f"obligation_{debt['owed_by']}", debt["due_on"]
        if isinstance(day, str):
            part = str(debt["obligation"])
            tally.due(contract.subject, kind, day, part, debt["what"])
        elif not is_not_applicable(day):
            tally.unknown(contract.subject, kind)


def _notices(tally: Tally, contract: Found, published: Published) -> None:
    """What the statute wants published of it, and is not recorded as published."""
    said, subject, buying = contract.said, contract.subject, bought(contract.said)
    status = said["status"]
    if status in BEFORE and said["signed_on"] is None:
        _standstill(tally, contract, buying, published.get("UK6", ()))
    if status in ENTERED and "UK7" not in published:
        entered = contract.day("signed_on")
        tally.judge(subject, procurement_act.details_notice(buying, entered))
    is_open = status == "ended" and contract.is_open("termination_notice")
    if is_open and "UK11" not in published:
        ended = contract.day("ended_on")
        tally.judge(subject, procurement_act.termination_notice(buying, ended))


def _standstill(
    tally: Tally, contract: Found, buying: Bought, days: Sequence[str | None]
) -> None:
    """From the award notice on; one that was awarded must have had one."""
    known = [day for day in days if day is not None]
    day = date.fromisoformat(max(known)) if known else None
    verdict = procurement_act.standstill(buying, day)
    was_awarded = contract.said["status"] == "awarded"
    if was_awarded or not isinstance(verdict, Missing):
        tally.judge(contract.subject, verdict)
