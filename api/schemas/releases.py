"""What releases look like: what is withheld, and the preview of what is given out."""

from collections.abc import Mapping
from typing import Any, get_args

from api.release_table import REASONS
from api.schemas.parts import (
    COUNT,
    MOMENT,
    POSITION,
    TEXT,
    UUID,
    nullable,
    objects,
    ref,
    several,
)
from domain.facts.release import Basis

Json = dict[str, Any]

_BASES: Json = {"enum": [*REASONS, None]}
_RULE: Json = objects(
    "ReadWithholding",
    {"field": TEXT, "basis": {"enum": list(get_args(Basis))}, "record_id": UUID},
    ("field", "basis"),
)
RELEASE_LISTS: Mapping[tuple[str, str], Json] = {
    ("release", "contract_ids"): several(UUID),
    ("release", "record_ids"): several(UUID),
    ("release", "fields"): several(TEXT),
    ("audit_bundle", "contract_ids"): several(UUID),
    ("release", "withhold"): several(ref("ReadWithholding")),
}


def release_components() -> dict[str, Json]:
    """The schemas of releases beside that of the release itself."""
    field = {
        "field": TEXT,
        "basis": _BASES,
        "because": nullable(TEXT),
        "words": {"type": "boolean"},
        "value": {},
    }
    entry = {
        "position": POSITION,
        "record": UUID,
        "noun": TEXT,
        "fact": TEXT,
        "recorded_at": MOMENT,
        "fields": several(objects("PreviewedField", field)),
    }
    difference = {
        "release": TEXT,
        "record": UUID,
        "field": TEXT,
        "here": _BASES,
        "there": _BASES,
    }
    rule = {**_RULE, "properties": _RULE["properties"] | {"record_id": nullable(UUID)}}
    preview = {
        "reference": TEXT,
        "cut_at": POSITION,
        "entries": COUNT,
        "disclosed": COUNT,
        "withheld": COUNT,
        "differences": several(objects("Difference", difference)),
        "unmet": several(rule),
        "items": several(objects("PreviewedEntry", entry)),
        "position": COUNT,
    }
    return {
        "ReadWithholding": rule,
        "ReleasePreview": objects("ReleasePreview", preview),
    }
