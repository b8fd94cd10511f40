"""Entries of the log as people read them: what happened, and what it changed."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from api.naming import ID
from api.papers.words import plain, said
from projections.rendering import NOT_ASKED
from projections.view import View

Json = dict[str, Any]
# In the words of who reads, where the name of an entry has others.
_WORDS: Final[Mapping[str, str]] = {
    "seat": "place in the chain",
    "commitment": "promise",
    "exercise": "commissioning project",
    "materialised": "happened",
    "reflected": "four documents updated",
}
# What the register keeps for itself: nobody said it, and other columns tell it.
_OWN: Final = frozenset(
    {"assessed_at", "comments", "entered_by", "matrix_version", "previous_score"}
)
_NOTHING: Final[Sequence[Any]] = (None, NOT_ASKED, [], (), {})
_IDS: Final = re.compile(ID.pattern)
_CODE: Final = re.compile("[a-z]+(?:_[a-z]+)+")
_LONGEST: Final = 400


class Change(NamedTuple):
    """A field before and after, in words."""

    field: str
    before: str
    after: str


class Entry(NamedTuple):
    """One entry: which, what happened, by whom, why, when known and since when true."""

    position: int
    what: str
    recorded_at: str
    true_from: str
    true_until: str | None
    by: str
    role: str
    reason: str | None
    is_correction: bool
    supersedes: int | None
    changes: Sequence[Change]

    @property
    def is_late(self) -> bool:
        """Whether it was recorded on a later day than it is true from."""
        return self.recorded_at[:10] > self.true_from


def entries_of(view: View, told: Sequence[Json]) -> list[Entry]:
    """Entries with ids put into words, as far as who looks may read those things."""
    names = _names(view, {found for one in told for found in _ids(one)})
    return [_entry(one, names) for one in told]


def field_changes(view: View, fields: Sequence[Json]) -> list[Change]:
    """Fields with what they were and what they are, in words."""
    ids = {found for one in fields for found in _IDS.findall(str(one))}
    names = _names(view, ids)
    return [
        Change(
            field_words(one["field"]),
            _said(one["before"], names),
            _said(one["after"], names),
        )
        for one in fields
        if one["field"] not in _OWN
    ]


def _entry(one: Json, names: Mapping[str, str]) -> Entry:
    return Entry(
        position=one["position"],
        what=what_happened(one["fact"]),
        recorded_at=one["recorded_at"],
        true_from=one["effective_on"],
        true_until=one["effective_until"],
        by=one["by_name"] or names.get(one["by"], "a program of the register"),
        role=plain(one["role"]),
        reason=one["reason"],
        is_correction=one["supersedes"] is not None,
        supersedes=one["supersedes"],
        changes=[*_changes(one, names)],
    )


def what_happened(fact: str) -> str:
    """The name of an entry in words: risk-materialised is "Risk happened"."""
    words = " ".join(_WORDS.get(word, word) for word in fact.split("-"))
    return words[:1].upper() + words[1:]


def _changes(one: Json, names: Mapping[str, str]) -> Iterator[Change]:
    before, after = one["before"], one["after"]
    for name in sorted({*before, *after} - _OWN):
        if before.get(name) in _NOTHING and after.get(name) in _NOTHING:
            continue
        old, new = (_said(values.get(name), names) for values in (before, after))
        yield Change(field_words(name), old, new)


def field_words(name: str) -> str:
    """What a field is called: `contract_id` is the contract."""
    words = plain(name.removesuffix("_id").removesuffix("_ids"))
    return words[:1].upper() + words[1:]


def in_words(value: Any) -> str:
    """A value in words: a word of an enumeration without its underscores."""
    is_code = isinstance(value, str) and _CODE.fullmatch(value)
    return plain(value) if is_code else said(value)


def _said(value: Any, names: Mapping[str, str]) -> str:
    text = _IDS.sub(lambda found: names.get(found[0], found[0]), in_words(value))
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rstrip()} ..."


def _ids(one: Json) -> Iterator[str]:
    for values in (one["before"], one["after"]):
        yield from _IDS.findall(str(values))
    yield one["by"]


def _names(view: View, ids: set[str]) -> dict[str, str]:
    """What things are called; one that may not be read is not named."""
    by_noun = defaultdict[str, set[str]](set)
    for thing, noun in view.nouns(ids).items():
        by_noun[noun].add(thing)
    names: dict[str, str] = {}
    for noun, things in by_noun.items():
        # Who did something is named wherever it is told, as in the API.
        readable = things if noun == "account" else view.readable(noun, things)
        names |= {
            thing: _called(label)
            for thing, label in view.labels(noun, sorted(readable)).items()
            if label
        }
    return names


def _called(label: Json) -> str:
    title = next((label[n] for n in ("title", "name", "file_name") if n in label), None)
    reference = label.get("reference")
    if title is None:
        return str(reference)
    return str(title) if reference is None else f"{title} ({reference})"
