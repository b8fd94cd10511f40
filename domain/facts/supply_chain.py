"""What can have happened to the supply chain of one contract, and to its seats.

A seat is one organisation's place in the chain of one contract. How deep it lies is
never said: that follows from which seat it stands under.
"""

from typing import Annotated, ClassVar, Literal
from uuid import UUID, uuid5

from pydantic import Field

from domain.event import Fact
from domain.facts.error_reported import ErrorReported
from domain.facts.seat_group import ChainGroupsSet
from domain.facts.seat_terms import Disclosure, EndGround, SeatTerms
from domain.values import Code, Day, Id, Known, Several, Share, Value, Words

LegalForm = Literal[
    "lead_with_subs", "unincorporated_jv", "spv", "cio", "llp", "alliance"
]
Liability = Literal["several", "joint_and_several"]
Judgement = Literal["met", "not_met", "not_known"]
# The fifteen principles of a chain: six for commissioners (C), nine for partners (P).
Principle = Annotated[Code, Field(pattern=r"^(C[1-6]|P[1-9])$")]


class Member(Value):
    """A partner in a consortium, and its share of the contract's value."""

    organisation_id: Id
    share: Share | None = None


class ConsortiumTerms(Fact):
    """What the partners agreed. Left out: not said.

    `management_fee` is the part of the value that the lead has for running the chain.
    """

    legal_form: Known[LegalForm] | None = None
    liability: Known[Liability] | None = None
    agreement_document: Known[Id] | None = None
    selection_method: Known[Words] | None = None
    management_fee: Known[Share] | None = None


class SupplyChainOpened(Fact):
    """Something became known of the supply chain of a contract."""

    fact_name: ClassVar[str] = "supply-chain-opened"

    contract_id: Id


class AboutSeat(Fact):
    """Something that happened to one seat of a chain."""

    seat_id: Id


class SeatDeclared(SeatTerms, AboutSeat):
    """An organisation has a seat: under another seat, or right under the lead."""

    fact_name: ClassVar[str] = "seat-declared"

    contract_id: Id
    organisation_id: Id
    parent_seat_id: Id | None = None
    disclosure: Disclosure = "disclosed"
    replaces: Id | None = None
    change_id: Id | None = None


class SeatApproved(AboutSeat):
    """The council consents to who holds the seat."""

    fact_name: ClassVar[str] = "seat-approved"

    consent_given_on: Day
    debarment_checked_on: Day
    conditions: Words | None = None


class SeatTermsAmended(SeatTerms, AboutSeat):
    """Other terms hold between the seat and the one above, or it stands elsewhere."""

    fact_name: ClassVar[str] = "seat-terms-amended"

    parent_seat_id: Id | None = None
    change_id: Id | None = None


class SeatSuspended(AboutSeat):
    """Whoever holds the seat delivers nothing for the time being."""

    fact_name: ClassVar[str] = "seat-suspended"

    suspended: Literal[True] = True


class SeatResumed(AboutSeat):
    """Whoever holds the seat delivers again."""

    fact_name: ClassVar[str] = "seat-resumed"

    suspended: Literal[False] = False


class SeatEnded(AboutSeat):
    """The seat is over: `ended_on` is the first day without it."""

    fact_name: ClassVar[str] = "seat-ended"

    ended_on: Day
    end_ground: EndGround | None = None
    change_id: Id | None = None


class SeatNoneDisclosed(AboutSeat):
    """Whoever holds the seat passes nothing on: there is nobody below it."""

    fact_name: ClassVar[str] = "seat-none-disclosed"

    none_below: Literal[True] = True


class SeatCorrected(SeatTerms, AboutSeat):
    """What was recorded of the seat was wrong; this is right."""

    fact_name: ClassVar[str] = "seat-corrected"

    supersedes: int
    parent_seat_id: Id | None = None
    ended_on: Known[Day] | None = None


class SeatEnteredInError(AboutSeat):
    """There was no such seat."""

    fact_name: ClassVar[str] = "seat-entered-in-error"


class SeatErrorReported(ErrorReported, AboutSeat):
    """Somebody says that there was no such seat, or that there was."""

    fact_name: ClassVar[str] = "seat-error-reported"


class SeatRestored(AboutSeat):
    """The entry was right after all."""

    fact_name: ClassVar[str] = "seat-restored"


class ChainNoneDisclosed(Fact):
    """The lead says that it subcontracts nothing."""

    fact_name: ClassVar[str] = "chain-none-disclosed"

    none_below: Literal[True] = True


class ChainLeadChanged(Fact):
    """Another organisation leads the chain."""

    fact_name: ClassVar[str] = "chain-lead-changed"

    lead_id: Id
    change_id: Id | None = None


class ConsortiumFormed(ConsortiumTerms):
    """Several organisations deliver the contract together; the whole table of them."""

    fact_name: ClassVar[str] = "consortium-formed"

    consortium: Literal["formed"] = "formed"
    members: Several[Member]


class ConsortiumMembersSet(ConsortiumTerms):
    """Who the partners are from then on, and with which shares; the whole table."""

    fact_name: ClassVar[str] = "consortium-members-set"

    members: Several[Member]
    change_id: Id | None = None


class ConsortiumDissolved(Fact):
    """The consortium is no more; the lead delivers alone, with whom it has below."""

    fact_name: ClassVar[str] = "consortium-dissolved"

    consortium: Literal["dissolved"] = "dissolved"
    members: Several[Member] = ()


class ChainPrincipleJudged(Fact):
    """Somebody says whether a principle of good chains is met here, and shows why."""

    fact_name: ClassVar[str] = "chain-principle-judged"

    principle: Principle
    judgement: Judgement
    evidence: Words | None = None
    document: Id | None = None


CHAIN_FACTS: tuple[type[Fact], ...] = (
    SupplyChainOpened,
    ChainNoneDisclosed,
    ChainLeadChanged,
    ConsortiumFormed,
    ConsortiumMembersSet,
    ConsortiumDissolved,
    ChainPrincipleJudged,
    ChainGroupsSet,
)
SEAT_FACTS: tuple[type[Fact], ...] = (
    SeatDeclared,
    SeatApproved,
    SeatTermsAmended,
    SeatSuspended,
    SeatResumed,
    SeatEnded,
    SeatNoneDisclosed,
    SeatCorrected,
    SeatEnteredInError,
    SeatErrorReported,
    SeatRestored,
)
FACTS: tuple[type[Fact], ...] = (*CHAIN_FACTS, *SEAT_FACTS)


def chain_of(contract: UUID) -> UUID:
    """The stream of a contract's supply chain, which is also the lead's own place."""
    return uuid5(contract, "supply-chain")


def place_of(chain: UUID, member: UUID) -> UUID:
    """The place of a partner of the consortium, under which seats can stand."""
    return uuid5(chain, str(member))
