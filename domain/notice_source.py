"""A kind of source of notices: what its files list now, and whom it calls what."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar, NamedTuple, Self
from uuid import UUID

from typing_extensions import override

from domain.aggregate import Aggregate
from domain.errors import RuleBroken
from domain.event import Fact, Recorded
from domain.facts import notice_source as facts
from domain.facts.contract_notice import Source
from domain.facts.imports import NoticeIds
from domain.occasion import Command, Link, Occasion
from domain.values import Id, Title


class MatchSupplier(Command):
    """Says which organisation it is that notices name so."""

    supplier: Title
    organisation_id: Id

    @override
    def links(self) -> Iterator[Link]:
        yield Link("/organisation_id", "organisation", self.organisation_id)


class MatchContract(Command):
    """Says which contract it is that rows name so."""

    contract_name: Title
    contract_id: Id

    @override
    def links(self) -> Iterator[Link]:
        yield Link("/contract_id", "contract", self.contract_id)


class ListNotices(Command):
    """Says which notices the newest file of a source lists.

    All of them if it is `complete`: then the others are listed no longer.
    """

    source: Source
    import_id: Id
    listed: NoticeIds
    complete: bool = True


class Listed(NamedTuple):
    """What the newest file of a source lists, and the import that brought it."""

    import_id: UUID
    notices: frozenset[str]


@dataclass(frozen=True, slots=True)
class NoticeSource(Aggregate[Fact]):
    """Everything remembered of one kind of source, whose files come under names.

    A supplier is remembered by the exact words of the notice: two spellings may be
    two firms, and only a person can say that they are one.
    """

    noun: ClassVar[str] = "source"
    prefix: ClassVar[str] = "NS"
    kinds: ClassVar[tuple[type[Fact], ...]] = facts.FACTS

    listed: Mapping[str, Listed] = field(default_factory=dict)
    suppliers: Mapping[str, UUID] = field(default_factory=dict)
    contracts: Mapping[str, UUID] = field(default_factory=dict)

    def vanished(self, source: str, listed: frozenset[str]) -> frozenset[str]:
        """The notices that the source listed before, and now no file lists.

        None where the files have no notice in common: that is another source under
        the same name sooner than one that has lost everything.
        """
        earlier = self.listed.get(source)
        if earlier is None or earlier.notices.isdisjoint(listed):
            return frozenset()
        others = (held.notices for name, held in self.listed.items() if name != source)
        return earlier.notices.difference(listed, *others)

    def match_supplier(self, command: MatchSupplier, _: Occasion) -> list[Fact]:
        """RECORD. From now on whoever is named so is that organisation."""
        if self.suppliers.get(command.supplier) == command.organisation_id:
            return []
        return [
            facts.SupplierMatched(
                supplier=command.supplier,
                organisation_id=command.organisation_id,
                reason=command.reason,
            )
        ]

    def match_contract(self, command: MatchContract, _: Occasion) -> list[Fact]:
        """RECORD. From now on whatever is named so is that contract."""
        if self.contracts.get(command.contract_name) == command.contract_id:
            return []
        return [
            facts.ContractMatched(
                contract_name=command.contract_name,
                contract_id=command.contract_id,
                reason=command.reason,
            )
        ]

    def list_notices(self, command: ListNotices, _: Occasion) -> list[Fact]:
        """RECORD. The newest file of the source lists these."""
        earlier = self.listed.get(command.source)
        before = earlier.notices if earlier else frozenset[str]()
        now = frozenset(command.listed)
        vanished = before - now if command.complete else frozenset[str]()
        if not now:
            detail = "a file that lists no notices lists nothing; leave it out"
            raise RuleBroken(detail, rule="empty-listing", pointer="/listed")
        return [
            facts.SourceListed(
                source=command.source,
                import_id=command.import_id,
                appeared=tuple(sorted(now - before)),
                vanished=tuple(sorted(vanished)),
                reason=command.reason,
            )
        ]

    @override
    @classmethod
    def begin(cls, recorded: Recorded[Any]) -> Self:
        return cls().evolve(recorded)

    @override
    def evolve(self, recorded: Recorded[Any]) -> Self:
        match recorded.fact:
            case facts.SupplierMatched(supplier=name, organisation_id=who):
                return replace(self, suppliers={**self.suppliers, name: who})
            case facts.ContractMatched(contract_name=name, contract_id=which):
                return replace(self, contracts={**self.contracts, name: which})
            case facts.SourceListed() as fact:
                return replace(self, listed=self._after(fact))
            case _:
                return self

    def _after(self, fact: facts.SourceListed) -> Mapping[str, Listed]:
        earlier = self.listed.get(fact.source)
        before = earlier.notices if earlier else frozenset[str]()
        now = before.difference(fact.vanished).union(fact.appeared)
        return {**self.listed, fact.source: Listed(fact.import_id, now)}
