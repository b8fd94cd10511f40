"""One sheet on its way into the register: what every step of its import needs."""

from dataclasses import dataclass, field

from api.imports.columns.fields import Kind
from api.imports.faults import Fault
from api.imports.job import Progress
from api.imports.rows.options import Options
from api.imports.rows.sheet import Sheet
from api.imports.rows.taking import Shared
from api.imports.runs import Run
from domain.log.register import Register


@dataclass(slots=True)
class Job:
    """One sheet on its way into the register."""

    run: Run
    register: Register
    kind: Kind
    sheet: Sheet
    options: Options
    file_name: str
    shared: Shared
    progress: Progress
    total: int = 0
    done: int = 0
    faults: list[Fault] = field(default_factory=list)

    def advance(self, many: int) -> None:
        """Says how far it has come."""
        self.done += many
        self.progress(self.done, self.total)
