"""What can have been done about a risk: planned, borne, accepted, passed on."""

from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator
from typing_extensions import override

from domain.event import Fact, State
from domain.values import (
    Day,
    Id,
    Ids,
    Known,
    Money,
    Score,
    Several,
    Share,
    Value,
    Words,
)

Response = Literal["treat", "tolerate", "transfer", "terminate", "take"]
Party = Literal["council", "provider", "subcontractor", "third_party"]
Borne = Literal["council", "provider", "subcontractor", "third_party", "shared"]
Instrument = Literal["clause", "insurance", "guarantee", "indemnity", "other"]
# What of the council's side of a risk is shown to those with whom it is shared.
SharedPart = Literal["scores", "response", "work"]
# Who has to look at it: 0 whoever runs it, 1 the line, 2 the department, 3 officers of
# the council as a whole, 4 its members. Issues climb the same ladder.
Escalation = Annotated[int, Field(ge=0, le=4)]


class ExpectedLoss(Value):
    """What the risk could cost in all: at least, likely, at most, and how probably."""

    least: Money | None = None
    likely: Money | None = None
    most: Money | None = None
    probability: Share | None = None

    @model_validator(mode="after")
    def rises(self) -> Self:
        """The three are in one currency and in order."""
        said = [m for m in (self.least, self.likely, self.most) if m is not None]
        if len({money.currency for money in said}) > 1:
            message = "write all amounts in one currency"
            raise ValueError(message)
        if (amounts := [money.amount for money in said]) != sorted(amounts):
            message = "least is no more than likely, and likely no more than most"
            raise ValueError(message)
        return self


class Bearer(Value):
    """Somebody who bears a risk, and which share of it (None: not said)."""

    party: Party
    organisation_id: Id | None = None
    share: Share | None = None


class RiskResponsePlanned(Fact):
    """Somebody decided what to do about the risk, and down to which score."""

    fact_name: ClassVar[str] = "risk-response-planned"

    response: Response
    mitigation: Known[Words] | None = None
    contingency: Known[Words] | None = None
    recovery: Known[Words] | None = None
    target: Score | None = None
    # Only where no score had one before by which the target is read.
    matrix_version: int | None = None


class RiskAllocated(Fact):
    """Who bears the risk, by which instrument; the whole table each time."""

    fact_name: ClassVar[str] = "risk-allocated"

    borne_by: Borne
    bearers: Several[Bearer]
    instrument: Known[Instrument] | None = None
    instrument_reference: Words | None = None


class RiskAccepted(Fact):
    """Somebody with the authority took the risk at a score, until a day.

    `limit` is the appetite of its category then, None where nobody had set one.
    """

    fact_name: ClassVar[str] = "risk-accepted"

    response: Literal["tolerate"] = "tolerate"
    until: Day
    score: Score
    limit: int | None = None


class RiskEscalated(Fact):
    """Somebody else has to look at the risk: higher up, or lower down again."""

    fact_name: ClassVar[str] = "risk-escalated"

    escalation: Escalation
    escalated_to: Known[Id] | None = None


class RiskShared(Fact):
    """With which organisations the risk is shared, all of them; none: with nobody.

    They read what it is and who bears it, and of the council's side these parts: all
    that version 1 could not say.
    """

    fact_name: ClassVar[str] = "risk-shared"
    version: ClassVar[int] = 2

    shared_with: Ids
    shared_parts: Several[SharedPart] = ()

    @classmethod
    @override
    def upgrade(cls, state: State, from_version: int) -> State:
        return state if from_version > 1 else {**state, "shared_parts": []}


RESPONSE_FACTS: tuple[type[Fact], ...] = (
    RiskResponsePlanned,
    RiskAllocated,
    RiskAccepted,
    RiskEscalated,
    RiskShared,
)
