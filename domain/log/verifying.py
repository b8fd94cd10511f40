"""Verifies a register where it lies: entries, ledger, signed heads, earlier heads."""

from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

from domain.ledger.checkpoint import Checkpoint, read_checkpoint
from domain.ledger.head_code import is_head
from domain.ledger.note import BadNote, Note, Verifier, read_note, read_vkey
from domain.ledger.tree import Frontier, Node
from domain.ledger.trust import NOBODY, Trust
from domain.log.signing_keys import handing_on_text
from domain.log.standing import Standing
from domain.log.store import Row, Store, page
from domain.log.verdict import Code, NotVerified, tampered
from domain.log.verifying_anchors import check_anchors
from domain.log.verifying_rows import Kept, Rows

BATCH: Final = 2_000
_LEAVES: Final = (
    "SELECT nth + 1, hash FROM ledger WHERE level = 0 AND nth >= ? AND nth < ?"
)
_MARKS: Final = "SELECT position, marks FROM marks WHERE position > ? AND position <= ?"
_NODES: Final = "SELECT nth, hash FROM ledger WHERE level = ? AND nth >= ? AND nth <= ?"
_NOTES: Final = "SELECT size, note FROM checkpoints ORDER BY size"


class Against(NamedTuple):
    """What a log is held against: whom one trusts, and heads that were known earlier.

    `trusted` are keys of the log itself; `others` are trusted as witnesses and for
    the time.
    """

    trusted: Sequence[Verifier]
    heads: Sequence[Checkpoint] = ()
    code: str | None = None
    others: Trust = NOBODY


class Verified(NamedTuple):
    """What was verified: how many entries, of which sealed, under how many heads."""

    size: int
    sealed: int
    signed: int
    code_at: int | None
    standing: Standing


def verify_store(store: Store, against: Against) -> Verified:
    """Verifies everything that lies in a store. Raises NotVerified."""
    return _Verifying(store, against).run()


