"""What a row asks of the register: a thing to take on or to follow, a row to keep."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple
from uuid import UUID

import orjson
from pydantic import ValidationError

from api.imports.columns.blanks import blank
from api.imports.faults import Fault, Problem, noted, refused
from api.imports.rows.names import Firm, Names, Person, Unmatched, identifiers
from api.imports.rows.options import Options, low
from api.imports.rows.read_row import MOST_UNMAPPED, ReadRow
from api.imports.rows.sheet import Sheet
from api.imports.rows.work import Work
from api.imports.words import words
from domain.occasion import Command

Mac = Callable[..., bytes]

UNKEEPABLE = refused("the register cannot keep the row", "mend the named column")
NO_NUMBER = noted(
    "is no number that its register gives", "mend it; it is kept as it was written"
)
SAME_AGAIN = noted(
    "the same row stands twice", "nothing: it was taken once; delete one of them"
)
SAME_KEY = noted(
    "another row has the same number or name",
    "nothing if they are two; else delete one of them. Give each a number of its own",
)


class Amendment(NamedTuple):
    """A change to a contract that has happened, with the terms that it moved."""

    title: str
    description: str | None
    day: str | None
    kind: str | None
    terms: dict[str, str]


@dataclass(slots=True)
class Draft:
    """A row ready to be taken: checked here, so that the log is not kept waiting.

    `stream` and `thing` are what the row and the thing that it becomes will be if
    they are new. `says` are clean values by field with the ids of what is named;
    nobody's name is in them. `adoption` makes the thing, `existing` is a thing that
    the register has already; neither means that the row is only kept.
    """

    row: ReadRow
    key: str
    content_hash: str
    stream: UUID
    thing: UUID
    says: dict[str, Any]
    noun: str | None = None
    adoption: Command | None = None
    existing: UUID | None = None
    contract: UUID | None = None
    organisation: UUID | None = None
    handling: str = "normal"
    firm: Firm | None = None
    people: list[Person] = field(default_factory=list)
    unmatched: list[Unmatched] = field(default_factory=list)
    unmapped: dict[str, str] = field(default_factory=dict)
    # What it should be it cannot be: that was told as a fault.
    broken: bool = False
    amendment: Amendment | None = None
    # Who may be meant to stand above in the chain, where the row is a place in one.
    above: frozenset[UUID] = frozenset()
    # Who bears the risk that it is.
    bearers: tuple[str, ...] = ()
    # What is done about it.
    work: Work | None = None


@dataclass(slots=True)
class Drafting:
    """What it takes to draft the rows of one sheet."""

    sheet: Sheet
    options: Options
    names: Names
    mac: Mac
    new_id: Callable[[], UUID]
    file_name: str
    faults: list[Fault] = field(default_factory=list)

    def draft(self, row: ReadRow, key: str, content_hash: str) -> Draft:
        """A draft that says what the row says."""
        says, unmapped = dict(row.says), dict(row.unmapped)
        ids = self.new_id(), self.new_id()
        return Draft(row, key, content_hash, *ids, says, unmapped=unmapped)

    def tell(
        self, draft: Draft, name: str, problem: Problem, value: str | None = None
    ) -> None:
        """A fault of one cell; what it says less than was written stays as written."""
        column = self.sheet.column_of(name)
        header = column.column.name if column else name
        where = column.column.letter if column else None
        written = draft.row.written.get(name, "")
        shown = written if value is None else value
        self.faults.append(problem.at(draft.row.number, header, shown, where))
        if problem.stays and written:
            draft.unmapped.setdefault(header, written)

    def keep(self, draft: Draft, name: str) -> None:
        """Keeps a cell as it was written, beside what was made of it: to be found."""
        column, written = self.sheet.column_of(name), draft.row.written.get(name, "")
        said = words(written).value
        room = MOST_UNMAPPED - sum(map(len, draft.unmapped.values()))
        if column is not None and said is not None and len(said) <= room:
            draft.unmapped.setdefault(column.column.name[:100].strip(), said)

    def command(self, draft: Draft, kind: type[Command], **said: Any) -> Command | None:
        """A command of what a row says; None with a fault where it cannot be one."""
        told = {name: value for name, value in said.items() if value is not None}
        try:
            return kind.model_validate(told)
        except ValidationError as error:
            first = error.errors()[0]
            name = str(first["loc"][0]) if first["loc"] else ""
            self.tell(draft, name, UNKEEPABLE, first["msg"])
            draft.broken = True
            return None

    def supplier(self, draft: Draft, name: str = "supplier") -> None:
        """Finds who supplies, or enters who is certainly one organisation."""
        said = draft.says.get(name)
        if not isinstance(said, str) or blank(said) is not None:
            return
        ids, wrong = identifiers(draft.says)
        for each in wrong:
            self.tell(draft, each, NO_NUMBER)
        vcse = draft.says.get("vcse")
        found = self.names.supplier(
            said, ids, vcse=vcse if isinstance(vcse, bool) else None
        )
        if isinstance(found, Unmatched):
            draft.unmatched.append(found)
        elif isinstance(found, Firm):
            draft.firm, draft.organisation = found, found.stream
        else:
            draft.organisation = found

    def known_organisation(self, draft: Draft, name: str) -> Unmatched | None:
        """Finds an organisation that the register has; enters none."""
        said = draft.says.get(name)
        if not isinstance(said, str):
            return None
        ids, _ = identifiers(draft.says)
        found = self.names.organisation(said, ids)
        if isinstance(found, Unmatched):
            return found
        draft.organisation = found
        return None

    def owner(self, draft: Draft, name: str) -> None:
        """Puts an account in place of a person's name."""
        said = draft.says.pop(name, None)
        if not isinstance(said, str) or not said.strip():
            return
        found = self.names.person(" ".join(said.split()))
        if isinstance(found, Unmatched):
            draft.unmatched.append(found._replace(words=""))
            return
        if isinstance(found, Person):
            draft.people.append(found)
            found = found.stream
        draft.says[name] = str(found)


