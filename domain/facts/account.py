"""What can have happened to an account: whose it is and what it may do."""

from collections.abc import Mapping
from typing import ClassVar, Literal
from uuid import UUID

from typing_extensions import override

from domain.event import Fact
from domain.values import Code, Day, Id, Ids, Moment, Money, Several, Title, Value

Role = Literal[
    "reader",
    "adviser",
    "contract_manager",
    "commissioner",
    "approver",
    "finance",
    "auditor",
    "client",
    "elected_member",
    "lead_provider",
    "subcontractor",
    "administrator",
    "break_glass",
]


class Scope(Value):
    """What a grant is for: anything that lies in one of these lists."""

    contracts: Ids = ()
    departments: Several[Code] = ()
    wards: Several[Code] = ()
    organisations: Ids = ()
    services: Several[Code] = ()


class AccountOpened(Fact):
    """Somebody was invited: name and e-mail are kept under the account's own key."""

    fact_name: ClassVar[str] = "account-opened"

    name: Title
    email: Title | None = None

    @override
    def personal(self, stream: UUID) -> Mapping[str, UUID]:
        return {"name": stream, "email": stream}


class AccountNamed(Fact):
    """Somebody is named, as the owner of a risk may be, who was never invited."""

    fact_name: ClassVar[str] = "account-named"

    name: Title

    @override
    def personal(self, stream: UUID) -> Mapping[str, UUID]:
        return {"name": stream}


class AccountGranted(Fact):
    """The account may act in a role; the grant's id is the position of this fact."""

    fact_name: ClassVar[str] = "account-granted"

    role: Role
    scope: Literal["all"] | Scope
    limit: Money | None = None
    valid_from: Day | None = None
    valid_until: Day | None = None


class AccountGrantRevoked(Fact):
    """A grant was taken back."""

    fact_name: ClassVar[str] = "account-grant-revoked"

    grant: int


class AccountDelegated(Fact):
    """A deputy may act in the account's name; the id is the position of this fact."""

    fact_name: ClassVar[str] = "account-delegated"

    to: Id
    acts: Literal["all"] | Several[Code]
    limit: Money | None = None
    valid_from: Day | None = None
    valid_until: Day | None = None


class AccountDelegationEnded(Fact):
    """A delegation was taken back."""

    fact_name: ClassVar[str] = "account-delegation-ended"

    delegation: int


class AccountEmergencyOpened(Fact):
    """The account that lies ready for an emergency was opened, until a moment."""

    fact_name: ClassVar[str] = "account-emergency-opened"

    until: Moment


class AccountEmergencySealed(Fact):
    """It may do nothing any more; said by another account, its use was looked at."""

    fact_name: ClassVar[str] = "account-emergency-sealed"


class Holdings(Value):
    """How much somebody holds, restricted things not counted."""

    contracts: int = 0
    risks: int = 0
    actions: int = 0
    controls: int = 0
    issues: int = 0
    changes: int = 0
    # Nobody counted these before they could be handed over.
    plans: int | None = None
    tasks: int | None = None
    documents: int | None = None
    kpis: int | None = None
    services: int | None = None
    outcomes: int | None = None
    feedback: int | None = None


class AccountHandedOver(Fact):
    """What the account held went over to another, restricted things not counted.

    What went over says so itself; all of it has the request of this fact.
    """

    fact_name: ClassVar[str] = "account-handed-over"

    to: Id
    from_date: Day
    contracts: int = 0
    risks: int = 0
    actions: int = 0
    controls: int = 0
    issues: int = 0
    changes: int = 0
    # Nobody counted these before they could be handed over.
    plans: int | None = None
    tasks: int | None = None
    documents: int | None = None
    kpis: int | None = None
    services: int | None = None
    outcomes: int | None = None
    feedback: int | None = None


class AccountClosed(Fact):
    """The account may do nothing any more; what it still holds waits for others."""

    fact_name: ClassVar[str] = "account-closed"

    still_held: Holdings | None = None


FACTS: tuple[type[Fact], ...] = (
    AccountOpened,
    AccountNamed,
    AccountGranted,
    AccountGrantRevoked,
    AccountDelegated,
    AccountDelegationEnded,
    AccountEmergencyOpened,
    AccountEmergencySealed,
    AccountHandedOver,
    AccountClosed,
)
