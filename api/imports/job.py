"""One file on its way into the register: what every step of its import needs."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple
from uuid import UUID, uuid5

from api.imports.faults import Fault
from api.imports.reading import Reading
from api.imports.runs import Run, holders
from api.imports.taking import Shared
from domain.log.register import Register

KIND: Final = "contracts-finder"
SOURCE_LENGTH = 50

Progress = Callable[[int, int], None]


class File(NamedTuple):
    """A file to import: its name without its folder, and its bytes."""

    name: str
    data: bytes


@dataclass(slots=True)
class Job:
    """One import, from the reading of the file to the report."""

    run: Run
    reading: Reading
    source: str
    file_name: str
    new_id: Callable[[], UUID]
    shared: Shared
    progress: Progress
    total: int = 0
    done: int = 0
    faults: list[Fault] = field(default_factory=list)

    def advance(self, many: int) -> None:
        """Says how far it has come."""
        self.done += many
        self.progress(self.done, self.total)


def shared_by(register: Register) -> Shared:
    """What the acts of one import share, in a register."""

    def find(notices: Iterable[str]) -> Mapping[str, UUID]:
        keys = [f"{KIND}:{notice_id}" for notice_id in notices]
        found = holders(register, "notice", keys)
        return {key.partition(":")[2]: stream for key, stream in found.items()}

    memory = uuid5(register.log_id, f"notices of {KIND}")
    return Shared(KIND, memory, register.sources.new_id(), find)


def named_after(reading: Reading) -> str:
    """The source of a file that nobody named: its commonest buyer."""
    buyers = reading.buyers
    most = max(buyers, key=lambda name: (buyers[name], name or ""), default=None)
    return slug(most or "") or KIND


def slug(text: str) -> str:
    """A name as sources have it: small letters, digits and hyphens; "" for none."""
    plain = re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-")
    return plain[:SOURCE_LENGTH].strip("-")
