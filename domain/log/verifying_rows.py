"""Checks entries as they lie in the store: their form, their order, their leaves.

Rows are read as they are and nothing of what wrote them is asked, the mapper least.
"""

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from pydantic_core import from_json

from domain.ledger.canonical import NotCanonical, canonical
from domain.ledger.entry import (
    HEADER,
    SALT_BYTES,
    STRUCK,
    Salts,
    leaf_over,
    named_digests,
)
from domain.ledger.marks import EACH, differing, marks_of
from domain.ledger.tree import leaf_hash
from domain.log.store import COLUMNS, Row
from domain.log.verdict import tampered

State = Mapping[str, Any]
OPENING: Final = "register-opened.1"
_NUMBERS: Final = frozenset({"position", "version"})
_BYTES: Final = frozenset({"salt", "state"})
_MAY_LACK: Final = frozenset(
    {
        "effective_until",
        "on_behalf_of",
        "confidence",
        "reason_code",
        "source_document",
    }
)


class Kept(NamedTuple):
    """What the ledger keeps of a position: the hash of its leaf, and its marks."""

    leaf: bytes | None
    marks: bytes | None


class Rows:
    """Follows the entries one by one; what they say of keys, losses and erasures."""

    def __init__(self, log: str = "", position: int = 0) -> None:
        """From the first entry on, or in a log from the one after a position."""
        self.log = log
        self.position = position
        self._begun_at = position
        self.said: list[tuple[int, str, str, State]] = []
        # The first entry that is as sealed, and not marked as it was.
        self.unmarked: int | None = None
        self._moment = ""
        self._versions: dict[str, int] = {}
        self._struck: dict[tuple[int, str], Any] = {}
        self._ordered: dict[tuple[Any, Any], int] = {}

    def take(self, row: Row, kept: Kept) -> bytes:
        """Checks one entry; the hash of its leaf. Raises NotVerified."""
        at = self.position + 1
        named: dict[str, Any] = dict(zip(COLUMNS, row, strict=True))
        _check_types(named, at)
        self._check_order(named, at)
        state = _state(named["state"], at)
        leaf = self._check_leaf(named, state, kept)
        self.position = at
        self._note(named, state)
        return leaf

    def check_struck(self) -> None:
        """What is struck out was ordered to be, and the other way round."""
        for target in sorted(self._struck.keys() | self._ordered.keys(), key=str):
            struck, ordered = self._struck.get(target), self._ordered.get(target)
            if struck != ordered:
                at, name = target
                reason = f"is struck out by #{struck}, ordered by #{ordered}"
                raise tampered(at, f"state/{name}", reason)

    def _check_order(self, named: Mapping[str, Any], at: int) -> None:
        if named["position"] != at:
            reason = f"the entry is gone: #{named['position']} follows #{at - 1}"
            raise tampered(at, "position", reason)
        if at == 1:
            self.log = named["stream"]
        if (at == 1) != (named["topic"] == OPENING):
            raise tampered(at, "topic", "a log is opened at #1 and only there")
        # Of a stream that began before nothing is known until its first entry here.
        before = named["version"] - 1 if self._begun_at else 0
        expected = self._versions.get(named["stream"], before) + 1
        if named["version"] != expected:
            reason = f"{named['version']} stands in the place of {expected}"
            raise tampered(at, "version", reason)
        if named["recorded_at"] < self._moment:
            raise tampered(at, "recorded_at", "is before that of the entry before")
        self._versions[named["stream"]] = expected
        self._moment = named["recorded_at"]

    def _check_leaf(self, named: Mapping[str, Any], state: State, kept: Kept) -> bytes:
        at = named["position"]
        header = {name: named.get(name) for name in HEADER} | {"log": self.log}
        try:
            digests = named_digests(state, _salts(named["salt"]))
            sealed = sorted(digests.values())
            leaf = leaf_hash(leaf_over(header, sealed))
        except (KeyError, TypeError, ValueError):
            raise tampered(at, "salt", "does not belong to these fields") from None
        if kept.leaf is None:
            return leaf
        changed = None
        if kept.marks != marks_of(header, sealed):
            self.unmarked = self.unmarked or at
            changed = _changed(kept.marks, header, digests)
        if leaf != kept.leaf:
            field = changed or "leaf"
            raise tampered(at, field, "is not as it was sealed")
        if changed is not None:
            reason = "is not as it was marked: its leaf was hashed anew"
            raise tampered(at, changed, reason)
        return leaf

    def _note(self, named: Mapping[str, Any], state: State) -> None:
        at, kind = self.position, named["topic"].rpartition(".")[0]
        if kind.startswith(("signing-", "loss-")):
            self.said.append((at, kind, named["by"], state))
        if kind == "erasure-carried-out" and state.get("position"):
            self._ordered[state["position"], state.get("field")] = at
        for name, value in state.items():
            if isinstance(value, dict) and value.keys() == {STRUCK}:
                self._struck[at, name] = value[STRUCK].get("by")


def _changed(
    marks: bytes | None, header: Mapping[str, Any], digests: Mapping[str, str]
) -> str | None:
    """What is not as it was marked, where there are marks enough to tell."""
    if not isinstance(marks, bytes) or len(marks) < len(HEADER) * EACH:
        return None
    return next(differing(marks, header, digests), None)


def _check_types(named: Mapping[str, Any], at: int) -> None:
    """A value of another storage class can have the same bytes, and is another."""
    for name, value in named.items():
        if value is None and name in _MAY_LACK:
            continue
        kind: type = int if name in _NUMBERS else str
        if name in _BYTES:
            fits = isinstance(value, bytes | memoryview)
        else:
            fits = type(value) is kind
        if not fits:
            raise tampered(at, name, f"is {type(value).__name__}, which it cannot be")


def _state(kept: bytes, at: int) -> State:
    data = bytes(kept)
    try:
        state = from_json(data)
        same = isinstance(state, dict) and canonical(state) == data
    except (ValueError, NotCanonical) as error:
        raise tampered(at, "state", f"is no canonical JSON ({error})") from None
    if not same:
        raise tampered(at, "state", "is not in canonical form")
    found: State = state
    return found


def _salts(kept: bytes) -> Salts:
    data = bytes(kept)
    if len(data) == SALT_BYTES:
        return Salts.of(data)
    return Salts(None, {n: bytes.fromhex(s) for n, s in from_json(data).items()})
