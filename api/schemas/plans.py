"""What plans look like: the parts that their lists are made of."""

from collections.abc import Callable, Mapping
from typing import Any

from api.schemas.parts import (
    DATE,
    NULL,
    UUID,
    nullable,
    objects,
    ref,
    several,
)
from domain.facts.plan import PlanTested
from domain.facts.plan_parts import PlanTaskCompleted
from projections.nouns.plan_parts import SORTS, TESTED

Json = dict[str, Any]
Described = Callable[[Any], Json]

_NAMES = {
    "tasks": "ReadTask",
    "alternatives": "ReadAlternative",
    "assets": "ReadAsset",
    "data": "ReadDataReturn",
    "workforce": "ReadWorkforce",
    "seats": "ReadSeatDecision",
    "costs": "ReadCost",
}
PLAN_LISTS: Mapping[tuple[str, str], Json] = {
    **{("plan", column): several(ref(name)) for column, name in _NAMES.items()},
    ("plan", "tests"): several(ref("ReadTest")),
}
_SET = {"ended_on": DATE, "decided_on": DATE}


def plan_components(described: Described) -> dict[str, Json]:
    """The schema of each part, as its fact says it; what was not said is null."""
    found: dict[str, Json] = {}
    ended = described(PlanTaskCompleted)["properties"]["outcome"]
    for kind, sort in SORTS.items():
        said = described(kind)["properties"]
        key = "id" if sort.numbered else sort.key
        own: Json = {key: UUID if sort.numbered else _may_be(said[sort.key])}
        for name in sort.names:
            schema = _SET.get(name) or (ended if name == "outcome" else said[name])
            own[name] = _may_be(schema)
        found[_NAMES[sort.column]] = objects(_NAMES[sort.column], own)
    tested = described(PlanTested)["properties"]
    test = {"on": DATE} | {name: _may_be(tested[name]) for name in TESTED}
    return found | {"ReadTest": objects("ReadTest", test)}


def _may_be(schema: Json) -> Json:
    """A value of a fact, or null; erased, words say by which event."""
    plain = {k: v for k, v in schema.items() if k not in {"title", "default"}}
    options = plain.get("anyOf")
    if options is None:
        return nullable(plain)
    return {"anyOf": [*options, *(extra for extra in (NULL,) if extra not in options)]}
