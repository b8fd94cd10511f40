"""The last act of an import: what the file was, what came of it, what it lists."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol
from uuid import UUID

from api.imports.memory import remembered
from api.imports.report import Earlier
from domain.event import Fact
from domain.facts.imports import ImportCounts, ImportFault, ToMatch
from domain.imports import CarryOutImport, Import
from domain.log.desk import Act, WritingDesk
from domain.notice_source import ListNotices, NoticeSource
from domain.place import Place


class Shared(Protocol):
    """What the acts of an import share that its last one asks for."""

    @property
    def kind(self) -> str:
        """The kind of the import."""
        ...

    @property
    def memory(self) -> UUID:
        """The stream of what is remembered of the kind of source."""
        ...

    @property
    def import_id(self) -> UUID:
        """The stream of this import."""
        ...

    @property
    def gone(self) -> set[str]:
        """What the source no longer lists, as far as it was marked."""
        ...


class Carried(NamedTuple):
    """How an import ended: recorded, or not because nothing was new."""

    import_id: UUID | None
    earlier: Earlier | None
    counts: ImportCounts


@dataclass(slots=True)
class Closing:
    """The act that ends an import. It leaves what came of it in `carried`.

    `listed` is what the file lists; only of a `complete` one is it known that the
    source lists nothing else.
    """

    shared: Shared
    unlist: Callable[[WritingDesk, Iterable[str]], None]
    source: str
    file_name: str
    sha256: str
    listed: frozenset[str]
    complete: bool
    counts: ImportCounts
    faults: tuple[ImportFault, ...]
    to_match: tuple[ToMatch, ...]
    carried: Carried = field(init=False)

    def __post_init__(self) -> None:
        self.carried = Carried(None, None, self.counts)

    @property
    def act(self) -> Act:
        """The act, to be run as any other."""
        return self._close

    def _close(self, desk: WritingDesk) -> UUID:
        desk.authorise("create_import", Place())
        earlier = earlier_import(desk, self.shared.memory, self.source)
        self._unlist_the_rest(desk)
        counts = self._counted()
        repeats = earlier is not None and earlier.sha256 == self.sha256
        if repeats and not (counts.new or counts.changed or counts.no_longer_listed):
            self.carried = Carried(None, earlier, counts)
            return self.shared.memory
        import_id = self.shared.import_id
        if not desk.version(import_id):  # else its twin was quicker
            self._carry_out(desk, import_id, earlier, counts)
            self._list(desk, import_id)
        self.carried = Carried(import_id, earlier, counts)
        return import_id

    def _unlist_the_rest(self, desk: WritingDesk) -> None:
        """What a file that came in between added; as a rule nothing is left."""
        if self.complete:
            memory = remembered(desk, self.shared.memory)
            gone = memory.vanished(self.source, self.listed)
            self.unlist(desk, gone - self.shared.gone)

    def _counted(self) -> ImportCounts:
        gone = {"no_longer_listed": len(self.shared.gone)}
        return self.counts.model_copy(update=gone)

    def _carry_out(
        self,
        desk: WritingDesk,
        import_id: UUID,
        earlier: Earlier | None,
        counts: ImportCounts,
    ) -> None:
        command = CarryOutImport(
            kind=self.shared.kind,
            source=self.source,
            file_name=self.file_name,
            sha256=self.sha256,
            follows=earlier.import_id if earlier else None,
            counts=counts,
            faults=self.faults,
            to_match=self.to_match,
        )
        facts: list[Fact] = Import.carry_out(command, desk.occasion(command))
        desk.record(Import, import_id, facts)

    def _list(self, desk: WritingDesk, import_id: UUID) -> None:
        memory = self.shared.memory
        command = ListNotices(
            source=self.source,
            import_id=import_id,
            listed=tuple(sorted(self.listed)),
            complete=self.complete,
        )
        facts = remembered(desk, memory).list_notices(command, desk.occasion(command))
        desk.record(NoticeSource, memory, facts)


def earlier_import(desk: WritingDesk, memory: UUID, source: str) -> Earlier | None:
    """The last import of a source, None for the first."""
    listed = remembered(desk, memory).listed.get(source)
    if listed is None:
        return None
    before = desk.read(Import, listed.import_id)
    return Earlier(listed.import_id, before.reference, before.file_name, before.sha256)
