"""Rows of sources: what sheets and releases said, and what became of it."""

from api.operation import operations
from api.readings import add_readings

router = operations("/rows", "rows")

add_readings(router, "row", "rows")
