"""What can have happened to an outcome: a change in people's lives that is wanted."""

from typing import ClassVar, Literal

from pydantic import Field

from domain.event import Fact
from domain.facts.commented import Commented
from domain.facts.error_reported import ErrorReported
from domain.values import Code, Day, Id, Ids, Known, Several, Title, Value, Words

Horizon = Literal["short", "medium", "long"]
Result = Literal["achieved", "partly_achieved", "not_achieved", "no_longer_wanted"]


class Measure(Value):
    """By what it is told whether it comes about: from where, to where, by when."""

    name: Code
    unit: Code | None = None
    baseline: Code | None = None
    target: Code | None = None
    by: Day | None = None


class OutcomeFields(Fact):
    """Everything that describes an outcome. Left out: not said."""

    title: Title | None = None
    strategic_ref: Known[Code] | None = None
    horizon: Known[Horizon] | None = None
    baseline: Known[Words] | None = None
    target: Known[Words] | None = None
    target_date: Known[Day] | None = None
    measures: Known[Several[Measure]] | None = None
    service_id: Known[Id] | None = None
    contract_ids: Known[Ids] | None = None
    owner: Known[Id] | None = None


class OutcomeRegistered(OutcomeFields):
    """An outcome that is wanted was entered."""

    fact_name: ClassVar[str] = "outcome-registered"

    title: Title = Field()


class OutcomeClosed(Fact):
    """The outcome was judged, and is worked for no more."""

    fact_name: ClassVar[str] = "outcome-closed"

    result: Result


class OutcomeReopened(Fact):
    """The outcome is wanted again."""

    fact_name: ClassVar[str] = "outcome-reopened"


class OutcomeDescribed(OutcomeFields):
    """A description of the outcome was changed."""

    fact_name: ClassVar[str] = "outcome-described"


class OutcomeCorrected(OutcomeFields):
    """What was recorded of the outcome was wrong; this is right."""

    fact_name: ClassVar[str] = "outcome-corrected"

    supersedes: int


class OutcomeEnteredInError(Fact):
    """There was no such outcome."""

    fact_name: ClassVar[str] = "outcome-entered-in-error"


class OutcomeErrorReported(ErrorReported):
    """Somebody says that there was no such outcome, or that there was."""

    fact_name: ClassVar[str] = "outcome-error-reported"


class OutcomeRestored(Fact):
    """The entry was right after all."""

    fact_name: ClassVar[str] = "outcome-restored"


class OutcomeCommented(Commented):
    """Somebody said something of the outcome."""

    fact_name: ClassVar[str] = "outcome-commented"


FACTS: tuple[type[Fact], ...] = (
    OutcomeRegistered,
    OutcomeClosed,
    OutcomeReopened,
    OutcomeDescribed,
    OutcomeCorrected,
    OutcomeEnteredInError,
    OutcomeErrorReported,
    OutcomeRestored,
    OutcomeCommented,
)