class _Verifying:
    def __init__(self, store: Store, against: Against) -> None:
        self._store = store
        self._against = against
        self._rows = Rows()
        self._tree = Frontier()
        self._roots: dict[int, bytes] = {}
        self._completed = 0
        self._code_at: int | None = None
        self._notes = dict(self._signed())
        self._wanted = {*self._notes, *(head.size for head in against.heads)}
        self._sealed = int(self._one("SELECT count(*) FROM ledger WHERE level = 0"))

    def run(self) -> Verified:
        """Entry by entry, then all that is said of the whole."""
        while rows := self._store.query(*page(self._rows.position, BATCH)):
            self._take(rows)
        size = self._rows.position
        if not size:
            raise NotVerified(Code.INCOMPLETE, "there is no entry at all", 1)
        if self._sealed > size:
            raise tampered(size + 1, "position", "the entry is gone: its leaf is there")
        self._check_ledger_is_no_larger()
        self._check_marks()
        self._rows.check_struck()
        self._check_heads(size)
        standing = check_anchors(self._store, self._notes, self._against.others)
        signed = len(self._notes)
        return Verified(size, self._sealed, signed, self._code_at, standing)

    def _take(self, rows: Sequence[Row]) -> None:
        first = self._rows.position
        leaves: dict[int, bytes] = dict(
            self._store.query(_LEAVES, (first, first + len(rows)))
        )
        marks: dict[int, bytes] = dict(
            self._store.query(_MARKS, (first, first + len(rows)))
        )
        fresh: list[bytes] = []
        for at, row in enumerate(rows, first + 1):
            leaf = leaves.get(at)
            if leaf is None and at <= self._sealed:
                raise tampered(at, "leaf", "is not in the ledger")
            kept = Kept(leaf and bytes(leaf), marks.get(at))
            fresh.append(self._rows.take(row, kept))
        self._grow(fresh)

    def _grow(self, leaves: Sequence[bytes]) -> None:
        """Adds leaves, stopping at each size whose root is asked for."""
        nodes: list[Node] = []
        start = 0
        for stop in self._stops(len(leaves)):
            self._tree, grown = self._tree.extend(leaves[start:stop])
            nodes += grown
            self._roots[self._tree.size] = root = self._tree.root()
            if self._against.code and is_head(self._against.code, root):
                self._code_at = self._tree.size
            start = stop
        sealed = [node for node in nodes if (node[1] + 1) << node[0] <= self._sealed]
        self._completed += len(sealed)
        self._check_nodes(sealed)
        self._roots = {n: r for n, r in self._roots.items() if n in self._wanted}

    def _stops(self, many: int) -> Iterator[int]:
        """How many of so many leaves to add until the next root is asked for."""
        size = self._tree.size
        for added in range(1, many + 1):
            asked = self._against.code or size + added in self._wanted
            if asked or added == many:
                yield added

    def _check_nodes(self, nodes: Sequence[Node]) -> None:
        by_level: dict[int, dict[int, bytes]] = {}
        for level, nth, hash_ in nodes:
            by_level.setdefault(level, {})[nth] = hash_
        for level, made in by_level.items():
            asked = (level, min(made), max(made))
            kept = {nth: bytes(h) for nth, h in self._store.query(_NODES, asked)}
            for nth, hash_ in made.items():
                if kept.get(nth) != hash_:
                    at = (nth << level) + 1
                    reason = f"the subtree of {1 << level} entries from here is another"
                    raise tampered(at, "ledger", reason)

    def _check_ledger_is_no_larger(self) -> None:
        found = int(self._one("SELECT count(*) FROM ledger"))
        if found != self._sealed + self._completed:
            made = self._sealed + self._completed
            reason = f"the ledger has {found} rows in the place of {made}"
            raise tampered(None, "ledger", reason)

    def _check_marks(self) -> None:
        """Each sealed entry has its marks, and nothing else has any."""
        if self._rows.unmarked is not None:
            reason = "are not those that the entry was sealed with"
            raise tampered(self._rows.unmarked, "marks", reason)
        found = int(self._one("SELECT count(*) FROM marks"))
        if found != self._sealed:
            reason = f"{found} entries are marked and {self._sealed} sealed"
            raise tampered(None, "marks", reason)

    def _check_heads(self, size: int) -> None:
        known = self._keys_of_the_log()
        before = 0
        for at, note in self._notes.items():
            head = _checked(at, note, known)
            if at > size or self._roots[at] != head.root:
                reason = f"entries #{before + 1} to #{at} are not what was signed"
                raise tampered(before + 1, "checkpoint", reason)
            before = at
        for head in self._against.heads:
            self._check_known(head, size)
        if self._against.code and self._code_at is None:
            raise NotVerified(Code.DIVERGED, "no head of this log has that code")
        self._check_trust(known)

    def _check_known(self, head: Checkpoint, size: int) -> None:
        if head.size <= size and self._roots.get(head.size) == head.root:
            return
        if lost := _lost(self._rows, head):
            reason = f"entries {lost} are lost, as two people declared"
            raise NotVerified(Code.LOST, reason, head.size)
        if head.size > size:
            reason = f"{head.size} entries were known and the log has {size}"
        else:
            reason = f"the first {head.size} entries are not those that were known"
        raise NotVerified(Code.DIVERGED, reason, head.size, "known head")

    def _keys_of_the_log(self) -> tuple[Verifier, ...]:
        said = (state.get("vkey") for _, _, _, state in self._rows.said)
        try:
            return tuple(read_vkey(vkey) for vkey in said if isinstance(vkey, str))
        except BadNote as error:
            raise tampered(None, "vkey", str(error)) from None

    def _check_trust(self, known: Sequence[Verifier]) -> None:
        trusted = list(self._against.trusted)
        for _, _, _, state in self._rows.said:
            over, vkey = state.get("signed_over"), state.get("vkey")
            if over and vkey:
                note = read_note(over.encode())
                fits = note.text == handing_on_text(self._rows.log, vkey)
                if fits and note.signed_by(trusted):
                    trusted.append(read_vkey(vkey))
        last = next(reversed(self._notes.values()), None)
        if last is None:
            raise NotVerified(Code.UNTRUSTED, "no head of this log was ever signed")
        if not set(last.signed_by(known)) & set(trusted):
            reason = "no key that you trust has signed the last head; see --trust"
            raise NotVerified(Code.UNTRUSTED, reason)

    def _signed(self) -> Iterator[tuple[int, Note]]:
        for size, note in self._store.query(_NOTES):
            try:
                yield size, read_note(note.encode())
            except (BadNote, AttributeError) as error:
                raise tampered(size, "checkpoint", str(error)) from None

    def _one(self, sql: str) -> Any:
        return self._store.query(sql)[0][0]


def _checked(size: int, note: Note, known: Sequence[Verifier]) -> Checkpoint:
    """A stored head, signed by a key of the log."""
    try:
        head = read_checkpoint(note.text)
        signed = note.signed_by(known)
    except BadNote as error:
        raise tampered(size, "checkpoint", str(error)) from None
    if head.size != size or not signed:
        raise tampered(size, "checkpoint", "no key of this log has signed it so")
    return head


def _lost(rows: Rows, head: Checkpoint) -> str | None:
    """The entries that two people declared lost, if the head is of these."""
    for n, (_, kind, by, state) in enumerate(rows.said):
        if kind != "loss-declared":
            continue
        last = read_checkpoint(read_note(state["last_signed"].encode()).text)
        agreed = any(
            other[1] == "loss-confirmed" and other[2] != by for other in rows.said[n:]
        )
        ours = state["lost_from"] <= head.size <= last.size
        if agreed and ours and (head.size < last.size or head.root == last.root):
            return f"#{state['lost_from']} to #{last.size}"
    return None
