"""The risk register: every risk with its three scores, and what moved them."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import and_, case, func, select

from projections.filters import matching
from projections.history import told
from projections.london import end_of
from projections.pages import Question
from projections.policies import band, read_bands
from projections.rendering import Json, render
from projections.spelling import Spelling, fetch
from projections.view import Page, View

SCORES = ("inherent", "current", "target")
PARTS = ("likelihood", "impact")
MOVE = (
    "position",
    "on",
    "from",
    "to",
    "change_id",
    "indicator_id",
    "indicator_name",
)
Cell = tuple[Any, Any]
OPEN: Mapping[str, Sequence[str]] = {"status": ("open",)}


class RiskRegister(NamedTuple):
    """A page of entries, and figures over all risks that the question matches."""

    page: Page
    heat_maps: dict[str, list[Json]]
    overdue_reviews: int


def risk_register(view: View, asked: Question) -> RiskRegister:
    """The register of risks: open ones, the worst first, unless told otherwise."""
    heat_maps, overdue = _figures(view, _usual(asked))
    return RiskRegister(register_page(view, asked), heat_maps, overdue)


def register_page(view: View, asked: Question) -> Page:
    """A page of its entries, without the figures over all of them."""
    page = view.page("risk", _usual(asked))
    return page._replace(items=_entries(view, page.items))


def _usual(asked: Question) -> Question:
    filters = {**OPEN, **asked.filters}
    return replace(asked, filters=filters, sort=asked.sort or "-current")


def risk_around(view: View, named: str, day: date) -> Json:
    """A risk as it was known at the end of a day, and all that came to light later."""
    thing = view.known("risk", named)
    position = min(view.log.position_at(end_of(day)), view.position)
    then = replace(view.pin, position=position, effective_on=day, recorded_on=day)
    rows = view.things.rows(view.connection, "risk", then, [thing])
    shown = render(view.schema.models["risk"], rows, view.labels)
    events = view.log.history(UUID(thing), view.position)
    return {
        "id": thing,
        "date": day.isoformat(),
        "position": position,
        "known": shown[0] if shown else None,
        "later": told(view, [e for e in events if e.position > position]),
    }


def _entries(view: View, risks: Sequence[Json]) -> list[Json]:
    bands = read_bands(view)
    moves = _moves(view, [risk["id"] for risk in risks])
    today = view.pin.effective_on.isoformat()
    return [
        {
            **risk,
            "bands": {
                name: band(bands[risk["matrix_version"] or 0], risk[name])
                for name in SCORES
            },
            "trend": _trend(risk),
            "moved_by": moves[risk["id"]],
            "review_overdue": _is_overdue(risk, today),
        }
        for risk in risks
    ]


def _trend(risk: Json) -> str | None:
    """Whether the last assessment raised or lowered the score that stood before it."""
    before, now = risk["previous_score"], risk["current"]
    if before is None or now is None or before == now["score"]:
        return None if now is None else "same"
    return "up" if before < now["score"] else "down"


def _is_overdue(risk: Json, today: str) -> bool:
    review = risk["next_review"]
    return risk["status"] == "open" and isinstance(review, str) and review < today


def _moves(view: View, ids: Sequence[str]) -> Mapping[str, list[Json]]:
    """Every assessment of some risks: from what to what, and why."""
    found = defaultdict[str, dict[int, Json]](dict)
    for risk, position, *said in _assessments(view, ids):
        found[risk][position] = dict(zip(MOVE, (position, *said), strict=True))
    changes = {m["change_id"] for moves in found.values() for m in moves.values()}
    labels = view.labels("change", sorted(changes - {None}))
    for moves in found.values():
        for move in moves.values():
            known = labels.get(move["change_id"] or "", {})
            move["change_reference"] = known.get("reference")
    return defaultdict(
        list,
        {risk: [moves[at] for at in sorted(moves)] for risk, moves in found.items()},
    )


def _assessments(view: View, ids: Sequence[str]) -> Sequence[Sequence[Any]]:
    """The rows that an assessment began, of each risk many: id and the cells of MOVE.

    Without Core, which would take longer over thousands of them than the database.
    """
    spell, tables = Spelling(view.connection), view.schema.nouns["risk"]
    where = (
        f"id IN ({spell.marks(len(ids))}) AND known_from <= {spell.mark}"
        " AND assessed_at = known_from"
    )
    cells = (
        "id, assessed_at, assessed_on, previous_score, current_score, change_id,"
        " indicator_id, indicator_name"
    )
    arms = [
        f"SELECT {cells} FROM {spell.name(table)} WHERE {where}"  # noqa: S608
        for table in (tables.live, tables.ended, tables.past)
    ]
    params = (*ids, view.position) * len(arms)
    return fetch(view.connection, " UNION ALL ".join(arms), params) if ids else ()


def _figures(view: View, asked: Question) -> tuple[dict[str, list[Json]], int]:
    """How many risks have each likelihood and impact, and how many are overdue.

    All risks are gone through once, for the three maps and the count together.
    """
    rows, may = _asked(view, asked)
    cells = [rows.c[f"{name}_{part}"] for name in SCORES for part in PARTS]
    late = and_(
        rows.c.status == "open", rows.c.next_review < view.pin.effective_on.isoformat()
    )
    wanted = (
        select(func.count(), func.sum(case((late, 1), else_=0)), *cells)
        .where(may)
        .group_by(*cells)
    )
    maps = {name: Counter[Cell]() for name in SCORES}
    overdue = 0
    counted = view.connection.execute(wanted, view.pin.params).all()
    for count, late_ones, *found in counted:
        overdue += late_ones
        for at, name in enumerate(SCORES):
            maps[name][found[2 * at], found[2 * at + 1]] += count
    return {name: _heat_map(counts) for name, counts in maps.items()}, int(overdue)


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
    return rows, and_(
        matching(view.pages.listed("risk", view.pin, rows), asked.filters, asked.q),
        view.pages.within(model, rows, asked.within),
        may,
    )
