"""The council's policy: the scoring matrix and who may approve how much."""

from collections.abc import Mapping
from typing import Any

from domain.facts import policy as facts
from projections.kinds import JSON, WHOLE
from projections.model import Effect, Held, Model
from projections.telling import Told


def _matrix(told: Told, _: Held) -> Mapping[str, Any]:
    return {"matrix_version": told.position}


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
