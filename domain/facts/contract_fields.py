"""The fields of a contract, and what each may say."""

from typing import Annotated, Literal

from pydantic import BaseModel, Field, StringConstraints

from domain.values import (
    Answer,
    Code,
    Day,
    Id,
    Known,
    Money,
    NotApplicable,
    Several,
    Share,
    Title,
    Value,
    Words,
)

Kind = Literal[
    "contract",
    "framework",
    "call_off",
    "sla_in_house",
    "grant",
    "concession",
    "spot",
    "block",
]
Category = Literal["goods", "services", "works"]
Regime = Literal[
    "PA23",
    "PCR2015",
    "CCR2016",
    "PSR2023",
    "below_threshold",
    "exempt_vertical",
    "exempt_horizontal",
    "grant",
    "internal",
    "unknown",
]
Tier = Literal["gold", "silver", "bronze", "transactional"]
Beginning = Literal["planned", "in_procurement", "awarded", "mobilising", "live"]
Status = Literal[
    "planned",
    "in_procurement",
    "awarded",
    "mobilising",
    "live",
    "extended",
    "notice_given",
    "exiting",
    "ended",
    "closed",
]
Side = Literal["council", "provider"]
# INV-C5: the grounds of the parties, and those that the statute implies.
EndGround = Literal[
    "expiry",
    "mutual",
    "break",
    "breach",
    "insolvency",
    "convenience",
    "s78a",
    "s78b",
    "s78c",
]
Pricing = Literal[
    "block",
    "cost_and_volume",
    "spot",
    "fixed",
    "payment_by_results",
    "gain_share",
    "target_cost",
    "open_book",
]
Dispute = Literal[
    "negotiation", "mediation", "expert_determination", "arbitration", "court"
]
Subcontracting = Literal["forbidden", "consent", "notify", "free"]
Route = Literal[
    "invitation_to_quote",
    "invitation_to_tender",
    "framework",
    "direct_award",
    "grant_round",
    "other",
]
Month = Annotated[int, Field(ge=1, le=12)]
Cpv = Annotated[str, StringConstraints(pattern=r"^[0-9]{8}$")]
Months = Annotated[int, Field(ge=0, le=1200)]
PaymentDays = Annotated[int, Field(ge=0, le=3650)]


class Extension(Value):
    """An option to extend: by how much, and how long before the end to say so."""

    months: Months
    notice_months: Months | None = None


class Indexation(Value):
    """The clause by which the price moves: by what index, in what month, how far.

    `cap` is the most that it may rise by at once: "0.05" is five in a hundred.
    """

    clause: Code | None = None
    index: Code | None = None
    month: Month | None = None
    cap: Share | None = None


class NoticePeriod(Value):
    """Months of notice that either side has to give."""

    council: Months | None = None
    provider: Months | None = None


class PeopleServed(Value):
    """How many people depend on the service, counted when and from what."""

    count: Annotated[int, Field(ge=0)]
    as_of: Day | None = None
    basis: Code | None = None


class Descriptive(BaseModel):
    """What describes a contract and changes by a description alone.

    `contact` is a post or a team, `issues_contact` who hears of issues on the spot;
    a person is named by an account. `review_on` is the day of the next review.
    """

    description: Known[Words] | None = None
    department: Known[Code] | None = None
    service: Known[Code] | None = None
    wards: Known[Several[Code]] | None = None
    cpv: Known[Several[Cpv]] | None = None
    contact: Known[Title] | None = None
    issues_contact: Known[Title] | None = None
    review_on: Known[Day] | None = None
    people_served: Known[PeopleServed] | None = None


class Terms(BaseModel):
    """What the parties agreed: once live, it moves by a change request."""

    provider_id: Known[Id] | None = None
    start: Known[Day] | None = None
    end: Known[Day] | None = None
    extension_options: Known[Several[Extension]] | None = None
    annual_value: Known[Money] | None = None
    payment_terms_days: Known[PaymentDays] | None = None
    notice_period_months: Known[NoticePeriod] | None = None
    break_dates: Known[Several[Day]] | None = None
    pricing: Known[Pricing] | None = None
    indexation: Known[Indexation] | None = None
    irrecoverable_vat: Known[Money] | None = None
    dispute_route: Known[Dispute] | None = None
    subcontracting: Known[Subcontracting] | None = None


class Award(BaseModel):
    """What was settled when the contract was bought, and stays."""

    contract_number: Known[Code] | None = None
    authority: Known[Title] | None = None
    ocid: Known[Code] | None = None
    kind: Known[Kind] | None = None
    category: Known[Category] | None = None
    regime: Known[Regime] | None = None
    light_touch: Answer | None = None
    procurement_route: Known[Route] | None = None
    procurement_started_on: Known[Day] | None = None
    awarded_on: Known[Day] | None = None
    estimated_value_at_award: Known[Money] | None = None
    max_end_at_award: Known[Day] | None = None


class Owners(BaseModel):
    """Who looks after the contract, and how closely."""

    tier: Known[Tier] | None = None
    contract_manager: Known[Id] | None = None
    commissioner: Known[Id] | None = None


class Artefacts(BaseModel):
    """Which of the four artefacts that follow every change a contract has."""

    has_contract_documents: Answer | None = None
    has_risk_register: Answer | None = None
    has_business_case: Answer | None = None
    has_financial_model: Answer | None = None


class Milestones(BaseModel):
    """What has happened in the contract's life, and when.

    Left out: it has not happened, as far as anybody said.
    """

    subcontractor_information_requested_on: Day | None = None
    signed_on: Day | None = None
    started_on: Day | None = None
    notice_served_by: Side | None = None
    notice_served_on: Day | None = None
    notice_ends_on: Day | None = None
    ended_on: Day | None = None
    end_ground: EndGround | None = None
    final_value: Money | NotApplicable | None = None


class Everything(Descriptive, Terms, Award, Owners, Artefacts, Milestones):
    """Every field of a contract but its title. Left out: not said."""
