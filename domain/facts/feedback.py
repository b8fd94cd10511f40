"""What can have happened to feedback: somebody said it, and something came of it."""

from typing import ClassVar, Literal

from pydantic import Field

from domain.event import Fact
from domain.facts.commented import Commented
from domain.facts.error_reported import ErrorReported
from domain.values import Day, Id, Known, Title, Words

# Who said it, as a group: people are not named.
Group = Literal[
    "user", "carer", "provider", "subcontractor", "client", "staff", "member", "public"
]
Channel = Literal[
    "survey", "visit", "meeting", "call", "letter", "online", "group", "other"
]


class FeedbackFields(Fact):
    """Everything that describes feedback. Left out: not said."""

    title: Title | None = None
    text: Known[Words] | None = None
    said_by: Known[Group] | None = None
    channel: Known[Channel] | None = None
    received_on: Known[Day] | None = None
    owner: Known[Id] | None = None


class FeedbackReceived(FeedbackFields):
    """Somebody said how a service is, on a contract or of an organisation."""

    fact_name: ClassVar[str] = "feedback-received"

    title: Title = Field()
    contract_id: Id | None = None
    organisation_id: Id | None = None


class FeedbackUsed(Fact):
    """Something came of it: what, and where it can be seen."""

    fact_name: ClassVar[str] = "feedback-used"

    used_in: Words
    change_id: Id | None = None
    issue_id: Id | None = None
    document_id: Id | None = None


class FeedbackClosed(Fact):
    """Nothing is to come of it."""

    fact_name: ClassVar[str] = "feedback-closed"


class FeedbackDescribed(FeedbackFields):
    """A description of the feedback was changed."""

    fact_name: ClassVar[str] = "feedback-described"


class FeedbackCorrected(FeedbackFields):
    """What was recorded of the feedback was wrong; this is right."""

    fact_name: ClassVar[str] = "feedback-corrected"

    supersedes: int


class FeedbackEnteredInError(Fact):
    """Nobody said so."""

    fact_name: ClassVar[str] = "feedback-entered-in-error"


class FeedbackErrorReported(ErrorReported):
    """Somebody says that nobody said so, or that somebody did."""

    fact_name: ClassVar[str] = "feedback-error-reported"


class FeedbackRestored(Fact):
    """The entry was right after all."""

    fact_name: ClassVar[str] = "feedback-restored"


class FeedbackCommented(Commented):
    """Somebody said something of the feedback."""

    fact_name: ClassVar[str] = "feedback-commented"


FACTS: tuple[type[Fact], ...] = (
    FeedbackReceived,
    FeedbackUsed,
    FeedbackClosed,
    FeedbackDescribed,
    FeedbackCorrected,
    FeedbackEnteredInError,
    FeedbackErrorReported,
    FeedbackRestored,
    FeedbackCommented,
)
