"""What questions about all supply chains take."""

from collections.abc import Mapping, Sequence
from typing import Any

from api.chain_questions import DRAWS, SEEDS
from projections.chain.answers.figures import FIGURES
from projections.chain.answers.timeline import MONTHS
from projections.chain.picture.lenses import LENSES, RISK
from projections.pages import MOST

Json = dict[str, Any]

_TEXT: Json = {"type": "string", "pattern": r"^[^\x00-\x1f\x7f]*$"}
_UUID = r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
_FIRM: Json = {"type": "string", "pattern": rf"^({_UUID}|O-[1-9][0-9]{{0,14}})$"}
_DATE: Json = {"type": "string", "format": "date"}
_INSTANT: Json = {
    "type": "string",
    "pattern": r"^([0-9]{1,15}|checkpoint:[1-9][0-9]{0,14}|[0-9]{4}-[0-9]{2}-[0-9]{2}"
    r"([Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,9})?([Zz]|[+-][0-9]{2}:[0-9]{2}))?)$",
}


def _asked(name: str, description: str, schema: Json) -> Json:
    return {"name": name, "in": "query", "description": description, "schema": schema}


def _number(most: int, usual: int) -> Json:
    return {"type": "integer", "minimum": 1, "maximum": most, "default": usual}


_WITHIN = _asked(
    "within",
    "mine: only your portfolio, or what your grants are for; outside_scope then says"
    " how many contracts lie outside.",
    {"type": "string", "enum": ["all", "mine"], "default": "all"},
)
_SERVICE = _asked(
    "service",
    "Only the chains of these services, by any name.",
    {"type": "array", "items": _TEXT},
)
_LIMIT = _asked("limit", "How many are shown of each list.", _number(MOST, 50))
CHAINS: Sequence[Json] = (_SERVICE, _WITHIN, _LIMIT)
FAILURE: Sequence[Json] = (
    _asked(
        "organisation",
        "Who fails, by id or reference; several fail at once.",
        {"type": "array", "items": _FIRM, "minItems": 1, "maxItems": 20},
    )
    | {"required": True},
    _asked(
        "group",
        "Whether all organisations of their corporate groups fail with them.",
        {"type": "boolean", "default": True},
    ),
    _asked("from", "From which day; contracts that have run out go on.", _DATE),
)
DIFF: Sequence[Json] = (
    _asked(
        "from",
        "The first picture: a day, or a moment or position as the register was then.",
        _INSTANT,
    )
    | {"required": True},
    _asked("to", "The second picture; left out: that of the answer.", _INSTANT),
    _LIMIT,
)
TIMELINE: Sequence[Json] = (
    _asked("figure", "Which figure.", {"type": "string", "enum": list(FIGURES)})
    | {"required": True},
    _asked("months", "How many months back.", _number(MONTHS, MONTHS)),
    _SERVICE,
    _WITHIN,
)
# What a graph takes where it is drawn, with format=svg.
DRAWN: Sequence[Json] = (
    _asked(
        "lens",
        "Drawn: what the marks say.",
        {"type": "string", "enum": list(LENSES), "default": RISK},
    ),
    _asked(
        "fail",
        "Drawn: what stops if these organisations fail; for who may ask that.",
        {"type": "array", "items": _FIRM, "maxItems": 20},
    ),
    _asked(
        "group",
        "Drawn: whether all organisations of their corporate groups fail with them.",
        {"type": "boolean", "default": True},
    ),
    _asked("through", "Drawn: only the routes through this organisation.", _FIRM),
    _asked(
        "only",
        "Drawn: touched keeps the routes through those who fail alone.",
        {"type": "string", "enum": ["all", "touched"], "default": "all"},
    ),
    _asked(
        "open",
        "Drawn: the column that is drawn whole, up to 1,000: contracts, leads, tier-2.",
        {"type": "string", "pattern": "^(contracts|leads|tier-[1-9][0-9]?)$"},
    ),
    _WITHIN,
)
_PART: Json = {"type": "string", "pattern": r"^(0(\.[0-9]{1,4})?|1(\.0{1,4})?)$"}
LOSS: Sequence[Json] = (
    _asked(
        "chance",
        "The chance of each organisation to fail within a year, 0 to 1: an assumption.",
        _PART,
    )
    | {"required": True},
    _asked(
        "correlation",
        "How far they fail together, from 0 to below 1.",
        _PART | {"default": "0.2"},
    ),
    _asked("draws", "How many years are drawn for the tail.", _number(DRAWS, DRAWS)),
    _asked("seed", "The same seed draws the same years.", _number(SEEDS, 1)),
    _SERVICE,
    _WITHIN,
)
ASKED_OF_CHAINS: Mapping[str, Sequence[Json]] = {
    **{
        f"get_supply_chain_{name}": CHAINS
        for name in ("concentration", "payment_terms", "critical", "risk_transfer")
    },
    "get_supply_chain_failure": FAILURE,
    "get_supply_chain_diff": DIFF,
    "get_supply_chain_loss": LOSS,
    "get_supply_chain_timeline": TIMELINE,
}
