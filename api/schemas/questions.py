"""What the answers to questions look like that are more than one kind of thing."""

from collections.abc import Mapping
from typing import Any

from api.schemas.chain_figures import FIGURES_OF_CHAINS
from api.schemas.changes import beside
from api.schemas.own import own_components
from api.schemas.parts import (
    ANYTHING,
    COUNT,
    DATE,
    MOMENT,
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
from projections.risk_register import COUNTED

Json = dict[str, Any]

SCORES: tuple[str, ...] = ("inherent", "current", "target")
QUESTIONS: Mapping[str, str] = {
    "list_events": "EventPage",
    "list_findings": "Findings",
    "get_finding_burn_down": "BurnDown",
    "get_risk_register": "RiskRegister",
    "get_risk_around": "RiskAround",
    "review_risks": "RiskReviews",
    "get_known_risks": "KnownRisks",
    "get_contract_notices": "ContractNotices",
    "get_supply_chain_graph": "SupplyChainGraph",
    **FIGURES_OF_CHAINS,
    "get_change_log": "ChangeLog",
    "get_account_holdings": "AccountHoldings",
    "list_people": "People",
    "create_import": "ImportReport",
    "create_batch": "BatchResult",
    "create_edit": "EditReport",
    "discard_draft": "DraftDiscarded",
    "list_drafts": "DraftList",
}


def question_components() -> dict[str, Json]:
    """The schemas of these answers."""
    following = {"next": nullable(TEXT), "position": COUNT}
    return {
        "Event": _event(),
        "EventPage": objects(
            "EventPage", {"items": several(ref("Event")), **following}
        ),
        "History": objects(
            "History", {"items": several(ref("Event")), "position": COUNT}
        ),
        "RiskRegister": page("RiskRegisterEntry", **_figures()),
        "RiskAround": _around(),
        "RiskReviews": objects(
            "RiskReviews",
            {"items": several(ref("Risk")), "total": COUNT, "position": COUNT},
        ),
        "ChangeLog": page(
            "ChangeLogEntry", indexations=several(ref("IndexationEntry"))
        ),
        "BatchResult": _batch(),
        "EditReport": _edit(),
        **own_components(),
    }


def _event() -> Json:
    return objects(
        "Event",
        {
            "position": POSITION,
            "stream": UUID,
            "noun": nullable(TEXT),
            "fact": TEXT,
            "version": POSITION,
            "recorded_at": MOMENT,
            "effective_on": DATE,
            "effective_until": nullable(DATE),
            "by": UUID,
            "by_name": nullable(TEXT),
            "on_behalf_of": nullable(UUID),
            "role": TEXT,
            "reason": nullable(TEXT),
            "reason_code": nullable(TEXT),
            "source_document": nullable(UUID),
            "supersedes": nullable(POSITION),
            "before": ANYTHING,
            "after": ANYTHING,
        },
    )


def entry_components(risk: Json, change: Json) -> dict[str, Json]:
    """The entries of risk register and change log: a thing, and more beside it."""
    return {
        "RiskRegisterEntry": _beside(risk, "RiskRegisterEntry", _entry()),
        "ChangeLogEntry": _beside(change, "ChangeLogEntry", beside()),
    }


def _batch() -> Json:
    """What became of each command of a batch, in their order."""
    item = {
        "index": COUNT,
        "operation": TEXT,
        "noun": nullable(TEXT),
        "id": nullable(UUID),
        "reference": nullable(TEXT),
        "version": nullable(COUNT),
        "thing": nullable(ANYTHING),
    }
    items = several(objects("BatchItem", item))
    return objects("BatchResult", {"id": UUID, "position": COUNT, "items": items})


def _edit() -> Json:
    """What an edited list asks for, and what came of it."""
    where = {"row": nullable(COUNT), "column": nullable(TEXT), "field": nullable(TEXT)}
    cell = dict.fromkeys(("value", "wrong", "advice", "severity"), TEXT)
    command = {
        "row": COUNT,
        "fields": several(TEXT),
        "method": TEXT,
        "path": TEXT,
        "body": ANYTHING,
        "if_match": nullable(TEXT),
    }
    return objects(
        "EditReport",
        {
            "dry_run": {"type": "boolean"},
            "noun": TEXT,
            "exported_at": COUNT,
            "rows": COUNT,
            "changed": COUNT,
            "cells": several(objects("EditedCell", {**where, **cell})),
            "commands": several(objects("EditCommand", command)),
            "batch": nullable(ref("BatchResult")),
        },
    )


def _beside(thing: Json, title: str, more: Json) -> Json:
    properties = {**thing["properties"], **more}
    return objects(title, properties, [*thing["required"], *more])


def _entry() -> Json:
    move = objects(
        "Move",
        {
            "position": POSITION,
            "on": DATE,
            "from": nullable(WHOLE),
            "to": nullable(WHOLE),
            "change_id": nullable(UUID),
            "change_reference": nullable(TEXT),
            "indicator_id": nullable(UUID),
            "indicator_name": nullable(TEXT),
        },
    )
    bands = dict.fromkeys(SCORES, nullable(TEXT))
    return {
        "bands": objects("Bands", bands),
        "trend": {"enum": ["up", "down", "same", None]},
        "moved_by": nullable(several(move)),
        "appetite": nullable(WHOLE),
        "above_appetite": {"enum": [True, False, None]},
        "review_overdue": {"enum": [True, False, None]},
        "action_overdue": {"enum": [True, False, None]},
        "acceptance": {"enum": ["stands", "over", "outgrown", None]},
    }


def _figures() -> Json:
    cell = objects("HeatCell", {"likelihood": WHOLE, "impact": WHOLE, "count": COUNT})
    maps = dict.fromkeys(SCORES, nullable(several(cell)))
    counts = dict.fromkeys(COUNTED, nullable(COUNT))
    return {"heat_maps": objects("HeatMaps", maps), **counts}


def _around() -> Json:
    return objects(
        "RiskAround",
        {
            "id": UUID,
            "date": DATE,
            "position": COUNT,
            "known": nullable(ref("Risk")),
            "later": nullable(several(ref("Event"))),
        },
    )
