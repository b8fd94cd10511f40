"""The council's policy: the scoring matrix and who may approve how much."""

from collections.abc import Mapping
from typing import Any

from domain.event import Recorded
from domain.facts import policy as facts
from projections.kinds import JSON, WHOLE
from projections.model import Effect, Held, Model


def _matrix(recorded: Recorded[Any], _: Held) -> Mapping[str, Any]:
    return {"matrix_version": recorded.position}


POLICY = Model(
    noun="policy",
    prefix="P",
    columns={
        "matrix_version": WHOLE,
        "likelihood": JSON,
        "impact": JSON,
        "bands": JSON,
        "levels": JSON,
    },
    facts=facts.FACTS,
    effects={facts.MatrixSet: Effect(_matrix)},
)
