"""What the documents of two councils ask for has operations that there are."""

import re
from pathlib import Path

from tests.api.council import Council

PAGE = Path(__file__).parents[2] / "docs/demands.md"
ROW = re.compile(r"^\| ([A-Z][\w.-]*(?:/[\w.]+)?) \| (.+?) \| (.+) \|$", re.MULTILINE)
MISSING = re.compile(r"missing: [^,;]")
OPERATION = re.compile(r"\b[a-z]+(?:_[a-z]+)+\b")


def test_each_demand_is_served_by_operations_or_says_what_is_missing(
    standing_council: Council,
) -> None:
    there_are = {operation.name for operation in standing_council.operations()}
    rows = ROW.findall(PAGE.read_text())

    ids = [ident for ident, _, _ in rows]
    assert len(ids) == len(set(ids)) == PAGE.read_text().count("\n| ") - 1
    for ident, _, served in rows:
        named = set(OPERATION.findall(served))
        assert named <= there_are, (ident, named - there_are)
        assert named or MISSING.match(served), ident
