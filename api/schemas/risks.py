"""What the parts of a risk look like as they are read."""

from typing import Any, get_args

from api.schemas.parts import (
    COUNT,
    DATE,
    NULL,
    POSITION,
    TEXT,
    UUID,
    nullable,
    objects,
    ref,
    several,
)
from domain.facts import risk_work as facts

Json = dict[str, Any]

_LINE: Json = {"type": "integer", "minimum": 1, "maximum": 3}
_FLAG: Json = {"type": "boolean"}


def risk_components() -> dict[str, Json]:
    """The schemas of controls, actions and indicators; null is what nobody said."""
    return {
        "ReadControl": objects(
            "ReadControl",
            {
                "id": UUID,
                "title": TEXT,
                "kind": _known(_one_of(facts.ControlKind)),
                "owner": _known(UUID),
                "in_place": nullable(_FLAG),
                "effectiveness": nullable(_one_of(facts.Effectiveness)),
                "line": nullable(_LINE),
                "tested_on": nullable(DATE),
                "findings": nullable(TEXT),
            },
        ),
        "ReadAction": objects(
            "ReadAction",
            {
                "id": UUID,
                "title": TEXT,
                "owner": _known(UUID),
                "due": _known(DATE),
                "outcome": nullable(_one_of(facts.Outcome)),
                "ended_on": nullable(DATE),
            },
        ),
        "ReadIndicator": objects("ReadIndicator", _indicator()),
        "KnownRisks": objects(
            "KnownRisks", {"items": several(_snapshot()), "position": COUNT}
        ),
    }


def _snapshot() -> Json:
    """The known risks of a contract as they were frozen; null is what nobody knew."""
    scores = dict.fromkeys(("current", "inherent", "target"), nullable(ref("Score")))
    risk = {
        "risk_id": UUID,
        "reference": nullable(TEXT),
        "title": nullable(TEXT),
        "matrix_version": nullable(COUNT),
        **scores,
    }
    return objects(
        "KnownRisksSnapshot",
        {
            "id": TEXT,
            "contract_id": UUID,
            "frozen_at": POSITION,
            "frozen_on": DATE,
            "frozen_by": UUID,
            "frozen_by_name": nullable(TEXT),
            "as_known_at": COUNT,
            "notice_id": nullable(TEXT),
            "risks": several(objects("FrozenRisk", risk)),
        },
    )


def _indicator() -> Json:
    return {
        "id": UUID,
        "name": TEXT,
        **dict.fromkeys(("unit", "amber", "red"), nullable(TEXT)),
        "worse": nullable(_one_of(facts.Worse)),
        "frequency": nullable(_one_of(facts.Frequency)),
        "value": _known(TEXT),
        "on": nullable(DATE),
        "previous": _known(TEXT),
        "state": {"enum": ["green", "amber", "red", None]},
        "since": nullable(DATE),
    }


def _one_of(literal: Any) -> Json:
    return {"enum": list(get_args(literal))}


def _known(schema: Json) -> Json:
    """A value, why there is none, or null where nobody said."""
    return {"anyOf": [schema, ref("Unknown"), ref("NotApplicable"), NULL]}
