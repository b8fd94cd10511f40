"""The notices that public sources list of contracts."""

from collections.abc import Mapping
from typing import Any

from domain.facts import contract_notice as facts
from projections.kinds import DAY, FLAG, ID, JSON, MONEY, TEXT, TITLE
from projections.model import Effect, Held, Model
from projections.telling import Told


def notice_of(told: Told) -> str:
    """By what a notice is known: its source, and its id there."""
    return f"{told.said['source']}:{told.said['notice_id']}"


def _listed(told: Told, _: Held) -> Mapping[str, Any]:
    return {"listed": True, "contract_id": told.stream}


NOTICE = Model(
    noun="notice",
    prefix="N",
    columns={
        "source": TEXT,
        "notice_id": TEXT,
        "contract_id": ID,
        "listed": FLAG,
        "content_hash": TEXT,
        "notice_type": TEXT,
        "notice_status": TEXT,
        "published_on": DAY,
        "deadline_on": DAY,
        "awarded_on": DAY,
        "start": DAY,
        "end": DAY,
        "ocid": TEXT,
        "awarded_to_sme": FLAG,
        "suitable_for_sme": FLAG,
        "value_low": MONEY,
        "value_high": MONEY,
        "awarded_value": MONEY,
        "title": TITLE,
        "supplier_as_published": TITLE,
        "buyer": TEXT,
        "url": TEXT,
        "description": TEXT,
        "cpv": JSON,
        "cpv_description": TEXT,
        "region": TEXT,
        "postcode": TEXT,
        "unmapped": JSON,
    },
    facts=facts.NOTICE_FACTS,
    effects={
        facts.ContractNoticeRecorded: Effect(_listed),
        facts.ContractNoticeChanged: Effect(_listed),
        facts.ContractNoticeNoLongerListed: Effect(lambda _, __: {"listed": False}),
        facts.ContractNoticeRelisted: Effect(_listed),
    },
    thing=notice_of,
    carried=("source", "notice_id", "contract_id"),
    words=("title", "supplier_as_published"),
    links={"contract_id": "contract"},
    indexes=(("contract_id",), ("source",), ("notice_id",)),
)
