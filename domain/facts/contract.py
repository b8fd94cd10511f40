"""What can have happened to a contract: its own life."""

from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, Field, StringConstraints

from domain.event import Fact
from domain.facts.commented import Commented
from domain.facts.contract_notice import NOTICE_FACTS
from domain.values import (
    Answer,
    Code,
    Day,
    Id,
    Known,
    Money,
    Several,
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
Cpv = Annotated[str, StringConstraints(pattern=r"^[0-9]{8}$")]
Months = Annotated[int, Field(ge=0, le=1200)]
PaymentDays = Annotated[int, Field(ge=0, le=3650)]


class Extension(Value):
    """An option to extend: by how much, and how long before the end to say so."""

    months: Months
    notice_months: Months | None = None


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

    `contact` is a post or a team; a person is named by an account.
    """

    department: Known[Code] | None = None
    service: Known[Code] | None = None
    wards: Known[Several[Code]] | None = None
    cpv: Known[Several[Cpv]] | None = None
    contact: Known[Title] | None = None
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


class Award(BaseModel):
    """What was settled when the contract was bought, and stays."""

    contract_number: Known[Code] | None = None
    authority: Known[Title] | None = None
    ocid: Known[Code] | None = None
    kind: Known[Kind] | None = None
    category: Known[Category] | None = None
    regime: Known[Regime] | None = None
    light_touch: Answer | None = None
    procurement_started_on: Known[Day] | None = None
    awarded_on: Known[Day] | None = None
    estimated_value_at_award: Known[Money] | None = None
    max_end_at_award: Known[Day] | None = None


class Owners(BaseModel):
    """Who looks after the contract, and how closely."""

    tier: Known[Tier] | None = None
    contract_manager: Known[Id] | None = None
    commissioner: Known[Id] | None = None


class Everything(Descriptive, Terms, Award, Owners):
    """Every field of a contract but its title. Left out: not said."""


class ContractRegistered(Everything, Fact):
    """A contract was entered, at the state in which it begins."""

    fact_name: ClassVar[str] = "contract-registered"

    title: Title
    status: Status


class ContractAdopted(Everything, Fact):
    """A contract that was there before the register, as it stood."""

    fact_name: ClassVar[str] = "contract-adopted"

    opening: Literal[True] = True
    title: Title
    status: Status


class ContractEstablished(Award, Terms, Fact):
    """What had not been known of the contract was found out, and from what source."""

    fact_name: ClassVar[str] = "contract-established"

    source: Words | None = None


class ContractTermsAmended(Terms, Fact):
    """Terms of the contract changed, by the change request that is named."""

    fact_name: ClassVar[str] = "contract-terms-amended"

    change_id: Id | None = None


class ContractDescribed(Descriptive, Fact):
    """A description of the contract was changed."""

    fact_name: ClassVar[str] = "contract-described"

    title: Title | None = None


class ContractCorrected(Everything, Fact):
    """What was recorded of the contract was wrong; this is right."""

    fact_name: ClassVar[str] = "contract-corrected"

    supersedes: int
    title: Title | None = None
    status: Status | None = None


class ContractEnteredInError(Fact):
    """There was no such contract."""

    fact_name: ClassVar[str] = "contract-entered-in-error"


class ContractRestored(Fact):
    """The entry was right after all."""

    fact_name: ClassVar[str] = "contract-restored"


class ContractCommented(Commented):
    """Somebody said something of the contract."""

    fact_name: ClassVar[str] = "contract-commented"


FACTS: tuple[type[Fact], ...] = (
    ContractRegistered,
    ContractAdopted,
    ContractEstablished,
    ContractTermsAmended,
    ContractDescribed,
    ContractCorrected,
    ContractEnteredInError,
    ContractRestored,
    ContractCommented,
    *NOTICE_FACTS,
)
