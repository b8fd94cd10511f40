"""What can have happened to a contract: entered, filled in, amended, mended."""

from typing import ClassVar, Literal

from domain.event import Fact
from domain.facts.commented import Commented
from domain.facts.contract_fields import (
    Award,
    Descriptive,
    Everything,
    Milestones,
    Status,
    Terms,
)
from domain.facts.contract_life import LIFE_FACTS
from domain.facts.contract_notice import NOTICE_FACTS
from domain.facts.error_reported import ErrorReported
from domain.values import Id, Title, Words


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


class ContractEstablished(Award, Terms, Milestones, Fact):
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


class ContractErrorReported(ErrorReported):
    """Somebody says that there was no such contract, or that there was."""

    fact_name: ClassVar[str] = "contract-error-reported"


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
    ContractErrorReported,
    ContractRestored,
    ContractCommented,
    *LIFE_FACTS,
    *NOTICE_FACTS,
)
