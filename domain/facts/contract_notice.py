"""What public sources can have said of a contract: notices, as they were listed."""

from collections.abc import Iterable, Mapping
from typing import Annotated, ClassVar
from uuid import UUID

from pydantic import BaseModel, Field, StringConstraints
from typing_extensions import override

from domain.event import Claim, Fact
from domain.values import Code, Day, Money, Several, Words

Source = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,49}$")]
NoticeId = Annotated[str, StringConstraints(pattern=r"^\S{1,200}$")]
Hash = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class NoticeKey(BaseModel):
    """By what a notice is known: its source, and its id there."""

    source: Source
    notice_id: NoticeId


class NoticeWords(NoticeKey):
    """What a notice says, verbatim: evidence, never a term of the contract.

    `unmapped` keeps the columns that have no place here.
    """

    notice_type: Code | None = None
    notice_status: Code | None = None
    url: Words | None = None
    published_on: Day | None = None
    deadline_on: Day | None = None
    awarded_on: Day | None = None
    start: Day | None = None
    end: Day | None = None
    ocid: Code | None = None
    title: Words | None = None
    description: Words | None = None
    buyer: Words | None = None
    supplier_as_published: Words | None = None
    awarded_to_sme: bool | None = None
    suitable_for_sme: bool | None = None
    value_low: Money | None = None
    value_high: Money | None = None
    awarded_value: Money | None = None
    cpv: Several[Code] | None = None
    cpv_description: Words | None = None
    region: Words | None = None
    postcode: Code | None = None
    unmapped: Mapping[str, str] | None = Field(default=None, max_length=500)


class NoticeContent(NoticeWords):
    """What a notice says, and by what a change of it is known.

    `content_hash` is that of the clean row, so that an unchanged source says nothing
    new.
    """

    content_hash: Hash


class ContractNoticeRecorded(NoticeContent, Fact):
    """A public source lists a notice of this contract."""

    fact_name: ClassVar[str] = "contract-notice-recorded"

    @override
    def claims(self, stream: UUID) -> Iterable[Claim]:
        yield Claim("notice", f"{self.source}:{self.notice_id}")


class ContractNoticeChanged(NoticeContent, Fact):
    """The source now says something else in the same notice."""

    fact_name: ClassVar[str] = "contract-notice-changed"


class ContractNoticeNoLongerListed(NoticeKey, Fact):
    """The source no longer lists the notice."""

    fact_name: ClassVar[str] = "contract-notice-no-longer-listed"


class ContractNoticeRelisted(NoticeKey, Fact):
    """The source lists the notice again, unchanged."""

    fact_name: ClassVar[str] = "contract-notice-relisted"


NOTICE_FACTS: tuple[type[Fact], ...] = (
    ContractNoticeRecorded,
    ContractNoticeChanged,
    ContractNoticeNoLongerListed,
    ContractNoticeRelisted,
)
