"""What can have happened in the life of a contract, from its award to its closing.

`as_found` marks what happened out of order: it was recorded all the same, and may be
ratified.
"""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from domain.event import Fact
from domain.facts.contract_fields import (
    Artefacts,
    Award,
    EndGround,
    Months,
    Side,
    Tier,
)
from domain.facts.contract_known_risks import KNOWN_RISK_FACTS
from domain.facts.document import Kind
from domain.values import Code, Day, Id, Known, Money, NotApplicable, Title, Words

Instrument = Literal["deed", "under_hand", "electronic", "purchase_order", "letter"]
Position = Annotated[int, Field(ge=1)]


class ContractAwarded(Award, Fact):
    """It was decided who gets the contract; what was settled then stays.

    `as_found`: it had been signed or begun before.
    """

    fact_name: ClassVar[str] = "contract-awarded"

    awarded_on: Day = Field()
    provider_id: Known[Id] | None = None
    as_found: bool = False


class ContractSubcontractorInformationRequested(Fact):
    """The bidders were asked whom they mean to subcontract to."""

    fact_name: ClassVar[str] = "contract-subcontractor-information-requested"

    subcontractor_information_requested_on: Day


class ContractSigned(Fact):
    """The contract was signed. `as_found`: without an award, or before it."""

    fact_name: ClassVar[str] = "contract-signed"

    signed_on: Day
    instrument: Instrument | None = None
    signed_document: Id | None = None
    as_found: bool = False


class ContractStarted(Fact):
    """The service began. `as_found`: without a signature, or before it."""

    fact_name: ClassVar[str] = "contract-started"

    started_on: Day
    as_found: bool = False


class ContractIndexed(Fact):
    """The price moved under the contract's own clause."""

    fact_name: ClassVar[str] = "contract-indexed"

    annual_value: Money
    figure: Code | None = None


class ContractExtensionExercised(Fact):
    """An option to extend was taken up; `end` is the day on which it now ends.

    `as_found`: later than the option's notice allows, or past the end.
    """

    fact_name: ClassVar[str] = "contract-extension-exercised"

    exercised_on: Day
    months: Months
    end: Day
    as_found: bool = False


class ContractNoticeServed(Fact):
    """One side gave notice to end it. `as_found`: shorter notice than was agreed."""

    fact_name: ClassVar[str] = "contract-notice-served"

    notice_served_by: Side
    notice_served_on: Day
    notice_ends_on: Day
    notice_clause: Code | None = None
    notice_document: Id | None = None
    as_found: bool = False


class ContractTerminated(Fact):
    """The contract came to an end before its time.

    `as_found`: for a subcontractor's sake (s78c), though bidders had not been asked
    or the provider was given no chance to replace it.
    """

    fact_name: ClassVar[str] = "contract-terminated"

    ended_on: Day
    end_ground: EndGround
    replacement_offered_on: Day | None = None
    as_found: bool = False


class ContractExpired(Fact):
    """The contract ran out. `as_found`: on another day than it was to end."""

    fact_name: ClassVar[str] = "contract-expired"

    ended_on: Day
    end_ground: Literal["expiry"] = "expiry"
    as_found: bool = False


class ContractClosed(Fact):
    """Nothing is left to do: the final value is known, the review done."""

    fact_name: ClassVar[str] = "contract-closed"

    final_value: Money | NotApplicable
    variance: Words | None = None
    review_document: Id | NotApplicable
    termination_notice: Code | NotApplicable | None = None


class ContractOwnersAssigned(Fact):
    """Somebody else looks after the contract."""

    fact_name: ClassVar[str] = "contract-owners-assigned"

    contract_manager: Known[Id] | None = None
    commissioner: Known[Id] | None = None


class ContractTierSet(Fact):
    """It was said how closely the contract is looked after."""

    fact_name: ClassVar[str] = "contract-tier-set"

    tier: Known[Tier]


class ContractArtefactsSet(Artefacts, Fact):
    """It was said which of the four artefacts the contract has."""

    fact_name: ClassVar[str] = "contract-artefacts-set"


class ContractObligationSet(Fact):
    """What one side owes the other, by when, and since when it is done.

    `obligation` is the position that set it first, absent there; what is said later
    takes the place of all that was said before.
    """

    fact_name: ClassVar[str] = "contract-obligation-set"

    obligation: Position | None = None
    owed_by: Side
    what: Title
    due_on: Known[Day] | None = None
    clause: Code | None = None
    fulfilled_on: Day | None = None
    dropped: bool = False


class ContractDocumentAdded(Fact):
    """A document is one of the contract's own, in force from a day on."""

    fact_name: ClassVar[str] = "contract-document-added"

    document_id: Id
    document_kind: Kind | None = None
    in_force_on: Day | None = None


class ContractRatified(Fact):
    """Somebody with the right to do so stands behind what was recorded as found."""

    fact_name: ClassVar[str] = "contract-ratified"

    ratified: Position
    conditions: Words | None = None


# Of things that a contract has several of: none of them is a field of its own.
UNASSERTED: tuple[type[Fact], ...] = (
    ContractObligationSet,
    ContractDocumentAdded,
    ContractRatified,
    *KNOWN_RISK_FACTS,
)
LIFE_FACTS: tuple[type[Fact], ...] = (
    ContractAwarded,
    ContractSubcontractorInformationRequested,
    ContractSigned,
    ContractStarted,
    ContractIndexed,
    ContractExtensionExercised,
    ContractNoticeServed,
    ContractTerminated,
    ContractExpired,
    ContractClosed,
    ContractOwnersAssigned,
    ContractTierSet,
    ContractArtefactsSet,
    *UNASSERTED,
)
