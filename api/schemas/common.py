"""What the replies look like: schemas made from the read models themselves."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from api.models import MODELS
from api.schemas.audit import audit_components
from api.schemas.chain_figures import figure_components
from api.schemas.chains import chain_components, graph_schema
from api.schemas.changes import (
    beside,
    change_components,
    read_notice,
    read_reflection,
)
from api.schemas.contracts import contract_components
from api.schemas.findings import finding_components
from api.schemas.importing import import_report
from api.schemas.kpis import KPI_LISTS, kpi_components
from api.schemas.parts import (
    COUNT,
    DATE,
    NULL,
    POSITION,
    TEXT,
    UUID,
    WHOLE,
    nullable,
    objects,
    page,
    ref,
    several,
)
from api.schemas.plans import PLAN_LISTS, plan_components
from api.schemas.policy import policy_components
from api.schemas.questions import (
    entry_components,
    question_components,
)
from api.schemas.reads import read_components
from api.schemas.releases import RELEASE_LISTS, release_components
from api.schemas.returns import return_components
from api.schemas.risks import risk_components
from api.schemas.said import (
    TEMPLATE,
    bare,
    fact_schema,
    handed_over,
    numbered,
    read_location,
    read_rating,
)
from domain.facts.account import AccountDelegated, AccountGranted
from domain.facts.contract_life import ContractObligationSet
from domain.values import Money
from projections.kinds import COUNT as COUNTED
from projections.kinds import DAY, FLAG, ID, MONEY, SCORE, Kind
from projections.kinds import WHOLE as NUMBER
from projections.model import Model
from projections.nouns.account import GRANT, LENT
from projections.nouns.notice import NOTICE
from projections.tables import KEYS, PERSONAL

Json = dict[str, Any]

_KINDS: dict[int, Json] = {
    id(DAY): DATE,
    id(FLAG): {"type": "boolean"},
    id(ID): UUID,
    id(COUNTED): COUNT,
    id(NUMBER): WHOLE,
    id(MONEY): ref("Money"),
    id(SCORE): ref("ReadScore"),
}
# What no fact says in one piece, or shows as it is said.
_MADE = {
    ("account", "grants"): several(ref("ReadGrant")),
    ("account", "delegations"): several(ref("ReadDelegation")),
    ("account", "handed_over"): several(ref("ReadHandOver")),
    ("policy", "appetites"): several(ref("ReadAppetite")),
    ("policy", "thresholds"): several(ref("ReadThreshold")),
    ("policy", "rule_sources"): several(ref("ReadRuleSource")),
    ("organisation", "locations"): several(ref("ReadLocation")),
    ("organisation", "absorbed"): several(UUID),
    ("contract", "extensions"): several(ref("ReadExtension")),
    ("contract", "indexations"): several(ref("ReadIndexation")),
    ("contract", "options_left"): several(ref("Extension")),
    ("contract", "obligations"): several(ref("ReadObligation")),
    ("contract", "documents"): several(ref("ReadDocument")),
    ("contract", "as_found_entries"): several(ref("ReadAsFound")),
    ("change", "notices"): several(ref("ReadChangeNotice")),
    ("change", "reflections"): several(ref("ReadReflection")),
    ("chain", "principles"): several({"type": "object"}),
    **{
        ("seat", f"attested_{side}"): nullable({"type": "object"})
        for side in ("payer", "payee", "council")
    },
    ("link", "shared_with"): several(UUID),
    ("seat", "pricing_answer"): nullable({"type": "object"}),
    ("seat", "expectations_clear"): nullable({"type": "boolean"}),
    ("seat", "disputed"): several(TEXT),
    **{
        ("seat", name): several({"type": "object"})
        for name in ("volumes", "payments", "spot_checks", "moved_without_change")
    },
    **PLAN_LISTS,
    **KPI_LISTS,
    **RELEASE_LISTS,
    ("risk", "controls"): nullable(several(ref("ReadControl"))),
    ("risk", "actions"): nullable(several(ref("ReadAction"))),
    ("risk", "indicators"): nullable(several(ref("ReadIndicator"))),
    # Words that were struck out are text that says by which event.
    ("row", "says"): {"type": ["object", "string"]},
    ("row", "unmapped"): {"type": ["object", "string", "null"]},
}
_LABELS = {
    "account": ("name",),
    "organisation": ("reference", "name"),
    "import": ("reference", "file_name"),
}


@cache
def components() -> dict[str, Json]:
    """All schemas that replies refer to."""
    money = TypeAdapter(Money).json_schema(mode="serialization", ref_template=TEMPLATE)
    found = {"Money": money, "ReadScore": _read_score(), **question_components()}
    found["ReadGrant"] = numbered("ReadGrant", AccountGranted, GRANT)
    found["ReadHandOver"] = handed_over()
    found["ReadDelegation"] = numbered("ReadDelegation", AccountDelegated, LENT)
    found.update(policy_components())
    found.update(finding_components())
    found |= {"ReadLocation": read_location(), "ReadRating": read_rating()}
    found |= contract_components(fact_schema(ContractObligationSet)["properties"])
    found.update(risk_components())
    found |= {"ReadChangeNotice": read_notice(), "ReadReflection": read_reflection()}
    found.update(change_components())
    found.update(read_components())
    found.update(audit_components())
    found.update(plan_components(fact_schema))
    found.update(kpi_components())
    found.update(release_components())
    for noun, model in MODELS.items():
        name = noun.capitalize()
        found.update(_defined(model))
        found[name] = _thing(model)
        found[f"{name}Page"] = page(name)
    found["Notice"] = _thing(NOTICE)
    found["Notice"]["properties"]["id"] = TEXT
    notices = {"items": several(ref("Notice")), "position": COUNT}
    found["ContractNotices"] = objects("ContractNotices", notices)
    found.update(_defined(NOTICE))
    found.update(chain_components(found["Seat"]))
    found.update(return_components(found["ChainSeat"], found["Link"]))
    found["SupplyChainGraph"] = graph_schema()
    found.update(figure_components())
    found["Policy"]["properties"] |= {"reference": nullable(TEXT), "version": COUNT}
    # Null for whom a risk or change is shared with: both move with every act on it.
    for shared in ("Risk", "Change"):
        found[shared]["properties"] |= {
            "version": nullable(POSITION),
            "effective_from": nullable(DATE),
        }
    key = found["Key"]["properties"] | {"key": TEXT}
    found["KeyShownOnce"] = objects("KeyShownOnce", key, found["Key"]["required"])
    found["ImportReport"] = import_report(found["Import"])
    return found | entry_components(found["Risk"], found["Change"])


def _thing(model: Model) -> Json:
    properties: Json = {
        "id": UUID,
        "reference": {"type": "string", "pattern": f"^{model.prefix}-[0-9]+$"},
        "version": POSITION,
        "in_error": {"type": "boolean"},
        "effective_from": DATE,
        "effective_until": nullable(DATE),
    }
    properties |= {n: _field(model, n, kind) for n, kind in model.columns.items()}
    required = list(properties)
    properties |= dict(_labels(model))
    # Of one thing, not in lists; null for who is told of no findings.
    properties["findings"] = nullable(several(ref("Finding")))
    if model.noun == "change":
        properties |= beside()
    if model.named:
        own = (n for n in PERSONAL if n not in KEYS and n not in model.columns)
        properties |= dict.fromkeys(own, TEXT)
    return objects(model.noun.capitalize(), properties, required)


def _labels(model: Model) -> Iterator[tuple[str, Json]]:
    """How the things are called that this one is linked to."""
    for name, noun in model.links.items():
        for part in _LABELS.get(noun, ("reference", "title")):
            yield f"{name.removesuffix('_id')}_{part}", TEXT
    for name in model.namings:
        yield f"{name}_id", UUID
        yield f"{name}_reference", TEXT


def _field(model: Model, name: str, kind: Kind) -> Json:
    """What a field may be, as its facts say; where none says it, by its kind."""
    if kind is SCORE:
        return nullable(ref("ReadScore"))
    if (made := _MADE.get((model.noun, name))) is not None:
        return made
    said = _said(model, name)
    if not said:
        return nullable(_KINDS.get(id(kind), TEXT))
    # An erased value says by which event; a field that nobody told is null.
    return {"anyOf": [*said, *(extra for extra in (NULL,) if extra not in said)]}


def _said(model: Model, name: str) -> list[Json]:
    options: list[Json] = []
    for fact in model.facts:
        described = fact_schema(fact)["properties"].get(name)
        if described is not None:
            found = described.get("anyOf", [described])
            options += [o for o in map(bare, found) if o not in options]
    return options


def _defined(model: Model) -> dict[str, Json]:
    """The values that the facts of a model are made of."""
    found: dict[str, Json] = {}
    for fact in model.facts:
        found.update(fact_schema(fact).get("$defs", {}))
    return found


def _read_score() -> Json:
    grade = {"type": "integer", "minimum": 1, "maximum": 5}
    score = {"type": "integer", "minimum": 1, "maximum": 25}
    return objects("ReadScore", {"likelihood": grade, "impact": grade, "score": score})
