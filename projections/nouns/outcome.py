"""The outcomes as people read them."""

from collections.abc import Mapping
from typing import Any

from domain.facts import outcome as facts
from projections import mistakes
from projections.kinds import COUNT, DAY, ID, JSON, TEXT, TITLE
from projections.mistakes import error_reported, in_error
from projections.model import Effect, Held, Model, commented
from projections.telling import Told


def _closed(told: Told, _: Held) -> Mapping[str, Any]:
    return {"status": "closed", "result": told.said["result"]}


OUTCOME = Model(
    noun="outcome",
    prefix="OC",
    columns={
        "status": TEXT,
        "result": TEXT,
        "strategic_ref": TEXT,
        "horizon": TEXT,
        "service_id": ID,
        "owner": ID,
        "target_date": DAY,
        "title": TITLE,
        "baseline": TEXT,
        "target": TEXT,
        "measures": JSON,
        "contract_ids": JSON,
        "comments": COUNT,
        **mistakes.COLUMNS,
    },
    facts=facts.FACTS,
    effects={
        facts.OutcomeRegistered: Effect(lambda _, __: {"status": "wanted"}),
        facts.OutcomeClosed: Effect(_closed, "onwards", says=False),
        facts.OutcomeReopened: Effect(
            lambda _, __: {"status": "wanted", "result": None}, "onwards", says=False
        ),
        facts.OutcomeEnteredInError: in_error(mistaken=True),
        facts.OutcomeErrorReported: error_reported(),
        facts.OutcomeRestored: in_error(mistaken=False),
        facts.OutcomeCommented: commented(),
    },
    carried=("status", "comments"),
    words=("title",),
    links={**mistakes.LINKS, "service_id": "service", "owner": "account"},
    indexes=(("service_id",),),
)
