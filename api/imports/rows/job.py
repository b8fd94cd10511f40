"""Rows on their way into the register: what every step of their import needs."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final
from uuid import uuid5

from api.imports.columns.fields import Kind
from api.imports.faults import Fault, escaped, shown
from api.imports.job import File, Progress, slug
from api.imports.rows.draft import Draft
from api.imports.rows.names import Names
from api.imports.rows.options import Options
from api.imports.rows.sharing import Shared
from api.imports.rows.sheet import Sheet
from api.imports.runs import Rehearsal, Run
from domain.log.register import Register

CONFIDENCE: Final = "imported"


def _nothing(_: "Job", __: Names) -> list[Draft]:
    return []


@dataclass(slots=True)
class Job:
    """One file on its way into the register.

    `draw` makes drafts of what was read; `rows` is how many rows there are, and
    `numbers` the identifiers of organisations that they name.
    """

    run: Run
    register: Register
    kind: Kind
    options: Options
    file_name: str
    shared: Shared
    sheet: Sheet
    draw: Callable[["Job", Names], list[Draft]] = _nothing
    progress: Progress = lambda _, __: None
    rows: int = 0
    numbers: Sequence[str] = ()
    total: int = 0
    done: int = 0
    faults: list[Fault] = field(default_factory=list)

    def advance(self, many: int) -> None:
        """Says how far it has come."""
        self.done += many
        self.progress(self.done, self.total)


def job_of(
    register: Register, run: Run, file: File, kind: Kind, options: Options
) -> Job:
    """A job of which nothing was read yet."""
    name = shown(file.name).strip() or "unnamed"
    shared = Shared(
        kind=kind.name,
        source=slug(options.source or "") or kind.name,
        memory=uuid5(register.log_id, f"rows of {kind.name}"),
        names=uuid5(register.log_id, "names in sheets"),
        import_id=register.sources.new_id(),
        sheet=escaped(options.sheet or ""),
        file_name=name,
        keeps=not isinstance(run, Rehearsal),
    )
    return Job(run, register, kind, options, name, shared, Sheet(""))
