"""The contracts as people read them."""

from domain.facts import contract as facts
from domain.facts.contract_notice import NOTICE_FACTS
from projections.kinds import COUNT, DAY, FLAG, ID, JSON, MONEY, TEXT, TITLE, WHOLE
from projections.model import SILENT, Model, commented, in_error

CONTRACT = Model(
    noun="contract",
    prefix="C",
    columns={
        "status": TEXT,
        "provider_id": ID,
        "contract_manager": ID,
        "commissioner": ID,
        "department": TEXT,
        "service": TEXT,
        "tier": TEXT,
        "kind": TEXT,
        "category": TEXT,
        "regime": TEXT,
        "light_touch": FLAG,
        "start": DAY,
        "end": DAY,
        "annual_value": MONEY,
        "estimated_value_at_award": MONEY,
        "max_end_at_award": DAY,
        "procurement_started_on": DAY,
        "awarded_on": DAY,
        "payment_terms_days": WHOLE,
        "opening": FLAG,
        "change_id": ID,
        "contract_number": TITLE,
        "ocid": TEXT,
        "title": TITLE,
        "authority": TITLE,
        "contact": TEXT,
        "wards": JSON,
        "cpv": JSON,
        "extension_options": JSON,
        "notice_period_months": JSON,
        "people_served": JSON,
        "comments": COUNT,
    },
    facts=facts.FACTS,
    effects={
        facts.ContractEnteredInError: in_error(mistaken=True),
        facts.ContractCommented: commented(),
        facts.ContractRestored: in_error(mistaken=False),
        **dict.fromkeys(NOTICE_FACTS, SILENT),
    },
    carried=("status", "opening", "comments"),
    words=("title", "contract_number"),
    value="annual_value",
    links={
        "provider_id": "organisation",
        "contract_manager": "account",
        "commissioner": "account",
        "change_id": "change",
    },
    indexes=(("provider_id",), ("contract_manager",)),
)
