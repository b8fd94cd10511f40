"""What can have happened to a release: asked for, prepared, approved, made, closed."""

from collections.abc import Iterable
from typing import Annotated, ClassVar, Literal
from uuid import UUID

from pydantic import Field, StringConstraints
from typing_extensions import override

from domain.event import Claim, Fact
from domain.values import Code, Day, Id, Ids, Several, Title, Value, Words

Kind = Literal["foi", "eir", "lga_1972", "laaa_2014", "own_motion"]
Basis = Literal[
    "foia_40",
    "foia_41",
    "foia_43",
    "eir_12_5_e",
    "eir_13",
    "sch_12a_1",
    "sch_12a_2",
    "sch_12a_3",
    "laaa_26_4",
    "laaa_26_6",
]
Outcome = Literal["answered", "refused", "not_held", "withdrawn"]
Hash = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Count = Annotated[int, Field(ge=0)]
Position = Annotated[int, Field(ge=1)]
# Held by every release that is open: what it touches has to stay as it is.
OPEN = "release-open"


class Withholding(Value):
    """That a field is withheld, under which exemption: everywhere, or of one record."""

    field: Code
    basis: Basis
    record_id: Id | None = None


class ReleaseScoped(Fact):
    """What is asked for: contracts with what hangs on them, records, of these fields.

    No field named means all of them.
    """

    fact_name: ClassVar[str] = "release-scoped"

    contract_ids: Ids = ()
    record_ids: Ids = ()
    fields: Several[Code] = ()


class ReleaseRequested(ReleaseScoped):
    """Somebody asked for what the council holds, or it publishes of its own motion.

    Who asked is not recorded. `request_reference` is the council's own number.
    """

    fact_name: ClassVar[str] = "release-requested"

    kind: Kind
    request_reference: Code | None = None
    title: Title = Field()
    received_on: Day
    due_on: Day | None = None

    @override
    def claims(self, stream: UUID) -> Iterable[Claim]:
        return (Claim(OPEN, str(stream)),)


class ReleasePrepared(Fact):
    """What would be given out: the register up to a position, but for what is withheld.

    `public_interest` says how the public interest was weighed.
    """

    fact_name: ClassVar[str] = "release-prepared"

    cut_at: Position
    withhold: Several[Withholding] = ()
    public_interest: Words | None = None


class ReleaseApproved(Fact):
    """A second person agreed to what was prepared.

    `differences` is how many fields are disclosed that another release withheld.
    """

    fact_name: ClassVar[str] = "release-approved"

    cut_at: Position
    differences: Count


class ReleaseRejected(Fact):
    """A second person did not agree; it is to be prepared anew."""

    fact_name: ClassVar[str] = "release-rejected"

    reason: Words = Field()


class ReleaseMade(Fact):
    """The file was made, by its SHA-256. `note` is the log's signature on its content.

    `size` is that of the signed head that it is under.
    """

    fact_name: ClassVar[str] = "release-made"

    sha256: Hash
    bytes: Position
    size: Position
    entries: Count
    disclosed: Count
    withheld: Count
    note: str


class ReleaseClosed(Fact):
    """The request is dealt with: what it touches is not held any longer."""

    fact_name: ClassVar[str] = "release-closed"

    outcome: Outcome

    @override
    def releases(self, stream: UUID) -> Iterable[Claim]:
        return (Claim(OPEN, str(stream)),)


FACTS: tuple[type[Fact], ...] = (
    ReleaseRequested,
    ReleaseScoped,
    ReleasePrepared,
    ReleaseApproved,
    ReleaseRejected,
    ReleaseMade,
    ReleaseClosed,
)
