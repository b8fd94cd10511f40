"""What came of a file: as the import that is kept, if one is, and the words of it."""

from typing import Any

from api.schemas.parts import (
    ANYTHING,
    COUNT,
    POSITION,
    TEXT,
    UUID,
    nullable,
    objects,
    several,
)

Json = dict[str, Any]


def import_report(thing: Json) -> Json:
    """What came of a file: as the import that is kept, if one is, and the words."""
    properties = thing["properties"]
    match = objects(
        "SupplierToMatch",
        {
            "row": COUNT,
            "notice_id": TEXT,
            "contract_id": nullable(UUID),
            "supplier": nullable(TEXT),
            "why": TEXT,
            "what": {"enum": ["supplier", "contract", "owner"]},
        },
    )
    return objects(
        "ImportReport",
        {
            **{name: nullable(properties[name]) for name in ("id", "reference")},
            "version": nullable(POSITION),
            "dry_run": {"type": "boolean"},
            "summary": TEXT,
            **dict.fromkeys(("kind", "source", "file_name", "sha256"), TEXT),
            "follows": nullable(UUID),
            "counts": properties["counts"],
            "faults": properties["faults"],
            "to_match": several(match),
            "note": nullable(TEXT),
            **_of_sheets(),
        },
    )


def _of_sheets() -> Json:
    """What is told of a sheet: its columns, its faulty cells, where it differs."""
    column = {"column": TEXT, "name": TEXT, "field": nullable(TEXT), "how": TEXT}
    where = {"row": COUNT, "column": nullable(TEXT)}
    cell = dict.fromkeys(("value", "wrong", "advice", "severity"), TEXT)
    offer = {"method": TEXT, "path": TEXT, "body": ANYTHING}
    difference = {
        **where,
        "field": TEXT,
        "noun": TEXT,
        "id": UUID,
        "source_says": {},
        "register_says": {},
        "offers": several(objects("Offer", offer)),
    }
    return {
        "columns": several(objects("SheetColumn", column)),
        "cells": several(
            objects("SheetCell", {**where, "field": nullable(TEXT), **cell})
        ),
        "differences": several(objects("SourceSays", difference)),
    }
