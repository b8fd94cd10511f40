"""What the policy says: matrices with their bands, and thresholds."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from domain.thresholds import DELIVERED as AS_DELIVERED
from projections.model import Model
from projections.nouns.policy import DELIVERED
from projections.rendering import Json
from projections.view import View

Bands = Sequence[Mapping[str, Any]]


def read_bands(view: View) -> dict[int, Bands]:
    """The bands of every matrix there has been, by its version; 0 is as delivered."""
    model, tables = view.schema.models["policy"], view.schema.nouns["policy"]
    found: dict[int, Bands] = {0: DELIVERED["bands"]}
    for table in (tables.live, tables.ended, tables.past):
        wanted = select(table).where(table.c.known_from <= view.position)
        for row in view.connection.execute(wanted):
            _put(found, model, tuple(row))
    return found


def read_thresholds(view: View) -> dict[str, Decimal]:
    """The thresholds as the council set them, the others as they were delivered."""
    said = _read(view, "thresholds")
    own = {one["name"]: Decimal(one["value"]) for one in said or ()}
    return {name: own.get(name, each.value) for name, each in AS_DELIVERED.items()}


def read_levels(view: View) -> Sequence[Json] | None:
    """How much each role may approve, None where the policy does not say."""
    levels: Sequence[Json] | None = _read(view, "levels")
    return levels


def _read(view: View, name: str) -> Any:
    model = view.schema.models["policy"]
    rows = view.pages.alive("policy", view.pin)
    found = view.connection.execute(rows.select(), view.pin.params).first()
    return None if found is None else model.read(tuple(found), name)


def _put(found: dict[int, Bands], model: Model, row: Any) -> None:
    version = model.read(row, "matrix_version")
    if version is not None:
        found[version] = model.read(row, "bands")


def band(bands: Bands, score: Json | None) -> str | None:
    """The name of the band in which a score lies."""
    if score is None:
        return None
    return next(
        (b["name"] for b in bands if b["from"] <= score["score"] <= b["to"]), None
    )
