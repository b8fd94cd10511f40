"""What a noun's rows look like, and what each of its facts says about them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal, NamedTuple, get_args

import orjson

from domain.event import Fact
from domain.values import Erased, Unknown
from projections.kinds import FLAG, Cell, Kind, Row, Write
from projections.telling import Told

# The columns with which every row begins: one stretch of days of one thing.
# `known_from` is the position that wrote the row, `version` the stream's version
# there, `born_at` the position of the first fact, which gives the reference.
HEADER: tuple[tuple[str, type[str] | type[int]], ...] = (
    ("id", str),
    ("effective_from", str),
    ("effective_until", str),
    ("known_from", int),
    ("version", int),
    ("born_at", int),
    ("in_error", int),
    # Why values are missing: {field: {"unknown": ...} | {"not_applicable": ...}}.
    ("gaps", str),
)
ID, FROM, UNTIL, KNOWN, VERSION, BORN, IN_ERROR, GAPS = range(len(HEADER))
# What the versions that are past have in addition: the position that replaced them
# and their node in the interval tree. If it cut the row short, then the days before
# `cut_on` have stood since, until the position `cut_to` replaced these as well;
# `day_fork` is the node of these days in a tree of days.
PAST: tuple[tuple[str, type[str] | type[int]], ...] = (
    ("known_to", int),
    ("fork", int),
    ("day_fork", int),
    ("cut_on", str),
    ("cut_to", int),
)

# Types of JSON values that cannot stand for a missing one.
PLAIN = frozenset({str, int, bool, type(None)})

# The days of a fact: those it names; all from its first day on, whatever is said of
# an end (a state that an event brought about); or the thing's whole life.
Days = Literal["named", "onwards", "life"]


class Field(NamedTuple):
    """A field of a noun, and the place of its first cell in a row."""

    name: str
    kind: Kind
    at: int


def _merged(held: str | None, news: Mapping[str, Any]) -> str | None:
    gaps = {**(orjson.loads(held) if held else {}), **news}
    left = {name: gap for name, gap in gaps.items() if gap is not None}
    return orjson.dumps(left, option=orjson.OPT_SORT_KEYS).decode() if left else None


class Held:
    """The fields of a row, read by name as JSON; None where there is no value."""

    __slots__ = ("_model", "_row")

    def __init__(self, model: "Model", row: Row) -> None:
        self._model = model
        self._row = row

    def __getitem__(self, name: str) -> Any:
        return self._model.read(self._row, name)


Sets = Callable[[Told, Held], Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Effect:
    """What a fact does: it asserts its own fields, and may set others beside them.

    `sets` works these out, as JSON, from the event and from what the row held. A fact
    that says nothing of the thing itself only moves its version on.
    """

    sets: Sets | None = None
    days: Days = "named"
    says: bool = True


SAYS = Effect()
SILENT = Effect(says=False)


def becomes(status: str) -> Effect:
    """The effect of a fact that moves a thing to a status from its day on."""
    return Effect(lambda _, __: {"status": status}, "onwards")


def commented() -> Effect:
    """The effect of a comment: there is one more, whatever day it is about.

    What it says stays in the history, where it can be struck out.
    """
    return Effect(
        lambda _, held: {"comments": held["comments"] + 1}, "life", says=False
    )


def stream_of(one: Told) -> str:
    """The stream of a fact: what most things are."""
    return one.stream


@dataclass(frozen=True)
class Model:
    """The read model of one noun: its fields in the order of their columns.

    `thing` says which thing a fact is of, its stream unless told otherwise; then facts
    in `begun_by` bring a thing into being that has an address of its own.
    `carried` are fields of the thing itself: days of which nothing was said before
    have them, too. `words` are the fields that a search looks into; a `named` thing
    may have its name among the people. `value` is the field that says how much money
    is in it, `links` say of which noun an id is and
    `namings` of which one words may name a thing, `indexes` serve lists of now.
    """

    noun: str
    prefix: str
    columns: Mapping[str, Kind]
    facts: tuple[type[Fact], ...]
    effects: Mapping[type[Fact], Effect] = field(default_factory=dict)
    thing: Callable[[Told], str] = stream_of
    begun_by: frozenset[type[Fact]] = frozenset()
    carried: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    named: bool = False
    value: str | None = None
    links: Mapping[str, str] = field(default_factory=dict)
    namings: Mapping[str, str] = field(default_factory=dict)
    indexes: tuple[tuple[str, ...], ...] = ()

    def begins(self, told: Told) -> bool:
        """Whether a thing comes into being by an event: by its stream's first one."""
        return told.kind in self.begun_by if self.begun_by else told.version == 1

    @cached_property
    def fields(self) -> Mapping[str, Field]:
        """Every field by name, with the place of its cells."""
        at = len(HEADER)
        found = {"in_error": Field("in_error", FLAG, IN_ERROR)}
        for name, kind in self.columns.items():
            found[name] = Field(name, kind, at)
            at += len(kind.parts)
        return found

    @cached_property
    def shown(self) -> Sequence[Field]:
        """The fields that a noun has of its own, in order."""
        return [self.fields[name] for name in self.columns]

    @cached_property
    def descriptive(self) -> frozenset[str]:
        """The fields that can be not known: left out, they have not been asked for."""
        return frozenset(
            name
            for kind in self.facts
            for name, of in kind.model_fields.items()
            if Unknown in get_args(of.annotation) and name in self.columns
        )

    @cached_property
    def places_by_name(self) -> Mapping[str, tuple[Write | None, int, int]]:
        """How each field is written, and from which place to which."""
        return {
            name: (kind.write, at, at + len(kind.parts))
            for name, kind, at in self.fields.values()
        }

    @cached_property
    def at_first(self) -> Sequence[tuple[int, Cell]]:
        """The cells of a new thing that are not empty."""
        return [
            (at, kind.at_first)
            for _, kind, at in self.shown
            if kind.at_first is not None
        ]

    @cached_property
    def width(self) -> int:
        """How many cells a row has."""
        return sum(1 for _ in self.cells())

    def cells(self) -> Iterable[tuple[str, type[str] | type[int]]]:
        """Name and type of every column of a row that is known now."""
        yield from HEADER
        for name, kind in self.columns.items():
            for suffix, of in kind.parts:
                yield name + suffix, of

    def places(self, names: Iterable[str]) -> Iterable[int]:
        """The places of all cells of some fields."""
        for name in names:
            _, kind, at = self.fields[name]
            yield from range(at, at + len(kind.parts))

    def put(self, row: Row, values: Mapping[str, Any]) -> Row:
        """The row with JSON values in their columns; itself if that changes nothing."""
        cells, places, has_gaps = list(row), self.places_by_name, row[GAPS] is not None
        for name, value in values.items():
            if name not in places:
                continue
            write, at, end = places[name]
            if value is None:
                cells[at:end] = (None,) * (end - at)
            elif type(value) not in PLAIN and _gap(value) is not None:
                cells[at:end], has_gaps = (None,) * (end - at), True
            elif write is None:
                cells[at] = value
            else:
                cells[at:end] = write(value)
        if has_gaps:
            news = {name: _gap(value) for name, value in values.items()}
            cells[GAPS] = _merged(row[GAPS], {n: news[n] for n in news if n in places})
        new = tuple(cells)
        return row if new == row else new

    def read(self, row: Row, name: str) -> Any:
        """One field of a row as JSON, None if it has no value."""
        _, kind, at = self.fields[name]
        return None if row[at] is None else kind.read(*row[at : at + len(kind.parts)])

    def gaps_of(self, row: Row) -> dict[str, Any]:
        """Why fields of a row have no value, where somebody said so."""
        return orjson.loads(row[GAPS]) if row[GAPS] else {}


def _gap(value: Any) -> Any:
    """Why there is no value, None if there is one."""
    if type(value) is dict:
        return value if "unknown" in value or "not_applicable" in value else None
    return str(value) if type(value) is Erased else None
