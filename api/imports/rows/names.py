"""Whom and what a sheet means by a name: certainly one thing, or a match for people."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal, NamedTuple
from uuid import UUID

from api.imports.columns.blanks import blank
from api.imports.faults import Fault, refused
from api.imports.rows.options import Options, low
from api.imports.suppliers import Holds, supplier_cell
from domain.errors import RuleBroken
from domain.facts.organisation import identity
from domain.identifiers import refuse_malformed
from domain.notice_source import NoticeSource
from domain.values import ID, Identifier
from projections.naming import Index, Named

What = Literal["supplier", "contract", "owner"]

LONGEST: Final = 300
NOBODY: Final = "is the name of nothing in the register"
NO_CONTRACT: Final = "names no contract, and none was said for the whole file"
SEVERAL: Final = "is the name of several in the register"
SEVERAL_PEOPLE: Final = "may be several people: say whose it is"
NOBODY_NAMED: Final = "names nobody"
NO_PERSON: Final = re.compile(r"vacant.*|vacancy|nobody|no one|various", re.IGNORECASE)
PEOPLE: Final = re.compile(r"[/;&+]|\band\b", re.IGNORECASE)
NO_ONE_NAME: Final = "may be several suppliers, or more than a name"

NO_SUCH_THING = refused(
    "is said to be something that the register does not have",
    "name it by its reference (C-212, O-31, A-7), its number or its exact name",
)


class Firm(NamedTuple):
    """An organisation to enter, under the id that it will have."""

    stream: UUID
    name: str
    identifiers: tuple[Identifier, ...]
    vcse: bool | None


class Person(NamedTuple):
    """Somebody to name, under the id that the name will have."""

    stream: UUID
    name: str


class Unmatched(NamedTuple):
    """A name that a person has to match: what it names, its words, and why."""

    what: What
    words: str
    why: str


@dataclass(slots=True)
class Names:
    """What names mean: as the caller says, as was said before, as the register has it.

    `firms` and `people` are those that this import brings: a name that comes twice is
    one of them.
    """

    register: Named
    memory: NoticeSource
    options: Options
    holders: Callable[[list[Identifier]], Mapping[str, UUID]]
    new_id: Callable[[], UUID]
    faults: list[Fault] = field(default_factory=list)
    firms: dict[str, Firm] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    _given: dict[str, dict[str, UUID]] = field(default_factory=dict)
    _suppliers: dict[tuple[str, ...], UUID | Firm | Unmatched] = field(
        default_factory=dict
    )

    def __post_init__(self) -> None:
        known = self.register
        self._given = {
            "contract": self._settled(
                self.options.contracts, known.numbers, known.titles
            ),
            "supplier": self._settled(self.options.suppliers, known.organisations),
            "owner": self._settled(self.options.owners, known.accounts),
        }

    @property
    def given_contracts(self) -> Mapping[str, UUID]:
        """What the caller says that names of contracts mean, to be remembered."""
        return {n: self._given["contract"][low(n)] for n in self._said("contract")}

    @property
    def given_suppliers(self) -> Mapping[str, UUID]:
        """The same of suppliers."""
        return {n: self._given["supplier"][low(n)] for n in self._said("supplier")}

    def contract(self, name: str) -> UUID | Unmatched:
        """The contract that is called so: by its number first, then by its title."""
        given = self._given["contract"].get(low(name))
        remembered = self.memory.contracts.get(name)
        if given or remembered:
            return given or remembered or UUID(int=0)
        return _one(name, "contract", self.register.numbers, self.register.titles)

    def organisation(self, name: str, ids: list[Identifier]) -> UUID | Unmatched:
        """The organisation that has one of these ids, else the one of that name."""
        held = self.holders(ids)
        for each in ids:
            if (found := held.get(identity(each).value)) is not None:
                return found
        given = self._given["supplier"].get(low(name))
        remembered = self.memory.suppliers.get(name)
        if given or remembered:
            return given or remembered or UUID(int=0)
        return _one(name, "supplier", self.register.organisations)

    def called(self, name: str) -> frozenset[UUID]:
        """Every organisation that is called so, for who can tell them apart."""
        found = self.organisation(name, [])
        if isinstance(found, UUID):
            return frozenset({found})
        return self.register.organisations.get(low(name), frozenset())

    def supplier(
        self,
        name: str,
        ids: list[Identifier],
        *,
        vcse: bool | None = None,
        is_one: bool = False,
    ) -> UUID | Firm | Unmatched:
        """The organisation that supplies, to be entered where there is none.

        `is_one` says that the source names one organisation, whatever it is called.
        """
        key = name, *(identity(each).value for each in ids)
        if key not in self._suppliers:
            self._suppliers[key] = self._supplier(name, ids, vcse=vcse, is_one=is_one)
        return self._suppliers[key]

    def _supplier(
        self, name: str, ids: list[Identifier], *, vcse: bool | None, is_one: bool
    ) -> UUID | Firm | Unmatched:
        found = self.organisation(name, ids)
        if isinstance(found, UUID) or found.why == SEVERAL:
            return found
        cell = supplier_cell(name).value
        if cell is None or len(name) > LONGEST:
            return Unmatched("supplier", name, NO_ONE_NAME)
        if cell.holds is not Holds.ONE and not is_one:
            return Unmatched("supplier", name, NO_ONE_NAME)
        key = identity(ids[0]).value if ids else low(name)
        firm = self.firms.get(key) or self.firms.get(low(name))
        if firm is None:
            firm = Firm(self.new_id(), cell.text, tuple(ids), vcse)
            self.firms[key] = self.firms[low(name)] = firm
        return firm

    def person(self, name: str) -> UUID | Person | Unmatched:
        """The account of somebody, or the name alone where there is none."""
        given = self._given["owner"].get(low(name))
        if given is not None:
            return given
        found = _one(name, "owner", self.register.accounts)
        if isinstance(found, UUID) or found.why == SEVERAL or len(name) > LONGEST:
            return found
        if NO_PERSON.fullmatch(name) or blank(name) is not None:
            return Unmatched("owner", name, NOBODY_NAMED)
        if PEOPLE.search(name):
            return Unmatched("owner", name, SEVERAL_PEOPLE)
        person = self.people.get(low(name)) or Person(self.new_id(), name)
        self.people[low(name)] = person
        return person

    def _settled(self, said: Mapping[str, str], *indexes: Index) -> dict[str, UUID]:
        """What the caller says that names mean."""
        settled: dict[str, UUID] = {}
        for name, named in said.items():
            found = _one(named, "contract", *indexes)
            if isinstance(found, UUID):
                settled[low(name)] = found
            else:
                self.faults.append(NO_SUCH_THING.at(None, name, named))
        return settled

    def _said(self, what: str) -> Iterator[str]:
        said = {"contract": self.options.contracts, "supplier": self.options.suppliers}
        known = self._given[what]
        return (n for n in said[what] if low(n) in known and len(n) <= LONGEST)


def identifiers(says: Mapping[str, Any]) -> tuple[list[Identifier], list[str]]:
    """The ids of the supplier of a row, and the fields whose number cannot be one."""
    found: list[Identifier] = []
    wrong: list[str] = []
    for name, scheme in (("company_number", "GB-COH"), ("charity_number", "GB-CHC")):
        said = says.get(name)
        if not isinstance(said, str):
            continue
        number = said.replace(" ", "").upper()
        # A spreadsheet drops the zero at its head.
        number = (
            number.zfill(8) if scheme == "GB-COH" and number.isdecimal() else number
        )
        try:
            one = Identifier(scheme=scheme, id=number)
            refuse_malformed([one])
        except (RuleBroken, ValueError):
            wrong.append(name)
        else:
            found.append(one)
    return found, wrong


def _one(name: str, what: What, *indexes: Index) -> UUID | Unmatched:
    for index in indexes:
        found = index.get(low(name), frozenset())
        if len(found) == 1:
            return next(iter(found))
        if found:
            return Unmatched(what, name, SEVERAL)
    return UUID(name) if ID.fullmatch(name) else Unmatched(what, name, NOBODY)
