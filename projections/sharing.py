"""What of a thing those see with whom it is shared: their side of it, and no more.

Rights are those of now: what is shared today is shown of every day, and nothing else.
What is left out reads null, and so do the version and the first day of what holds: both
move with every act on the other side. Nobody filters or sorts by what is left out.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from sqlalchemy import Connection, select

from domain.errors import RuleBroken
from domain.rights import Reach
from projections.model import Model
from projections.pages import Question
from projections.rendering import Json
from projections.tables import Schema

# What a risk is, and who bears it: what sharing it means.
_ALWAYS: Final = frozenset(
    {
        "status",
        "scope",
        "contract_id",
        "organisation_id",
        "category",
        "type",
        "level",
        "proximity",
        "velocity",
        "borne_by",
        "title",
        "cause",
        "event",
        "consequence",
        "shared_with",
        "shared_parts",
        "issue_id",
        "entered_by",
    }
)
# What the council may show beside it, by the name of the part.
_PARTS: Final[Mapping[str, frozenset[str]]] = {
    "scores": frozenset(
        {
            "inherent",
            "current",
            "target",
            "previous_score",
            "matrix_version",
            "assessed_on",
            "score_basis",
            "dimensions",
        }
    ),
    "response": frozenset(
        {
            "owner",
            "response",
            "mitigation",
            "contingency",
            "recovery",
            "bearers",
            "instrument",
            "instrument_reference",
        }
    ),
    "work": frozenset(
        {"controls", "actions", "indicators", "next_action_due", "worst_indicator"}
    ),
}
# Of a change that a provider raised: its own words, how far it is, what was decided.
# What the council makes of it, who works on it and by when is the council's own.
_RAISED: Final = frozenset(
    {
        "status",
        "contract_id",
        "kind",
        "raised_by",
        "entered_by",
        "raised_on",
        "title",
        "description",
        "decision_wanted_by",
        "approved_on",
        "conditions",
        "body",
        "body_outcome",
        "meeting_date",
        "signed_on",
        "instrument",
        "implemented_on",
        "closed_on",
    }
)
# Of whatever else is shared: how much was said of it, and of whom it is kept.
_INSIDE: Final = frozenset({"comments", "confidential_from"})
_NOT_ASKED: Final = {"shared_with", "shared_parts", "issue_id", "entered_by"}
_ASKED: Final[Mapping[str, frozenset[str]]] = {
    "risk": _ALWAYS - _NOT_ASKED | {"born_at", "in_error"},
    "change": _RAISED - _NOT_ASKED | {"born_at", "in_error"},
}
_HEAD: Final = ("version", "effective_from")


def is_shared_with(reach: Reach) -> bool:
    """Whether somebody reads some things only because they are shared."""
    return not reach.everything and any(part.only_shared for part in reach.parts)


def whole(reach: Reach) -> Reach:
    """What somebody reads whole: through grants that ask for no sharing."""
    return replace(reach, parts=tuple(p for p in reach.parts if not p.only_shared))


def parts_now(
    connection: Connection, schema: Schema, ids: Iterable[str]
) -> dict[str, Sequence[str]]:
    """Which parts of risks are shared today."""
    model, live = schema.models["risk"], schema.nouns["risk"].live
    wanted = select(live).where(
        live.c.id.in_(sorted(ids)), live.c.effective_until.is_(None)
    )
    rows = [tuple(row) for row in connection.execute(wanted)]
    return {row[0]: model.read(row, "shared_parts") or () for row in rows}


def as_shared(
    model: Model, thing: Json, reach: Reach, parts: Sequence[str] = ()
) -> Json:
    """A thing with what is shared of it; of a risk also these parts."""
    if model.noun == "risk":
        return _risk(model, thing, parts, reach)
    if model.noun == "change":
        return _change(model, thing)
    return {name: None if name in _INSIDE else value for name, value in thing.items()}


def refuse_unshared(noun: str, asked: Question) -> None:
    """Refuses to tell by order or number what is not shown. Raises RuleBroken."""
    may = _ASKED.get(noun)
    if may is None:
        return
    sort = (asked.sort or "born_at").removeprefix("-")
    named = {"sort": (sort,), "unknown": asked.filters.get("unknown", ())}
    bounds = (name for name in asked.filters if name != "unknown")
    named |= {name: (_bounded(name),) for name in bounds}
    for pointer, fields in named.items():
        if not may.issuperset(fields):
            detail = (
                "you read what is shared with you; filter and sort by one of"
                f" {', '.join(sorted(may))}"
            )
            raise RuleBroken(detail, rule="list-question", pointer=f"/{pointer}")


def _bounded(name: str) -> str:
    """The field that a filter is about, also where it is from or to a value."""
    field, _, end = name.rpartition("_")
    return field if end in ("from", "to") else name


def _risk(model: Model, thing: Json, parts: Sequence[str], reach: Reach) -> Json:
    shown = _ALWAYS.union(*(_PARTS[part] for part in parts))
    told = {
        name: None if name in model.columns and name not in shown else value
        for name, value in thing.items()
    }
    mine = {str(one) for one in reach.acts_for}
    told["shared_with"] = [one for one in thing["shared_with"] if one in mine]
    if thing["entered_by"] != str(reach.account):
        told["entered_by"] = None
    if told["bearers"]:
        told["bearers"] = [_anonymous(bearer, mine) for bearer in told["bearers"]]
    return _unlabelled(model, told) | dict.fromkeys(_HEAD)


def _change(model: Model, thing: Json) -> Json:
    hidden = model.columns.keys() - _RAISED
    told = thing | {name: model.columns[name].shown for name in hidden}
    if thing["status"] == "rejected":
        told["decision_reason"] = thing["decision_reason"]
    return _unlabelled(model, told) | dict.fromkeys(("comments", *_HEAD))


def _anonymous(bearer: Mapping[str, Any], mine: set[str]) -> Json:
    """Who else bears a risk is told by its side of the contract, not by name."""
    known = bearer["organisation_id"] in mine
    return dict(bearer) if known else {**bearer, "organisation_id": None}


def _unlabelled(model: Model, told: Json) -> Json:
    """Without the names of what is not shown."""
    hidden = tuple(
        f"{name.removesuffix('_id')}_" for name in model.links if told[name] is None
    )
    return {
        name: value
        for name, value in told.items()
        if name in model.columns or not name.startswith(hidden)
    }
