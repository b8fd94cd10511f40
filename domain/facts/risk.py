"""What can have happened to a risk."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from domain.event import Fact
from domain.facts.commented import Commented
from domain.facts.error_reported import ErrorReported
from domain.facts.risk_response import RESPONSE_FACTS, ExpectedLoss
from domain.facts.risk_work import WORK_FACTS
from domain.values import Code, Day, Grade, Id, Ids, Known, Score, Title, Value, Words

Handling = Literal["normal", "restricted"]
Scope = Literal["council", "contract", "organisation"]
RiskType = Literal["threat", "opportunity"]
Level = Literal["strategic", "operational"]
# When it could happen: within a month, three months, twelve months, or later.
Proximity = Literal["imminent", "near", "medium", "far"]
# How fast it is felt once it has happened.
Velocity = Literal["days", "weeks", "months"]
ReviewDays = Annotated[int, Field(ge=1, le=3650)]


class Dimensions(Value):
    """What the impact is made of: a grade for each that was looked at."""

    service: Grade | None = None
    finance: Grade | None = None
    people: Grade | None = None
    legal: Grade | None = None
    reputation: Grade | None = None


class LegacyScore(Value):
    """Scores as the register before this one wrote them, and by what scheme.

    Kept word for word: what they come to here is another thing.
    """

    scheme: Code
    current: Code | None = None
    inherent: Code | None = None
    target: Code | None = None


class RiskFields(Fact):
    """Everything that describes a risk. Left out: not said."""

    title: Title | None = None
    cause: Known[Words] | None = None
    event: Known[Words] | None = None
    consequence: Known[Words] | None = None
    category: Known[Code] | None = None
    owner: Known[Id] | None = None
    next_review: Known[Day] | None = None
    type: Known[RiskType] | None = None
    level: Known[Level] | None = None
    proximity: Known[Proximity] | None = None
    velocity: Known[Velocity] | None = None
    expected_loss: Known[ExpectedLoss] | None = None
    review_every_days: Known[ReviewDays] | None = None
    mitigation: Known[Words] | None = None
    contingency: Known[Words] | None = None
    recovery: Known[Words] | None = None


class RiskIdentified(RiskFields):
    """A risk was found and entered."""

    fact_name: ClassVar[str] = "risk-identified"

    title: Title = Field()
    scope: Scope
    contract_id: Id | None = None
    organisation_id: Id | None = None
    handling: Handling = "normal"


class RiskAdopted(RiskIdentified):
    """A risk that was known before the register was brought in, as it stood."""

    fact_name: ClassVar[str] = "risk-adopted"

    opening: Literal[True] = True
    status: Literal["open", "closed"] = "open"
    inherent: Score | None = None
    current: Score | None = None
    target: Score | None = None
    matrix_version: int | None = None
    legacy_score: LegacyScore | None = None


class RiskAssessed(Fact):
    """The risk was scored; each score keeps the matrix by which it is read."""

    fact_name: ClassVar[str] = "risk-assessed"

    current: Score
    inherent: Score | None = None
    target: Score | None = None
    matrix_version: int
    change_id: Id | None = None
    indicator_id: Id | None = None
    dimensions: Dimensions | None = None


class RiskReviewed(Fact):
    """Somebody looked at the risk, perhaps for a change, and found it still right."""

    fact_name: ClassVar[str] = "risk-reviewed"
    # Version 1 cited no change.
    version: ClassVar[int] = 2

    next_review: Day | None = None
    cited_change_id: Id | None = None


class RiskClosed(Fact):
    """The risk is over, or no longer ours."""

    fact_name: ClassVar[str] = "risk-closed"


class RiskReopened(Fact):
    """A closed risk is back."""

    fact_name: ClassVar[str] = "risk-reopened"


class RiskMoved(Fact):
    """The risk hangs on another thing from now on."""

    fact_name: ClassVar[str] = "risk-moved"

    scope: Scope
    contract_id: Id | None = None
    organisation_id: Id | None = None


class RiskHandlingSet(Fact):
    """Who may know of it was settled anew, for all that was ever said of it."""

    fact_name: ClassVar[str] = "risk-handling-set"

    handling: Handling
    readers: Ids = ()


class RiskMaterialised(Fact):
    """The risk has happened; the issue is what is done about it."""

    fact_name: ClassVar[str] = "risk-materialised"

    issue_id: Id


class RiskDescribed(RiskFields):
    """A description of the risk was changed."""

    fact_name: ClassVar[str] = "risk-described"


class RiskCorrected(RiskFields):
    """What was recorded of the risk was wrong; this is right."""

    fact_name: ClassVar[str] = "risk-corrected"

    supersedes: int
    current: Score | None = None
    inherent: Score | None = None
    target: Score | None = None
    matrix_version: int | None = None


class RiskEnteredInError(Fact):
    """There was no such risk."""

    fact_name: ClassVar[str] = "risk-entered-in-error"


class RiskErrorReported(ErrorReported):
    """Somebody says that there was no such risk, or that there was."""

    fact_name: ClassVar[str] = "risk-error-reported"


class RiskRestored(Fact):
    """The entry was right after all."""

    fact_name: ClassVar[str] = "risk-restored"


class RiskCommented(Commented):
    """Somebody said something of the risk."""

    fact_name: ClassVar[str] = "risk-commented"


FACTS: tuple[type[Fact], ...] = (
    RiskIdentified,
    RiskAdopted,
    RiskAssessed,
    RiskReviewed,
    RiskClosed,
    RiskReopened,
    RiskMoved,
    *RESPONSE_FACTS,
    *WORK_FACTS,
    RiskHandlingSet,
    RiskMaterialised,
    RiskDescribed,
    RiskCorrected,
    RiskEnteredInError,
    RiskErrorReported,
    RiskRestored,
    RiskCommented,
)
