"""What an import did, or would do: for a terminal, for an HTTP reply, for the log."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Literal, NamedTuple
from uuid import UUID

from api.imports.faults import Fault, Severity
from domain.facts.imports import ImportCounts, ImportFault, ToMatch

# More would help nobody: hundreds of rows with one fault are one fault.
ROWS_NAMED = 50
FAULTS_KEPT = 200
SENTENCE = 300
FIELD = 100


class Fate(StrEnum):
    """What became of a notice."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


class Match(NamedTuple):
    """What a person has to match: its words, and the contract it is for.

    `what` is a supplier unless it says otherwise.
    """

    row: int
    notice_id: str
    contract_id: UUID | None
    supplier: str
    why: str
    what: Literal["supplier", "contract", "owner"] = "supplier"

    @property
    def kept(self) -> ToMatch:
        """The match as the log keeps it: the words stand in the notice only."""
        told = self._asdict()
        del told["supplier"]
        # What has always been meant is not said.
        told["what"] = None if self.what == "supplier" else self.what
        return ToMatch(**told)


class ColumnTold(NamedTuple):
    """A column of a sheet: what it is called, and the field that it holds, if any.

    `how` is "given" by the caller, by its "name", or "kept" without a place.
    """

    column: str
    name: str
    field: str | None
    how: str


class DifferenceTold(NamedTuple):
    """A cell that says something else than the register, and what would settle that.

    `offers` are commands as a batch takes them: {method, path, body}.
    """

    row: int
    column: str | None
    field: str
    noun: str
    id: UUID
    source_says: Any
    register_says: Any
    offers: list[dict[str, Any]]


class AlreadyImported(Exception):
    """The very same request has been answered: by this import."""

    def __init__(self, import_id: UUID) -> None:
        super().__init__(import_id)
        self.import_id = import_id


class Earlier(NamedTuple):
    """The import of the same source before this one."""

    import_id: UUID
    reference: str
    file_name: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What came of one file.

    `import_id` is None where nothing was recorded: in a rehearsal, for a file that
    cannot be read, and for one that says nothing new. `note` says why notices that
    are missing here were not counted as no longer listed, if they were not.
    """

    kind: str
    source: str
    file_name: str
    sha256: str
    counts: ImportCounts
    faults: tuple[Fault, ...]
    matches: tuple[Match, ...]
    earlier: Earlier | None
    import_id: UUID | None
    rehearsed: bool
    note: str | None = None
    columns: tuple[ColumnTold, ...] = ()
    differences: tuple[DifferenceTold, ...] = ()

    @property
    def anything_refused(self) -> bool:
        """Whether a row, or the whole file, was not taken."""
        return any(fault.severity is Severity.REFUSED for fault in self.faults)

    @property
    def whole_refused(self) -> Fault | None:
        """Why nothing of the file was taken, None where that was not refused."""
        whole = (f for f in self.faults if f.row is None and not self._was_tried)
        return next((f for f in whole if f.severity is Severity.REFUSED), None)

    @property
    def _was_tried(self) -> bool:
        counts = self.counts
        return bool(counts.new or counts.changed or counts.unchanged)

    @property
    def repeats(self) -> bool:
        """Whether this very file was the last that came from its source."""
        return self.earlier is not None and self.earlier.sha256 == self.sha256

    @property
    def summary(self) -> str:
        """The four numbers by which an import is judged."""
        return summed([self.counts])


def summed(counts: Iterable[ImportCounts]) -> str:
    """The four numbers, over one file or several."""
    added: Counter[str] = Counter()
    for each in counts:
        added.update(each.model_dump(exclude_none=True))
    told = ("new", "changed", "unchanged", "no_longer_listed")
    return ", ".join(f"{added[name]} {name.replace('_', ' ')}" for name in told)


def grouped(faults: Iterable[Fault]) -> list[tuple[Fault, list[int]]]:
    """Faults that are the same but for row and value, each with its rows.

    The worst come first, then those that concern most rows.
    """
    alike: defaultdict[tuple[object, ...], list[Fault]] = defaultdict(list)
    for fault in faults:
        kind = fault.severity, fault.field, fault.wrong, fault.advice, fault.column
        alike[kind].append(fault)
    order = list(Severity)
    groups = [
        (group[0], [fault.row for fault in group if fault.row is not None])
        for group in alike.values()
    ]
    return sorted(groups, key=lambda g: (order.index(g[0].severity), -len(g[1])))


def kept(faults: Iterable[Fault]) -> tuple[ImportFault, ...]:
    """The faults as the log keeps them: by kind, without the values."""
    return tuple(
        ImportFault(
            severity=fault.severity.value,
            field=(fault.field or "").strip()[:FIELD].strip() or None,
            wrong=fault.wrong[:SENTENCE],
            advice=fault.advice[:SENTENCE],
            count=max(1, len(rows)),
            rows=tuple(rows[:ROWS_NAMED]),
            column=fault.column,
        )
        for fault, rows in grouped(faults)[:FAULTS_KEPT]
    )
