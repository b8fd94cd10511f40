"""The plans of the demonstration: of every kind, and as far as plans come."""

from collections import Counter
from typing import Any

import pytest

from api.demo.stage import Stage
from api.opening import EVERYTHING, opened
from projections.pages import Question


@pytest.fixture(scope="module")
def plans(lived: Stage) -> list[Any]:
    with (
        opened(lived.register.home) as (_, __, reads),
        reads.at(EVERYTHING) as view,
    ):
        return list(view.page("plan", Question(limit=50)).items)


def test_there_are_plans_of_every_kind_in_every_state(plans: list[Any]) -> None:
    kinds = Counter(plan["kind"] for plan in plans)

    # One more is for those alone who may know of a provider in distress.
    assert len(plans) == 24
    assert set(kinds) == {"exit", "mobilisation", "contingency", "continuity"}
    assert kinds.most_common(1)[0][0] == "exit"
    assert {plan["status"] for plan in plans} == {
        "draft",
        "approved",
        "activated",
        "complete",
    }
