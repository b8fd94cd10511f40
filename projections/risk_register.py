"""The risk register: every risk with its three scores, and what moved them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import and_, case, func, select

from projections.filters import matching
from projections.flags import NAMED_FLAGS
from projections.history import told
from projections.london import end_of
from projections.pages import Question
from projections.rendering import Json
from projections.risk_entries import SCORES, entries, shared_entry
from projections.sharing import is_shared_with
from projections.view import Page, View

PARTS = ("likelihood", "impact")
# What is counted over all risks, and by which flag.
COUNTED = {
    "above_appetite": "above_appetite",
    "appetite_not_set": "appetite_not_set",
    "overdue_reviews": "review_overdue",
    "overdue_actions": "action_overdue",
    "acceptances_over": "acceptance_over",
}
Cell = tuple[Any, Any]
OPEN: Mapping[str, Sequence[str]] = {"status": ("open",)}


class RiskRegister(NamedTuple):
    """A page of entries, and figures over all risks that the question matches.

    Who reads what is shared is told no figures: they would count what is not.
    """

    page: Page
    heat_maps: Mapping[str, Any]
    counts: Mapping[str, Any]


def risk_register(view: View, asked: Question) -> RiskRegister:
    """The register of risks: open ones, the worst first, unless told otherwise."""
    if is_shared_with(view.reach):
        maps: dict[str, None] = dict.fromkeys(SCORES)
        return RiskRegister(register_page(view, asked), maps, dict.fromkeys(COUNTED))
    heat_maps, counts = _figures(view, _usual(asked))
    return RiskRegister(register_page(view, asked), heat_maps, counts)


def register_page(view: View, asked: Question) -> Page:
    """A page of its entries, without the figures over all of them."""
    if is_shared_with(view.reach):
        page = view.page("risk", replace(asked, filters={**OPEN, **asked.filters}))
        items = [shared_entry(view, risk) for risk in page.items]
        return page._replace(items=items)
    page = view.page("risk", _usual(asked))
    return page._replace(items=entries(view, page.items))


def _usual(asked: Question) -> Question:
    filters = {**OPEN, **asked.filters}
    return replace(asked, filters=filters, sort=asked.sort or "-current")


def risk_around(view: View, named: str, day: date, *, events: bool) -> Json:
    """A risk as it was known at the end of a day, and all that came to light later.

    `later` is None for who reads no events of the risk, as `events` says.
    """
    thing = view.known("risk", named)
    position = min(view.log.position_at(end_of(day)), view.position)
    then = replace(view.pin, position=position, effective_on=day, recorded_on=day)
    rows = view.things.rows(view.connection, "risk", then, [thing])
    shown = view.rendered("risk", rows)
    recorded = view.log.history(UUID(thing), view.position)
    return {
        "id": thing,
        "date": day.isoformat(),
        "position": position,
        "known": shown[0] if shown else None,
        "later": told(view, [e for e in recorded if e.position > position])
        if events
        else None,
    }


def _figures(
    view: View, asked: Question
) -> tuple[dict[str, list[Json]], dict[str, int]]:
    """How many risks have each likelihood and impact, and how many each flag.

    All risks are gone through once, for the three maps and the counts together.
    """
    appetites = view.pages.appetites(view.connection, view.pin)
    rows, may = _asked(view, replace(asked, appetites=appetites))
    cells = [rows.c[f"{name}_{part}"] for name in SCORES for part in PARTS]
    flags = [
        func.sum(case((NAMED_FLAGS["risk"][flag](rows, appetites), 1), else_=0))
        for flag in COUNTED.values()
    ]
    wanted = select(func.count(), *flags, *cells).where(may).group_by(*cells)
    maps = {name: Counter[Cell]() for name in SCORES}
    counted = view.connection.execute(wanted, view.pin.params).all()
    counts = {
        name: sum(row[at] for row in counted) for at, name in enumerate(COUNTED, 1)
    }
    for count, *found in counted:
        at = len(COUNTED)
        for name in SCORES:
            maps[name][found[at], found[at + 1]] += count
            at += len(PARTS)
    return {name: _heat_map(m) for name, m in maps.items()}, _whole(counts)


def _whole(counts: Mapping[str, Any]) -> dict[str, int]:
    """Counts as whole numbers: a database may sum them to a decimal."""
    return {name: int(count) for name, count in counts.items()}


def _heat_map(counts: Mapping[Cell, int]) -> list[Json]:
    cells = sorted(cell for cell in counts if cell[0] is not None)
    return [
        {"likelihood": cell[0], "impact": cell[1], "count": counts[cell]}
        for cell in cells
    ]


def _asked(view: View, asked: Question) -> Any:
    """The rows that a question matches and the caller may read."""
    model = view.schema.models["risk"]
    rows = view.pages.alive("risk", view.pin)
    may = view.pages.readable("risk", view.pin, rows, view.reach)
    listed = view.pages.listed("risk", view.pin, rows, view.reach)
    return rows, and_(
        matching(listed._replace(appetites=asked.appetites), asked.filters, asked.q),
        view.pages.within(model, rows, asked.within),
        may,
    )
