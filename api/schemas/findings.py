"""What findings look like, and the figures of the rules that found them."""

from typing import Any, get_args

from api.schemas.parts import (
    ANYTHING,
    COUNT,
    DATE,
    POSITION,
    TEXT,
    UUID,
    nullable,
    objects,
    ref,
    several,
)
from domain.thresholds import Standing
from projections.findings.catalogue import CASES
from projections.findings.verdict import SEVERITIES, Basis, Kind

Json = dict[str, Any]


def finding_components() -> dict[str, Json]:
    """The schemas of findings and of rules."""
    resting = {
        "basis": {"enum": list(get_args(Basis))},
        "standing": {"enum": list(get_args(Standing))},
        "source": TEXT,
    }
    return {
        "Finding": objects("Finding", _finding() | resting),
        "FindingRule": objects("FindingRule", _rule() | resting),
        "BurnDown": objects(
            "BurnDown",
            {
                "items": several(objects("BurnDownPoint", _point())),
                "settling_in": ref("SettlingIn"),
                "position": COUNT,
            },
        ),
        "SettlingIn": objects(
            "SettlingIn", {"until": DATE, "over": {"type": "boolean"}}
        ),
        "Findings": objects(
            "Findings",
            {
                "items": several(ref("Finding")),
                "total": COUNT,
                "next": nullable(TEXT),
                "position": COUNT,
                "rules": several(ref("FindingRule")),
                "settling_in": ref("SettlingIn"),
            },
        ),
    }


def _point() -> Json:
    """How many gaps there were on a day, as was known at a position."""
    rule = objects("BurnDownRule", {"rule": TEXT, "missing": COUNT})
    return {
        "on": DATE,
        "position": POSITION,
        "missing": COUNT,
        "rules": several(rule),
    }


def _finding() -> Json:
    subject = {
        "noun": {"enum": [*CASES, "account"]},
        "id": nullable(UUID),
        "reference": nullable(TEXT),
        "title": nullable(TEXT),
    }
    return {
        "id": UUID,
        "rule": TEXT,
        "class": {"enum": list(get_args(Kind))},
        "severity": {"enum": list(SEVERITIES)},
        "subject": objects("FindingSubject", subject),
        "contract_id": nullable(UUID),
        "contract_reference": nullable(TEXT),
        "owner": nullable(UUID),
        "owner_name": nullable(TEXT),
        "since": nullable(DATE),
        "title": TEXT,
        "because": ANYTHING,
        "events": several(POSITION),
        "advice": TEXT,
        "do": objects("FindingDo", {"method": {"const": "POST"}, "path": TEXT}),
        "missing": nullable(COUNT),
        "things": several(UUID),
        "each": several(UUID),
        "grid": nullable(TEXT),
        "acknowledged": nullable(objects("Acknowledged", {"by": UUID, "on": DATE})),
        "waived": nullable(
            objects("Waived", {"by": UUID, "on": DATE, "until": DATE, "reason": TEXT})
        ),
    }


def _rule() -> Json:
    missing = objects("MissingField", {"field": TEXT, "count": COUNT})
    return {
        "rule": TEXT,
        "title": TEXT,
        "class": {"enum": list(get_args(Kind))},
        "in_force": {"type": "boolean"},
        "thresholds": several(TEXT),
        **dict.fromkeys(("tested", "hits", "could_not", "findings", "waived"), COUNT),
        "missing": several(missing),
    }
