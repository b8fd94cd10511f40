"""What can have happened to a document: a file, a link, or a fingerprint alone."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field, StringConstraints

from domain.event import Fact
from domain.facts.commented import Commented
from domain.facts.error_reported import ErrorReported
from domain.values import Code, Day, Id, Known, Title, Words

Handling = Literal["normal", "restricted"]
Scope = Literal["council", "contract", "organisation"]
Hash = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Media = Annotated[
    str,
    StringConstraints(
        max_length=127,
        pattern=r"^[a-z0-9][a-z0-9!#$&^_.+-]*/[a-z0-9][a-z0-9!#$&^_.+-]*$",
    ),
]
Address = Annotated[
    str, StringConstraints(max_length=2000, pattern=r"^https?://\S+$"), "words"
]
Bytes = Annotated[int, Field(ge=1, le=2**50)]
Kind = Literal[
    "contract",
    "schedule",
    "specification",
    "deed_of_variation",
    "change_control_note",
    "side_letter",
    "notice",
    "business_case",
    "financial_model",
    "risk_register_extract",
    "exit_plan",
    "contingency_plan",
    "continuity_plan",
    "management_plan",
    "review_report",
    "minutes",
    "commissioning_plan",
    "equality_impact",
    "dpia",
    "insurance",
    "parent_guarantee",
    "policy",
    "evidence",
    "other",
]
Classification = Literal["public", "official", "official_sensitive"]
Basis = Literal[
    "retention_ended", "duplicate", "unlawful_disclosure", "court_order", "misfiled"
]


class DocumentFields(Fact):
    """Everything that describes a document. Left out: not said.

    `dated_on` is the day that it bears, `review_on` when somebody has to look at it
    again, `destroy_on` the day from which it may be disposed of, `circulation` who is
    to have it, `change_id` the change of which it is a trace.
    """

    # Version 1 cited no change.
    version: ClassVar[int] = 2

    title: Title | None = None
    kind: Known[Kind] | None = None
    version_label: Known[Code] | None = None
    dated_on: Known[Day] | None = None
    review_on: Known[Day] | None = None
    destroy_on: Known[Day] | None = None
    circulation: Known[Words] | None = None
    classification: Known[Classification] | None = None
    owner: Known[Id] | None = None
    change_id: Id | None = None


class DocumentEntered(DocumentFields):
    """What every document says when it is entered: what it belongs to."""

    title: Title = Field()
    scope: Scope
    contract_id: Id | None = None
    organisation_id: Id | None = None
    handling: Handling = "normal"


class DocumentFiled(DocumentEntered):
    """A file was kept, under the hash of its bytes."""

    fact_name: ClassVar[str] = "document-filed"

    sha256: Hash
    bytes: Bytes
    media: Media
    file_name: Title | None = None


class DocumentFingerprinted(DocumentEntered):
    """A file that is kept elsewhere: here is by what it is recognised."""

    fact_name: ClassVar[str] = "document-fingerprinted"

    sha256: Hash
    bytes: Bytes | None = None
    media: Media | None = None
    file_name: Title | None = None


class DocumentLinked(DocumentEntered):
    """A document that lies at an address."""

    fact_name: ClassVar[str] = "document-linked"

    address: Address


class DocumentDescribed(DocumentFields):
    """A description of the document was changed."""

    fact_name: ClassVar[str] = "document-described"


class DocumentCorrected(DocumentFields):
    """What was recorded of the document was wrong; this is right."""

    fact_name: ClassVar[str] = "document-corrected"

    supersedes: int


class DocumentEnteredInError(Fact):
    """It was no such document."""

    fact_name: ClassVar[str] = "document-entered-in-error"


class DocumentErrorReported(ErrorReported):
    """Somebody says that there was no such document, or that there was."""

    fact_name: ClassVar[str] = "document-error-reported"


class DocumentRestored(Fact):
    """The entry was right after all."""

    fact_name: ClassVar[str] = "document-restored"


class DocumentCommented(Commented):
    """Somebody said something of the document."""

    fact_name: ClassVar[str] = "document-commented"


class DocumentDisposalRequested(Fact):
    """Somebody asked that the file be disposed of."""

    fact_name: ClassVar[str] = "document-disposal-requested"

    basis: Basis
    reason: Words = Field()


class DocumentDisposalRejected(Fact):
    """A second person said no; the file stays."""

    fact_name: ClassVar[str] = "document-disposal-rejected"


class DocumentDisposed(Fact):
    """A second person agreed: the register holds the file no more for this document."""

    fact_name: ClassVar[str] = "document-disposed"

    basis: Basis


FACTS: tuple[type[Fact], ...] = (
    DocumentFiled,
    DocumentFingerprinted,
    DocumentLinked,
    DocumentDescribed,
    DocumentCorrected,
    DocumentEnteredInError,
    DocumentErrorReported,
    DocumentRestored,
    DocumentCommented,
    DocumentDisposalRequested,
    DocumentDisposalRejected,
    DocumentDisposed,
)
