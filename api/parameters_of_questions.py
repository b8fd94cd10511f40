"""What questions take that are no lists of one kind of thing."""

from collections.abc import Mapping, Sequence
from typing import Any

from api.models import MODELS
from api.papers.fields import LONGEST, PARAGRAPHS, PARTS
from api.parameters_of_chains import ASKED_OF_CHAINS, DRAWN
from projections.chain.formats import FORMATS
from projections.clocks.kinds import BASES, KINDS
from projections.findings.catalogue import CASES
from projections.findings.identity import all_rules
from projections.findings.verdict import SEVERITIES
from projections.pipeline import EVENTS

Json = dict[str, Any]

_TEXT: Json = {"type": "string", "pattern": r"^[^\x00-\x1f\x7f]*$"}
_DATE: Json = {"type": "string", "format": "date"}
_NAMED: Json = {
    "type": "string",
    "pattern": r"^([0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
    r"|C-[1-9][0-9]{0,14})$",
}
_OWNER: Json = {
    "type": "string",
    "pattern": r"^(me|[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})$",
}


def _asked(name: str, description: str, schema: Json) -> Json:
    return {"name": name, "in": "query", "description": description, "schema": schema}


def _several(schema: Json) -> Json:
    return {"type": "array", "items": schema}


WITHIN: Json = _asked(
    "within",
    "mine: only your portfolio, or what your grants are for; outside_scope then says"
    " how many lie outside.",
    {"type": "string", "enum": ["all", "mine"], "default": "all"},
)
CLOCKS: Sequence[Json] = (
    _asked("contract", "Only of these contracts.", _several(_NAMED)),
    _asked("owner", "Only what is these accounts' own; `me` is you.", _several(_OWNER)),
    _asked("kind", "Only these kinds.", _several({"enum": list(KINDS)})),
    _asked("basis", "Only what rests on this.", _several({"enum": list(BASES)})),
    _asked("from", "Due on this day or later.", _DATE),
    _asked("until", "Due on this day or earlier.", _DATE),
    _asked("overdue", "Whether the day has passed.", {"type": "boolean"}),
    _asked(
        "sort",
        "By the day; with a minus the latest comes first.",
        {"type": "string", "enum": ["due", "-due"], "default": "due"},
    ),
    WITHIN,
)
_CLASSES: Json = {"enum": ["wrong", "due", "not_known"]}
FINDINGS: Sequence[Json] = (
    _asked("rule", "Only what these rules found.", _several({"enum": all_rules()})),
    _asked("class", "Only these classes.", _several(_CLASSES)),
    _asked("severity", "Only so grave.", _several({"enum": list(SEVERITIES)})),
    _asked("noun", "About such things.", _several({"enum": [*CASES, "account"]})),
    _asked("subject", "Only about these things, by id or reference.", _several(_TEXT)),
    _asked("contract", "Only of these contracts.", _several(_NAMED)),
    _asked("acknowledged", "Whether an auditor has seen it.", {"type": "boolean"}),
    _asked("waived", "Whether it is let be for now.", {"type": "boolean"}),
    _asked(
        "owner", "What these accounts have to see to; `me` is you.", _several(_OWNER)
    ),
)
PIPELINE: Sequence[Json] = (
    _asked("event", "Only what happens so.", _several({"enum": list(EVENTS)})),
    _asked(
        "financial_year",
        "Only of these years, from 1 April to 31 March.",
        _several({"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}$"}),
    ),
    _asked("service", "Only of these services, by name.", _several(_TEXT)),
    _asked("department", "Only of these departments.", _several(_TEXT)),
    WITHIN,
)
_INSTANT: Json = {
    "type": "string",
    "pattern": r"^([0-9]{1,15}|checkpoint:[1-9][0-9]{0,14}"
    r"|[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,9})?"
    r"([Zz]|[+-][0-9]{2}:[0-9]{2}))$",
}
DIFF: Sequence[Json] = (
    _asked("from", "Since when: a moment, a position (0: the beginning).", _INSTANT)
    | {"required": True},
    _asked("to", "Until when; left out: until now.", _INSTANT),
    _asked("noun", "Only of these kinds of things.", _several({"enum": [*MODELS]})),
    _asked("contract", "Only of these, and what hangs on them.", _several(_NAMED)),
)
_TIER: Json = {"type": "integer", "minimum": 1, "maximum": 999}
_FORMS: Json = {
    "type": "string",
    "enum": sorted({*FORMATS, "csv", "svg"}),
    "default": "json",
}
GRAPH: Sequence[Json] = (
    _asked("format", "In which form.", _FORMS),
    _asked("contract", "The chain of one contract alone.", _NAMED),
    _asked("service", "The chains of one service alone, by any name.", _TEXT),
    _asked("tier", "The seats of one tier alone; the lead is tier 1.", _TIER),
    _asked("depth", "The seats down to this tier.", _TIER),
    *DRAWN,
)
# What every paper takes besides its question.
_SAID: Json = {"type": "string", "pattern": _TEXT["pattern"], "maxLength": LONGEST}
_SAID |= {"minLength": 1}
PAPER: Sequence[Json] = (
    _asked(
        "part",
        "Of a meeting: I is open to the public and holds nothing restricted. Left out:"
        " a working copy.",
        {"type": "string", "enum": list(PARTS)},
    ),
    _asked(
        "exempt_paragraph",
        "With Part II, and only there: the paragraph of Part 1 of Schedule 12A to the"
        " Local Government Act 1972.",
        {"type": "string", "enum": list(PARAGRAPHS)},
    ),
    _asked("meeting", "For which meeting it is printed.", _SAID),
    _asked("member", "The member whose portfolio it is.", _SAID),
    _asked("officer", "The officer whose paper it is.", _SAID),
    _asked("wards", "The wards that it concerns.", _several(_SAID)),
)
# Questions that are answered whole.
WHOLE = frozenset(
    {"get_provider", "get_pipeline", "get_supply_chain_graph", *ASKED_OF_CHAINS}
)
# By the operation that rights know.
ASKED: Mapping[str, Sequence[Json]] = {
    "get_clocks": CLOCKS,
    "list_findings": FINDINGS,
    "get_provider": (WITHIN,),
    "get_pipeline": PIPELINE,
    "get_diff": DIFF,
    "get_supply_chain_graph": GRAPH,
    **ASKED_OF_CHAINS,
}
