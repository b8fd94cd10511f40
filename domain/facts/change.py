"""What can have happened to a change request."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from domain.event import Fact
from domain.facts.change_control import CONTROL_FACTS
from domain.facts.commented import Commented
from domain.facts.error_reported import ErrorReported
from domain.values import Day, Id, Ids, Known, Money, Several, Title, Words

Kind = Literal[
    "operational",
    "contract_change",
    "extension",
    "novation",
    "price",
    "scope",
    "kpi",
    "subcontractor",
    "data",
    "termination_partial",
]
Party = Literal["council", "provider", "law", "subcontractor"]
Instrument = Literal["change_control_note", "deed", "letter"]
Outcome = Literal["approved", "rejected", "deferred", "noted"]
Months = Annotated[int, Field(ge=-1200, le=1200)]


class ChangeFields(Fact):
    """Everything that describes a change request. Left out: not said."""

    title: Title | None = None
    kind: Known[Kind] | None = None
    raised_by: Known[Party] | None = None
    description: Known[Words] | None = None
    decision_wanted_by: Known[Day] | None = None
    decision_by: Known[Id] | None = None


class ImpactFields(Fact):
    """What a change would do. Left out: nobody looked.

    Words stand apart from figures and ids, so that they can be struck out alone.
    """

    cost_one_off: Known[Money] | None = None
    cost_per_year: Known[Money] | None = None
    value_delta: Known[Money] | None = None
    term_delta_months: Known[Months] | None = None
    service: Known[Words] | None = None
    quality: Known[Words] | None = None
    risk: Known[Words] | None = None
    risk_ids: Ids | None = None
    supply_chain: Known[Words] | None = None
    seat_ids: Ids | None = None
    exit: Known[Words] | None = None
    equality: Known[Words] | None = None
    social_value: Known[Words] | None = None
    data_protection: Known[Words] | None = None
    tupe: Known[Words] | None = None
    saving_claimed: Known[Money] | None = None
    benefit: Known[Words] | None = None


class ChangeRaised(ChangeFields):
    """Somebody wants a contract changed."""

    fact_name: ClassVar[str] = "change-raised"

    contract_id: Id
    title: Title = Field()


class ChangeImpactAssessed(ImpactFields):
    """Somebody worked out what the change would do."""

    fact_name: ClassVar[str] = "change-impact-assessed"
    # Version 1 knew neither the saving that is claimed nor the benefit.
    version: ClassVar[int] = 2


class ChangeApproved(Fact):
    """Somebody with the authority agreed to the change."""

    fact_name: ClassVar[str] = "change-approved"

    conditions: Words | None = None


class ChangeRejected(Fact):
    """Somebody with the authority said no, and why."""

    fact_name: ClassVar[str] = "change-rejected"


class ChangeSentBack(Fact):
    """Somebody with the authority wants it looked at again, and says why."""

    fact_name: ClassVar[str] = "change-sent-back"


class ChangeBodyDecided(Fact):
    """A body decided on the change when it met; somebody entered what it decided.

    `as_found`: parts of the impact had not been looked at.
    """

    fact_name: ClassVar[str] = "change-body-decided"

    body: Title
    body_outcome: Outcome
    meeting_date: Day
    minute_ref: Title | None = None
    body_document: Id | None = None
    conditions: Words | None = None
    as_found: bool = False


class ChangeRatified(Fact):
    """Somebody with the authority stands behind what had happened without one."""

    fact_name: ClassVar[str] = "change-ratified"

    conditions: Words | None = None


class ChangeWithdrawn(Fact):
    """Whoever wanted the change wants it no longer."""

    fact_name: ClassVar[str] = "change-withdrawn"


class ChangeSigned(Fact):
    """The parties signed the change on the day from which this fact holds.

    `as_found`: it was signed without an approval, or before it.
    """

    fact_name: ClassVar[str] = "change-signed"

    instrument: Instrument | None = None
    document: Id | None = None
    as_found: bool = False


class ChangeImplemented(Fact):
    """The change has been in force since the day from which this fact holds.

    `as_found`: approval or signature was missing, or came later. The amended terms
    are facts of the contract and of its chain, which name this change. `notified` are
    those who were told of it.
    """

    fact_name: ClassVar[str] = "change-implemented"
    # Version 1 did not know who was told.
    version: ClassVar[int] = 2

    as_found: bool = False
    notified: Several[Title] | None = None


class ChangeHandedOver(Fact):
    """Who looked after the change, or was asked to decide on it, handed it over."""

    fact_name: ClassVar[str] = "change-handed-over"

    steward: Id | None = None
    decision_by: Id | None = None


class ChangeDescribed(ChangeFields):
    """A description of the change request was changed."""

    fact_name: ClassVar[str] = "change-described"


class ChangeCorrected(ChangeFields, ImpactFields):
    """What was recorded of the change request was wrong; this is right."""

    fact_name: ClassVar[str] = "change-corrected"
    # Version 1 knew neither the saving that is claimed nor the benefit.
    version: ClassVar[int] = 2

    supersedes: int


class ChangeEnteredInError(Fact):
    """There was no such change request."""

    fact_name: ClassVar[str] = "change-entered-in-error"


class ChangeErrorReported(ErrorReported):
    """Somebody says that there was no such change request, or that there was."""

    fact_name: ClassVar[str] = "change-error-reported"


class ChangeRestored(Fact):
    """The entry was right after all."""

    fact_name: ClassVar[str] = "change-restored"


class ChangeCommented(Commented):
    """Somebody said something of the change request."""

    fact_name: ClassVar[str] = "change-commented"


FACTS: tuple[type[Fact], ...] = (
    ChangeRaised,
    ChangeImpactAssessed,
    ChangeApproved,
    ChangeRejected,
    ChangeSentBack,
    ChangeBodyDecided,
    ChangeRatified,
    ChangeWithdrawn,
    ChangeSigned,
    ChangeImplemented,
    ChangeHandedOver,
    *CONTROL_FACTS,
    ChangeDescribed,
    ChangeCorrected,
    ChangeEnteredInError,
    ChangeErrorReported,
    ChangeRestored,
    ChangeCommented,
)
