"""Cells of a sheet in which something is wrong, as replies show them."""

from typing import Any

from api.imports.faults import Fault


def cell_told(fault: Fault) -> dict[str, Any]:
    """A fault with the value that was found: in the reply alone, never in the log."""
    told = {name: getattr(fault, name) for name in ("row", "column", "field", "value")}
    words = {"wrong": fault.wrong, "advice": fault.advice}
    return {**told, **words, "severity": fault.severity.value}
