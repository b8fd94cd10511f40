"""The contracts as people read them."""

from domain.facts import contract as facts
from domain.facts.contract_known_risks import KNOWN_RISK_FACTS
from domain.facts.contract_notice import NOTICE_FACTS
from projections import mistakes
from projections.kinds import COUNT, DAY, FLAG, ID, JSON, MONEY, TEXT, TITLE, WHOLE
from projections.mistakes import error_reported, in_error
from projections.model import SILENT, Effect, Model, commented
from projections.nouns.contract_life import COLUMNS, EFFECTS, offered

# The facts that can say which options to extend there are.
_OFFERING = [kind for kind in facts.FACTS if "extension_options" in kind.model_fields]

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
        "procurement_route": TEXT,
        "procurement_started_on": DAY,
        "awarded_on": DAY,
        "payment_terms_days": WHOLE,
        "pricing": TEXT,
        "irrecoverable_vat": MONEY,
        "dispute_route": TEXT,
        "subcontracting": TEXT,
        "review_on": DAY,
        "opening": FLAG,
        "change_id": ID,
        "contract_number": TITLE,
        "ocid": TITLE,
        "title": TITLE,
        "authority": TITLE,
        "contact": TEXT,
        "issues_contact": TEXT,
        "description": TEXT,
        "wards": JSON,
        "cpv": JSON,
        "extension_options": JSON,
        "notice_period_months": JSON,
        "people_served": JSON,
        "indexation": JSON,
        "break_dates": JSON,
        **COLUMNS,
        "comments": COUNT,
        **mistakes.COLUMNS,
    },
    facts=facts.FACTS,
    effects={
        facts.ContractEnteredInError: in_error(mistaken=True),
        facts.ContractErrorReported: error_reported(),
        facts.ContractCommented: commented(),
        facts.ContractRestored: in_error(mistaken=False),
        **dict.fromkeys((*NOTICE_FACTS, *KNOWN_RISK_FACTS), SILENT),
        **dict.fromkeys(_OFFERING, Effect(offered)),
        **EFFECTS,
    },
    carried=("status", "opening", "comments"),
    words=("title", "contract_number", "ocid"),
    value="annual_value",
    links={
        **mistakes.LINKS,
        "provider_id": "organisation",
        "contract_manager": "account",
        "commissioner": "account",
        "change_id": "change",
    },
    namings={"service": "service"},
    indexes=(("provider_id",), ("contract_manager",)),
)
