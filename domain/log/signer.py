"""Signs checkpoints: of a log that only ever grew, and of no other."""

from datetime import datetime
from typing import Final, NamedTuple, NoReturn
from uuid import UUID, uuid5

from domain.errors import RefusesToSign, Unsigned
from domain.facts.register import RegisterOpened
from domain.ledger.checkpoint import Checkpoint, read_checkpoint
from domain.ledger.note import Note, Verifier, read_note, read_vkey
from domain.ledger.tree import NodeReader
from domain.log.reading import Reading
from domain.log.sealing import Sealer
from domain.log.signing_key import KeyFolder, SigningKey
from domain.log.store import Store
from domain.signing import Signing

# Seconds after an entry within which a checkpoint over it is signed unasked.
EVERY: Final = 60.0
_COVERING: Final = "SELECT note FROM checkpoints WHERE size >= ? ORDER BY size LIMIT 1"
_LATEST: Final = "SELECT note FROM checkpoints ORDER BY size DESC LIMIT 1"
_AT: Final = "SELECT note FROM checkpoints WHERE size = ?"
_UNSIGNED: Final = (
    "no checkpoint has been signed yet: `counterfoil signer create` makes a key, and"
    " the service signs within a minute of each entry"
)


class Parts(NamedTuple):
    """What a signer works with."""

    store: Store
    reading: Reading
    ledger: Sealer
    log_id: UUID


class Signer:
    """The checkpoints of one register.

    Any process may read them; whoever has the key may sign them, one at a time.
    """

    def __init__(self, parts: Parts, folder: KeyFolder) -> None:
        self.store, self._reading, self._ledger, self.log_id = parts
        self.folder = folder
        self.stream = uuid5(self.log_id, "signing")

    def state(self) -> Signing | None:
        """The keys that the log names, None before the first."""
        history = self._reading.history(self.stream)
        return Signing.replay(history) if history else None

    def verifiers(self) -> tuple[Verifier, ...]:
        """The public keys that were ever in force, the present one last."""
        state = self.state()
        return tuple(map(read_vkey, state.vkeys)) if state else ()

    def origin(self) -> str:
        """The name of the log, as its opening has it."""
        opened = self._reading.history(self.log_id)[0].fact
        if not isinstance(opened, RegisterOpened):
            raise TypeError(opened)
        return str(opened.origin)

    def opened_at(self) -> datetime:
        """When the log was opened."""
        return self._reading.recorded_at(1)

    def latest(self) -> Note:
        """A checkpoint over all that is recorded, or, without a key, the last signed.

        Raises Unsigned where there is none, RefusesToSign for a log that lost what
        was signed.
        """
        if self.folder.key() is not None:
            return self.sign()
        return self._stored(_LATEST, ()) or _raise_unsigned()

    def covering(self, position: int) -> Note:
        """The earliest checkpoint over a position; signed now if there is none yet."""
        return self._stored(_COVERING, (position,)) or self._fresh(position)

    def at(self, size: int) -> Note | None:
        """The checkpoint of exactly this size, if one was signed."""
        return self._stored(_AT, (size,))

    def sign(self) -> Note:
        """Signs the head, unless that is done already; what is signed is kept first.

        Raises RefusesToSign if the log does not begin with what was signed last.
        """
        with self.folder.lock:
            key = self._key_in_force()
            last = self.folder.last()
            # Of an epoch before: two people have declared what it held lost.
            if last is None or read_checkpoint(last.text).origin == key.name:
                self.refuse_rewound(last)
            head = self._reading.head()
            note = key.sign(Checkpoint(key.name, head, self.root(head)).text())
            if note == last and self.at(head) == note:
                return note
            self.folder.remember(note)
            self._keep(head, note)
        return note

    def vouch(self, text: str) -> Note:
        """Signs a text that is no checkpoint. Raises Unsigned, RefusesToSign."""
        with self.folder.lock:
            return self._key_in_force().sign(text)

    def sign_what_is_new(self) -> bool:
        """Signs the head; for a follower, which has nothing more to do then."""
        if self.folder.key() is not None:
            self.sign()
        return False

    def root(self, size: int) -> bytes:
        """The root over the first positions, sealed first if they are not yet."""
        return self._ledger.root_of(size)

    def node_reader(self) -> NodeReader:
        """Reads the nodes of the tree that the heads are of."""
        return self._ledger.node_reader()

    def refuse_rewound(self, last: Note | None) -> None:
        """Refuses a log that lacks or contradicts what was signed. RefusesToSign."""
        if last is None:
            if self._stored(_LATEST, ()) is not None:
                raise RefusesToSign(_NO_MEMORY)
            return
        _, size, root = read_checkpoint(last.text)
        head = self._reading.head()
        if head < size:
            detail = (
                f"{size} entries were signed and the log has {head}: it was restored"
                f" from an old copy. Bring back the newest, or see {_RECOVER}"
            )
            raise RefusesToSign(detail)
        if self.root(size) != root:
            detail = (
                f"the first {size} entries are not those that were signed: the log was"
                " altered, or went on from an old copy. `counterfoil verify` says"
                f" where; see {_RECOVER}"
            )
            raise RefusesToSign(detail)

    def _key_in_force(self) -> SigningKey:
        """The key that is here, which has to be the one that the log goes by."""
        state, key = self.state(), self.folder.key()
        named = state.vkey if state else None
        coming = self.folder.next_key()
        if coming is not None and str(coming.verifier) == named:
            self.folder.take_up_next()
            key = coming
        if key is None:
            _raise_unsigned()
        if str(key.verifier) != named:
            detail = (
                "the key that is here is not the one that the log goes by: bring that"
                " back from its backup, or name another by `counterfoil signer rotate`"
            )
            raise RefusesToSign(detail)
        return key

    def _fresh(self, position: int) -> Note:
        note = self.latest()
        if read_checkpoint(note.text).size < position:
            raise Unsigned(
                f"no checkpoint over #{position} is signed yet; ask in a minute"
            )
        return note

    def _keep(self, size: int, note: Note) -> None:
        with self.store.writing() as writing:
            if not writing.execute(_AT, (size,)):
                into = "INSERT INTO checkpoints (size, note)"
                writing.insert(into, [(size, str(note))])

    def _stored(self, sql: str, params: tuple[int, ...]) -> Note | None:
        rows = self.store.query(sql, params)
        return read_note(rows[0][0].encode()) if rows else None


_RECOVER: Final = "`counterfoil recover` in docs/operations.md"
_NO_MEMORY: Final = (
    "checkpoints were signed, and what was signed last is not beside the key: bring"
    f" the folder of the key back whole, or see {_RECOVER}"
)


def _raise_unsigned() -> NoReturn:
    raise Unsigned(_UNSIGNED)
