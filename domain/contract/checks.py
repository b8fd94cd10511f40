"""What is checked of a contract's values, whichever verb brings them."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from domain.contract.commands import EstablishContract
from domain.errors import RuleBroken
from domain.timeline import Timeline
from domain.values import Unknown

# Before these nothing is agreed, so terms move freely; after them nothing is.
LIVE: Final = frozenset({"live", "extended", "notice_given", "exiting"})
OVER: Final = frozenset({"ended", "closed"})


def is_settled(value: Any) -> bool:
    """Whether a value is an answer: known, or known not to apply."""
    return value not in (None, "unknown") and not isinstance(value, Unknown)


def refuse_end_before_start(held: Mapping[str, Any], said: Mapping[str, Any]) -> None:
    """INV-C3: a contract does not end before it starts, with what is now said of it."""
    start, end = (said.get(f, held.get(f)) for f in ("start", "end"))
    if isinstance(start, date) and isinstance(end, date) and end < start:
        detail = (
            f"the contract would end on {end}, before it starts on {start};"
            " give an end on or after the start"
        )
        pointer = "/end" if "end" in said else "/start"
        raise RuleBroken(detail, rule="INV-C3", pointer=pointer)


def refuse_bound(status: str, news: Iterable[str]) -> None:
    """Refuses to move terms past the change request that they take."""
    named = ", ".join(sorted(news))
    if status in LIVE:
        detail = (
            f"the contract is {status}, so {named} moves by a change request: raise"
            " one and implement it. If it was entered wrongly, correct it; if it was"
            " not known, establish it"
        )
        raise RuleBroken(detail, rule="terms-by-change")
    if status in OVER:
        detail = (
            f"the contract is {status}: nothing is left to amend in {named}."
            " If it was entered wrongly, correct it"
        )
        raise RuleBroken(detail, rule="contract-over")


def refuse_settled(
    timeline: Timeline, news: Iterable[str], days: Iterable[date]
) -> None:
    """Refuses to move what is known already: that is a correction or a change."""
    for day in days:
        for field in sorted(news):
            entry = timeline.behind((field,), day)
            if entry is not None and is_settled(entry.values[field]):
                detail = (
                    f"{field} is known since #{entry.position}, and what is known"
                    " stays. If that was wrong, correct it; a term that was agreed"
                    " anew takes a change request"
                )
                raise RuleBroken(detail, rule="established-once", pointer=f"/{field}")


def refuse_other(timeline: Timeline, news: Iterable[str]) -> None:
    """Refuses to say otherwise what was known: a thing happens on one day."""
    refuse_settled(timeline, news, (date.max,))


def refuse_without_source(command: EstablishContract, news: Iterable[str]) -> None:
    """Refuses what was found out nobody says where."""
    if command.source or command.source_document or command.reason:
        return
    detail = (
        f"say from what source {', '.join(sorted(news))} is known: name it in source,"
        " or file it and give its id as source_document"
    )
    raise RuleBroken(detail, rule="establish-source", pointer="/source")
