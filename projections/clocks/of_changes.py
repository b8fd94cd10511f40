"""The clocks of changes: decisions that are wanted, and notices before a change."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from domain.law.procurement_act import Bought, change_notice
from projections.clocks.looking import Look, gaps_of
from projections.clocks.of_contracts import Published, bought, published_notices
from projections.clocks.tally import Subject, Tally

NAMES: Sequence[str] = (
    "contract_id",
    "held_by",
    "status",
    "decision_wanted_by",
    "raised_on",
    "signed_on",
    "implemented_on",
    "value_delta_pence",
    "value_delta_currency",
    "term_delta_months",
)
AWARDED: Sequence[str] = (
    "regime",
    "light_touch",
    "category",
    "start",
    "max_end_at_award",
    "estimated_value_at_award_pence",
    "estimated_value_at_award_currency",
)
WAITING = frozenset({"raised", "assessed", "sent_back"})
AGREED = frozenset({"approved", "signed", "implemented"})
NOTHING: Published = {}
Json = dict[str, Any]


def set_clocks(look: Look, tally: Tally) -> None:
    """Sets the clocks of changes that wait, and of those that are to be published."""
    found = look.rows("change", NAMES, ("rejected", "withdrawn"))
    touched = {each.contract_id for each in found if each.status in AGREED}
    awards, notices = _awards(look, touched), published_notices(look, touched)
    for thing, gaps, *cells in found:
        said = dict(zip(NAMES, cells, strict=True))
        contract = said["contract_id"]
        subject = Subject("change", thing, contract, said["held_by"])
        if said["status"] in WAITING:
            gap = gaps_of(gaps).get("decision_wanted_by")
            wanted = said["decision_wanted_by"]
            tally.told(subject, "decision_wanted", wanted, gap)
        elif said["status"] in AGREED and contract in awards:
            published = notices.get(contract, NOTHING).get("UK10", ())
            if not _is_published(said, published):
                tally.judge(subject, _notice(said, awards[contract]))


def _awards(look: Look, contracts: set[str]) -> Mapping[str, Json]:
    """How contracts were bought, by their ids."""
    return {
        thing: dict(zip(AWARDED, cells, strict=True))
        for thing, _, *cells in look.rows("contract", AWARDED, among=contracts)
    }


def _is_published(said: Mapping[str, Any], days: Sequence[str | None]) -> bool:
    """Whether a change notice has come out since the change was raised."""
    raised = said["raised_on"]
    return any(day is None or raised is None or day >= raised for day in days)


def _notice(said: Mapping[str, Any], award: Json) -> Any:
    buying: Bought = bought(award)
    day = said["implemented_on"] or said["signed_on"]
    return change_notice(
        buying,
        _of_value(said, award),
        _share(said["term_delta_months"], _months(award)),
        None if day is None else date.fromisoformat(day),
    )


def _of_value(said: Mapping[str, Any], award: Json) -> Decimal | None:
    """The part of the value at award by which it moves, in one currency alone."""
    named = "estimated_value_at_award_"
    if said["value_delta_currency"] != award[f"{named}currency"]:
        return None
    return _share(said["value_delta_pence"], award[f"{named}pence"])


def _months(award: Json) -> int | None:
    first, last = award["start"], award["max_end_at_award"]
    if first is None or last is None:
        return None
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    return (end.year - start.year) * 12 + end.month - start.month


def _share(part: int | None, whole: int | None) -> Decimal | None:
    if part is None or not whole:
        return None
    return Decimal(part) / Decimal(whole)
