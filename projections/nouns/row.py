"""The rows of sources as people read them: what was said, and what it is about."""

from collections.abc import Mapping
from typing import Any

from domain.facts import source_row as facts
from projections.kinds import DAY, FLAG, ID, JSON_TEXT, MONEY, TEXT, WHOLE
from projections.model import Effect, Held, Model
from projections.telling import Told

# What a row that says nothing of it any more has no longer.
ABOUT = (
    "sheet",
    "unmapped",
    "became",
    "became_id",
    "contract_id",
    "organisation_id",
    "amount",
    "dated",
)


def _taken(told: Told, _: Held) -> Mapping[str, Any]:
    handling = told.said.get("handling", "normal")
    return {"listed": True, "entered_by": told.by, "handling": handling}


def _changed(told: Told, _: Held) -> Mapping[str, Any]:
    return {"listed": True} | {name: told.said.get(name) for name in ABOUT}


ROW = Model(
    noun="row",
    prefix="RW",
    columns={
        "kind": TEXT,
        "source": TEXT,
        "key": TEXT,
        "listed": FLAG,
        "import_id": ID,
        "row": WHOLE,
        "sheet": TEXT,
        "became": TEXT,
        "became_id": ID,
        "contract_id": ID,
        "organisation_id": ID,
        "handling": TEXT,
        "owner": ID,
        "entered_by": ID,
        "amount": MONEY,
        "dated": DAY,
        "content_hash": TEXT,
        "says": JSON_TEXT,
        "unmapped": JSON_TEXT,
    },
    facts=facts.FACTS,
    effects={
        facts.SourceRowTaken: Effect(_taken),
        facts.SourceRowChanged: Effect(_changed),
        facts.SourceRowNoLongerListed: Effect(lambda _, __: {"listed": False}),
        facts.SourceRowRelisted: Effect(lambda _, __: {"listed": True}),
    },
    carried=("kind", "source", "key", "handling", "entered_by"),
    words=("says", "unmapped"),
    value="amount",
    links={
        "import_id": "import",
        "contract_id": "contract",
        "organisation_id": "organisation",
        "entered_by": "account",
        "owner": "account",
    },
    indexes=(
        ("became", "became_id"),
        ("import_id",),
        ("contract_id",),
        ("organisation_id",),
    ),
)
