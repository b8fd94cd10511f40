"""What can have happened to a service: what a council commissions, by whomever."""

from collections.abc import Iterable
from typing import ClassVar, Literal
from uuid import UUID

from pydantic import Field
from typing_extensions import override

from domain.event import Claim, Fact
from domain.facts.commented import Commented
from domain.facts.error_reported import ErrorReported
from domain.values import Answer, Code, Id, Known, Several, Words

Category = Literal["goods", "services", "works"]


def service_name(title: str) -> Claim:
    """What no two services share, however it is spelled: a name that contracts use."""
    return Claim("service-name", " ".join(title.casefold().split()))


class ServiceFields(Fact):
    """Everything that describes a service. Left out: not said.

    A name is a word of the catalogue, which contracts use and nobody is named by.
    """

    title: Code | None = None
    category: Known[Category] | None = None
    department: Known[Code] | None = None
    owner: Known[Id] | None = None
    critical: Answer | None = None
    statutory_duties: Known[Several[Code]] | None = None
    description: Known[Words] | None = None

    @override
    def claims(self, stream: UUID) -> Iterable[Claim]:
        return [service_name(self.title)] if self.title else []


class ServiceRegistered(ServiceFields):
    """A service that the council commissions was entered."""

    fact_name: ClassVar[str] = "service-registered"

    title: Code = Field()


class ServiceClosed(Fact):
    """The service is commissioned no more."""

    fact_name: ClassVar[str] = "service-closed"


class ServiceReopened(Fact):
    """The service is commissioned again."""

    fact_name: ClassVar[str] = "service-reopened"


class ServiceDescribed(ServiceFields):
    """A description of the service was changed; by its older name it is known on."""

    fact_name: ClassVar[str] = "service-described"


class ServiceCorrected(ServiceFields):
    """What was recorded of the service was wrong; this is right."""

    fact_name: ClassVar[str] = "service-corrected"

    supersedes: int


class ServiceEnteredInError(Fact):
    """There was no such service: its names are free."""

    fact_name: ClassVar[str] = "service-entered-in-error"

    names: Several[Code] = ()

    @override
    def releases(self, stream: UUID) -> Iterable[Claim]:
        return map(service_name, self.names)


class ServiceErrorReported(ErrorReported):
    """Somebody says that there was no such service, or that there was."""

    fact_name: ClassVar[str] = "service-error-reported"


class ServiceRestored(Fact):
    """The entry was right after all: it takes its names again."""

    fact_name: ClassVar[str] = "service-restored"

    names: Several[Code] = ()

    @override
    def claims(self, stream: UUID) -> Iterable[Claim]:
        return map(service_name, self.names)


class ServiceCommented(Commented):
    """Somebody said something of the service."""

    fact_name: ClassVar[str] = "service-commented"


FACTS: tuple[type[Fact], ...] = (
    ServiceRegistered,
    ServiceClosed,
    ServiceReopened,
    ServiceDescribed,
    ServiceCorrected,
    ServiceEnteredInError,
    ServiceErrorReported,
    ServiceRestored,
    ServiceCommented,
)
