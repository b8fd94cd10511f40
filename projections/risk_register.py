"""The risk register: every risk with its three scores, and what moved them."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import and_, case, func, select

from projections.filters import matching
from projections.flags import NAMED_FLAGS, Appetites
from projections.history import told
from projections.london import end_of
from projections.pages import Question
from projections.policies import band, read_bands
from projections.rendering import Json
from projections.sharing import is_shared_with
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
# Where in a row of an assessment the change is: after the id and what is before it.
CHANGE = 1 + MOVE.index("change_id")
# What is counted over all risks, and by which flag.
COUNTED = {
    "above_appetite": "above_appetite",
    "appetite_not_set": "appetite_not_set",
    "overdue_reviews": "review_overdue",
    "overdue_actions": "action_overdue",
    "acceptances_over": "acceptance_over",
}
# What the council judges of a risk by its own appetite and calendar.
JUDGED = (
    "appetite",
    "above_appetite",
    "review_overdue",
    "action_overdue",
    "acceptance",
)
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
        items = [_shared_entry(view, risk) for risk in page.items]
        return page._replace(items=items)
    page = view.page("risk", _usual(asked))
    return page._replace(items=_entries(view, page.items))


def _usual(asked: Question) -> Question:
    filters = {**OPEN, **asked.filters}
    return replace(asked, filters=filters, sort=asked.sort or "-current")


def _shared_entry(view: View, risk: Json) -> Json:
    """An entry for whom it is shared with: without what the council makes of it."""
    bands = read_bands(view)[risk["matrix_version"] or 0]
    return {
        **risk,
        "bands": {name: band(bands, risk[name]) for name in SCORES},
        "trend": _trend(risk),
        "moved_by": None,
        **dict.fromkeys(JUDGED),
    }


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


def _entries(view: View, risks: Sequence[Json]) -> list[Json]:
    bands = read_bands(view)
    moves = _moves(view, [risk["id"] for risk in risks])
    today = view.pin.effective_on.isoformat()
    appetites = view.pages.appetites(view.connection, view.pin)
    return [
        {
            **risk,
            "bands": {
                name: band(bands[risk["matrix_version"] or 0], risk[name])
                for name in SCORES
            },
            "trend": _trend(risk),
            "moved_by": moves[risk["id"]],
            **_appetite(risk, appetites),
            "review_overdue": _is_overdue(risk, "next_review", today),
            "action_overdue": _is_overdue(risk, "next_action_due", today),
            "acceptance": _acceptance(risk, today),
        }
        for risk in risks
    ]


def _trend(risk: Json) -> str | None:
    """Whether the last assessment raised or lowered the score that stood before it."""
    before, now = risk["previous_score"], risk["current"]
    if before is None or now is None or before == now["score"]:
        return None if now is None else "same"
    return "up" if before < now["score"] else "down"


def _appetite(risk: Json, appetites: Appetites) -> Json:
    """The highest score within appetite, and whether this one is above; or not known.

    `appetite` is null where nobody has set one for the category.
    """
    category, now = risk["category"], risk["current"]
    own = appetites.get(category) if isinstance(category, str) else None
    limit = appetites.get(None) if own is None else own
    above = None if limit is None or now is None else now["score"] > limit
    return {"appetite": limit, "above_appetite": above}


def _is_overdue(risk: Json, field: str, today: str) -> bool:
    due = risk[field]
    return risk["status"] != "closed" and isinstance(due, str) and due < today


def _acceptance(risk: Json, today: str) -> str | None:
    """Whether what was accepted stands, is over, or was outgrown by the score."""
    if risk["accepted_until"] is None:
        return None
    if risk["accepted_until"] <= today:
        return "over"
    now = risk["current"]
    higher = now is not None and now["score"] > risk["accepted_score"]
    return "outgrown" if higher else "stands"


def _moves(view: View, ids: Sequence[str]) -> Mapping[str, list[Json]]:
    """Every assessment of some risks: from what to what, and why."""
    found = defaultdict[str, dict[int, Json]](dict)
    rows = _assessments(view, ids)
    changes = {row[CHANGE] for row in rows}
    labels = view.labels("change", sorted(changes - {None}))
    references = {change: known.get("reference") for change, known in labels.items()}
    for row in rows:
        move: Json = dict(zip(MOVE, row[1:], strict=True))
        move["change_reference"] = references.get(row[CHANGE])
        found[row[0]][row[1]] = move
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
