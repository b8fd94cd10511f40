"""The entries of the risk register: a risk, and what the register makes of it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from projections.flags import Appetites
from projections.policies import band, read_bands
from projections.rendering import Json
from projections.spelling import Spelling, fetch
from projections.view import View

SCORES = ("inherent", "current", "target")
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
# What the council judges of a risk by its own appetite and calendar.
JUDGED = (
    "appetite",
    "above_appetite",
    "review_overdue",
    "action_overdue",
    "acceptance",
)


def entries(view: View, risks: Sequence[Json]) -> list[Json]:
    """Risks with their bands, trend, what moved them, and what is overdue."""
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


def shared_entry(view: View, risk: Json) -> Json:
    """An entry for whom it is shared with: without what the council makes of it."""
    bands = read_bands(view)[risk["matrix_version"] or 0]
    return {
        **risk,
        "bands": {name: band(bands, risk[name]) for name in SCORES},
        "trend": _trend(risk),
        "moved_by": None,
        **dict.fromkeys(JUDGED),
    }
