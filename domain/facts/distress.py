"""What can have happened to a sign that an organisation is in distress.

Each sign is a stream of its own: that of its organisation does not move by it.
"""

from typing import ClassVar, Literal

from pydantic import Field

from domain.event import Fact
from domain.facts.commented import Commented
from domain.facts.error_reported import ErrorReported
from domain.values import Id, Ids, Known, Title, Words

Handling = Literal["restricted", "normal"]
Signal = Literal[
    "rating_downgrade",
    "covenant_breach",
    "profit_warning",
    "late_accounts",
    "legal_claim",
    "subcontractor_unpaid",
    "staff_unpaid",
    "insolvency",
    "other",
]


class DistressFields(Fact):
    """Everything that describes a sign of distress. Left out: not said."""

    signal: Signal | None = None
    title: Title | None = None
    details: Known[Words] | None = None
    source: Known[Words] | None = None
    owner: Known[Id] | None = None


class DistressRecorded(DistressFields):
    """A sign that an organisation is in distress was seen; who else may know."""

    fact_name: ClassVar[str] = "distress-recorded"

    signal: Signal = Field()
    organisation_id: Id
    handling: Handling
    readers: Ids = ()


class DistressHandlingSet(Fact):
    """Who may know of it was settled anew, for all that was ever said of it."""

    fact_name: ClassVar[str] = "distress-handling-set"

    handling: Handling
    readers: Ids = ()


class DistressLifted(Fact):
    """The sign means nothing any more."""

    fact_name: ClassVar[str] = "distress-lifted"


class DistressDescribed(DistressFields):
    """A description of the sign was changed."""

    fact_name: ClassVar[str] = "distress-described"


class DistressCorrected(DistressFields):
    """What was recorded of the sign was wrong; this is right."""

    fact_name: ClassVar[str] = "distress-corrected"

    supersedes: int


class DistressEnteredInError(Fact):
    """There was no such sign."""

    fact_name: ClassVar[str] = "distress-entered-in-error"


class DistressErrorReported(ErrorReported):
    """Somebody says that there was no such sign, or that there was."""

    fact_name: ClassVar[str] = "distress-error-reported"


class DistressRestored(Fact):
    """The entry was right after all."""

    fact_name: ClassVar[str] = "distress-restored"


class DistressCommented(Commented):
    """Somebody said something of the sign."""

    fact_name: ClassVar[str] = "distress-commented"


FACTS: tuple[type[Fact], ...] = (
    DistressRecorded,
    DistressHandlingSet,
    DistressLifted,
    DistressDescribed,
    DistressCorrected,
    DistressEnteredInError,
    DistressErrorReported,
    DistressRestored,
    DistressCommented,
)