def keyed(
    rows: Iterable[ReadRow], kind: str, mac: Mac, faults: list[Fault], *, distinct: bool
) -> Iterator[tuple[ReadRow, str, str]]:
    """Each row with the key by which it is known again, and a hash of what it says.

    The key is made of the row's own number and contract, else of its name; both under
    the register's secret, since a title may be anybody's business. Rows that say the
    same are one, unless rows of the kind are `distinct` by standing there.
    """
    seen: Counter[str] = Counter()
    hashes: set[tuple[str, str]] = set()
    for row in rows:
        said = hashed(row.says, row.unmapped, mac)
        identity = said if distinct else _identity(row.says)
        key = mac(b"source-row", kind.encode(), identity.encode()).hex()[:32]
        if not distinct and (key, said) in hashes:
            faults.append(SAME_AGAIN.at(row.number, None))
            continue
        hashes.add((key, said))
        seen[key] += 1
        if seen[key] > 1 and not distinct:
            faults.append(SAME_KEY.at(row.number, None))
        yield row, key if seen[key] == 1 else f"{key}.{seen[key]}", said


def hashed(says: Mapping[str, Any], unmapped: Mapping[str, str], mac: Mac) -> str:
    """The hash of what a row says: equal means that its source changed nothing."""
    return mac(b"source-row-content", spelt([says, unmapped]).encode()).hex()


def spelt(value: Any) -> str:
    """A value as JSON text in one spelling."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode()


NUMBERS: Final = ("contract_number", "risk_number", "number", "ocid")
BESIDE: Final = ("supplier", "organisation", "role", "risk")


def _identity(says: Mapping[str, Any]) -> str:
    """What a row is known by: a number is enough only within its contract."""
    contract = _plain(says.get("contract"))
    for name in NUMBERS:
        if number := _plain(says.get(name)):
            return spelt([name, number, contract])
    parts = (_plain(says.get(name)) for name in ("title", *BESIDE))
    return spelt(["", *parts, contract])


def _plain(value: Any) -> str:
    return low(value) if isinstance(value, str) else ""
