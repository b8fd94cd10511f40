"""The feedback as people read it: who said it, and what came of it."""

from collections.abc import Mapping
from typing import Any

from domain.facts import feedback as facts
from projections import mistakes
from projections.kinds import COUNT, DAY, ID, LIST, TEXT, TITLE
from projections.mistakes import error_reported, in_error
from projections.model import Effect, Held, Model, becomes, commented
from projections.telling import Told

USE = ("used_in", "change_id", "issue_id", "document_id")


def _used(told: Told, held: Held) -> Mapping[str, Any]:
    use = {"on": told.effective_on, **{name: told.said.get(name) for name in USE}}
    return {"status": "used", "uses": [*(held["uses"] or ()), use]}


FEEDBACK = Model(
    noun="feedback",
    prefix="FB",
    columns={
        "status": TEXT,
        "contract_id": ID,
        "organisation_id": ID,
        "title": TITLE,
        "text": TEXT,
        "said_by": TEXT,
        "channel": TEXT,
        "received_on": DAY,
        "owner": ID,
        "uses": LIST,
        "comments": COUNT,
        **mistakes.COLUMNS,
    },
    facts=facts.FACTS,
    effects={
        facts.FeedbackReceived: Effect(lambda _, __: {"status": "open"}),
        facts.FeedbackUsed: Effect(_used, "onwards", says=False),
        facts.FeedbackClosed: becomes("closed"),
        facts.FeedbackEnteredInError: in_error(mistaken=True),
        facts.FeedbackErrorReported: error_reported(),
        facts.FeedbackRestored: in_error(mistaken=False),
        facts.FeedbackCommented: commented(),
    },
    carried=("status", "contract_id", "organisation_id", "comments"),
    words=("title",),
    links={
        **mistakes.LINKS,
        "contract_id": "contract",
        "organisation_id": "organisation",
        "owner": "account",
    },
    indexes=(("contract_id",), ("organisation_id",)),
)
