"""Imports invented files into a real register, and looks at what the log then holds."""

from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID, uuid4

from api.imports.contracts_finder_import import import_notices
from api.imports.job import File
from api.imports.report import Report
from domain.event import Fact, Recorded
from domain.log.register import Register
from domain.log.submission import Asker
from domain.rights import SYSTEM
from tests.api.imports.notices import file_of, notice

F = TypeVar("F", bound=Fact)
COUNCILS = Path(__file__).parents[4] / "shared/data"


def asker() -> Asker:
    """The command line."""
    return Asker(account=SYSTEM.account, auth="cli", request=uuid4())


def bring_in(register: Register, data: bytes, **more: Any) -> Report:
    """Imports a file, as the command line does unless somebody asks."""
    name = more.pop("name", "northmoor.json")
    who = more.pop("asker", None) or asker()
    return import_notices(register, File(name, data), who, **more)


def notices(many: int, **columns: Any) -> list[dict[str, Any]]:
    """Awarded notices, each with an id, a title and a supplier of its own."""
    return [
        notice(
            **{
                "id": f"00000000-0000-4000-8000-{n:012d}",
                "title": f"Contract {n}",
                "awarded_supplier": f"Halden Supplies {n} Ltd",
                **columns,
            }
        )
        for n in range(many)
    ]


def rows_of(many: int, **columns: Any) -> bytes:
    """A file of `many` notices."""
    return file_of(*notices(many, **columns))


def recorded(register: Register, kind: type[F]) -> list[Recorded[F]]:
    """Every fact of one kind in the log, in order."""
    found = register.reading.all_recorded()
    return [each for each in found if isinstance(each.fact, kind)]


def facts(register: Register, kind: type[F]) -> list[F]:
    """The facts alone."""
    return [each.fact for each in recorded(register, kind)]


def names(register: Register, stream: UUID) -> list[str]:
    """What has happened to one thing, in words."""
    return [each.fact.fact_name for each in register.reading.history(stream)]
