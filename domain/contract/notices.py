"""The notices of a contract: what public sources list, and what of it is news."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, NamedTuple

from domain.contract.commands import MarkUnlisted, NoteNotice, RecordNotice
from domain.errors import UnknownReference
from domain.event import Fact
from domain.facts.contract_notice import (
    ContractNoticeChanged,
    ContractNoticeNoLongerListed,
    ContractNoticeRecorded,
    ContractNoticeRelisted,
    NoticeContent,
    NoticeKey,
)


class Listing(NamedTuple):
    """What a source was last known to say: its hash, its type, if it still says so."""

    content_hash: str
    listed: bool
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Notices:
    """Every notice that was recorded of one contract, by source and id."""

    listings: Mapping[tuple[str, str], Listing] = field(default_factory=dict)

    def record(self, command: RecordNotice) -> list[Fact]:
        """What is new in a notice: all of it, another content, or that it is back."""
        standing = self.listings.get((command.source, command.notice_id))
        if standing is None:
            return [ContractNoticeRecorded(**_content(command))]
        if standing.content_hash != command.content_hash:
            return [ContractNoticeChanged(**_content(command))]
        if standing.listed:
            return []
        return [ContractNoticeRelisted(**_key(command))]

    def note(self, command: NoteNotice) -> list[Fact]:
        """What is new in a notice that somebody typed in."""
        said: dict[str, Any] = command.said()
        words = command.model_dump_json(include=set(said))
        content_hash = sha256(words.encode()).hexdigest()
        return self.record(
            RecordNotice(content_hash=content_hash, reason=command.reason, **said)
        )

    def unlist(self, command: MarkUnlisted) -> list[Fact]:
        """That a notice is gone from its source, unless that is known.

        Raises UnknownReference for a notice that was never recorded.
        """
        standing = self.listings.get((command.source, command.notice_id))
        if standing is None:
            detail = (
                f"{command.source} listed no notice {command.notice_id} of this"
                " contract; record it first, or name one that its history shows"
            )
            raise UnknownReference(detail, pointer="/notice_id")
        return (
            [ContractNoticeNoLongerListed(**_key(command))] if standing.listed else []
        )

    def has(self, kind: str) -> bool:
        """Whether a notice of this type was recorded (UK11)."""
        return any(one.kind == kind for one in self.listings.values())

    def after(self, fact: NoticeKey) -> "Notices":
        """The notices after one more fact about one of them."""
        key = (fact.source, fact.notice_id)
        if isinstance(fact, NoticeContent):
            listing = Listing(fact.content_hash, listed=True, kind=fact.notice_type)
        else:
            back = isinstance(fact, ContractNoticeRelisted)
            listing = self.listings[key]._replace(listed=back)
        return Notices({**self.listings, key: listing})


def _content(command: RecordNotice) -> dict[str, Any]:
    return {**command.said(), "reason": command.reason}


def _key(command: RecordNotice | MarkUnlisted) -> dict[str, Any]:
    return {
        "source": command.source,
        "notice_id": command.notice_id,
        "reason": command.reason,
    }
