"""How figures stand to their targets, worked out by hand."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projections.nouns.kpi import standing

HIGHER = {"direction": "higher", "target": "95", "tolerance": "2"}
LOWER = {"direction": "lower", "target": "4", "tolerance": "0.5"}
RANGE = {"direction": "range", "target": "36", "target_to": "38", "tolerance": "1"}


@pytest.mark.parametrize(
    ("aims", "value", "found"),
    [
        (HIGHER, "95", "green"),
        (HIGHER, "93", "amber"),
        (HIGHER, "92.9", "red"),
        (LOWER, "4", "green"),
        (LOWER, "4.5", "amber"),
        (LOWER, "4.6", "red"),
        (RANGE, "36", "green"),
        (RANGE, "38", "green"),
        (RANGE, "35", "amber"),
        (RANGE, "39.1", "red"),
        ({**HIGHER, "tolerance": None}, "94.9", "red"),
        ({**HIGHER, "target": None}, "94.9", None),
        ({**HIGHER, "direction": None}, "94.9", None),
        ({**RANGE, "target_to": {"unknown": "not_asked"}}, "37", None),
    ],
)
def test_a_figure_is_green_amber_red_or_not_known(
    aims: dict[str, Any], value: str, found: str | None
) -> None:
    assert standing(Decimal(value), aims) == found


@given(
    value=st.decimals(-1000, 1000, places=2),
    target=st.decimals(-1000, 1000, places=2),
    tolerance=st.decimals(0, 100, places=2),
)
def test_higher_and_lower_mirror_each_other(
    value: Decimal, target: Decimal, tolerance: Decimal
) -> None:
    higher = {"target": str(target), "tolerance": str(tolerance)}
    lower = {"target": str(-target), "tolerance": str(tolerance)}

    assert standing(value, {**higher, "direction": "higher"}) == standing(
        -value, {**lower, "direction": "lower"}
    )
