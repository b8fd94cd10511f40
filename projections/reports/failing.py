"""What is put on one page about a failure: the answer, and what its plans say."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from projections.chain.answers.failure import Asked, failure
from projections.chain.answers.hits import LEVELS
from projections.view import View

Json = dict[str, Any]
# What a plan says of how a service goes on, in the order in which it is wanted.
SAYS: Final = (
    "activation_trigger",
    "minimum_service",
    "step_in",
    "communications",
    "purpose",
)


def failing(view: View, asked: Asked) -> Json:
    """What stops, may stop and goes on, and what each plan for it says.

    Raises NotFound.
    """
    told = failure(view, asked)
    ids = sorted({plan["id"] for plan in _plans(told)})
    plans = view.rendered("plan", view.rows("plan", ids))
    said = {plan["id"]: {name: plan[name] for name in SAYS} for plan in plans}
    return {"failure": told, "says": said}


def _plans(told: Mapping[str, Any]) -> Iterator[Json]:
    yield from told["plans_for_organisations"] or ()
    for outcome in LEVELS.values():
        for entry in told[outcome]:
            yield from entry["plans"] or ()
