"""What can have happened to an import: one file of one source, taken in whole."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field, StringConstraints

from domain.event import Fact
from domain.facts.contract_notice import Hash, NoticeId, Source
from domain.values import Code, Id, Several, Title, Value

Number = Annotated[int, Field(ge=0)]
NoticeIds = Annotated[tuple[NoticeId, ...], Field(strict=False, max_length=20_000)]
Sentence = Annotated[str, StringConstraints(min_length=1, max_length=300)]
Severity = Literal["refused", "kept_as_unknown", "noted"]


class ImportCounts(Value):
    """What became of the rows: each is a notice, a repetition or refused.

    Each notice is new, changed or unchanged. `no_longer_listed` are those of the
    earlier file that this one lacks; `to_match` have a supplier for a person to match.
    """

    rows: Number
    repeated: Number
    refused: Number
    new: Number
    changed: Number
    unchanged: Number
    no_longer_listed: Number
    to_match: Number
    # Rows that are kept without being a thing of the register.
    kept: Number | None = None


class ImportFault(Value):
    """One thing that is wrong with some rows, and what to do about it.

    The value itself stays out: it is in the file, and may be anybody's. `rows` are
    the first of them, none for the file as a whole; `count` is how many there are.
    """

    severity: Severity
    field: Code | None = None
    wrong: Sentence
    advice: Sentence
    count: Number
    rows: Several[Number] = ()
    column: Code | None = None


class ToMatch(Value):
    """A notice or row that names something which a person has to match.

    `what` it names: a supplier unless it says otherwise. How it calls that stands in
    the notice or row, and only there. `contract_id` is the contract that it is of.
    """

    row: Number
    notice_id: NoticeId
    contract_id: Id | None = None
    why: Sentence
    what: Literal["supplier", "contract", "owner"] | None = None


ToMatches = Annotated[tuple[ToMatch, ...], Field(strict=False, max_length=20_000)]


class ImportCarriedOut(Fact):
    """A file was imported; `follows` is the import of the same source before it."""

    fact_name: ClassVar[str] = "import-carried-out"

    kind: Source
    source: Source
    file_name: Title
    sha256: Hash
    follows: Id | None = None
    counts: ImportCounts
    faults: Several[ImportFault] = ()
    to_match: ToMatches = ()


FACTS: tuple[type[Fact], ...] = (ImportCarriedOut,)
