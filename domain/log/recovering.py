"""The way on after a disaster: what was signed is gone, and two people say so.

The log goes on from where the backup ends, under a name of its own (a new epoch), so
that nobody takes the new entries for those that are lost.
"""

from typing import NamedTuple
from uuid import UUID

from domain.errors import RefusesToSign, RuleBroken, Unavailable
from domain.ledger.checkpoint import Checkpoint, read_checkpoint
from domain.ledger.note import Note, Verifier, is_name, read_note
from domain.log.desk import Act, WritingDesk
from domain.log.register import Register
from domain.log.signing_key import SigningKey
from domain.log.signing_keys import handing_on
from domain.log.submission import Asker, Submission
from domain.place import Place
from domain.signing import ConfirmLoss, DeclareLoss, Signing


class Lost(NamedTuple):
    """What is not there any more: entries from `first` to `last`.

    `proved_to` is the size of the last signed head that the log still begins with;
    entries after it and before `first` stand as they were restored, unproved.
    """

    first: int
    last: int
    proved_to: int
    note: Note


def find_loss(register: Register) -> Lost:
    """What was signed and is not in the log. Raises RuleBroken if nothing is."""
    signer = register.signer
    note = signer.folder.last()
    if note is None:
        detail = (
            "what was signed last is not beside the key: bring the folder of the key"
            " back, or put the last checkpoint that anybody holds there as `last`"
        )
        raise RefusesToSign(detail)
    try:
        signer.refuse_rewound(note)
    except RefusesToSign:
        last = read_checkpoint(note.text)
        proved = _proved_to(register)
        # Entries up to here came back; if they came back changed, none did.
        head = register.reading.head()
        first = head + 1 if head < last.size else proved + 1
        return Lost(first, last.size, proved, note)
    detail = "the log begins with all that was signed: nothing is lost"
    raise RuleBroken(detail, rule="nothing-lost")


def declare_loss(register: Register, asker: Asker, reason: str) -> Lost:
    """The first of two people says what is lost. Raises what `find_loss` does."""
    lost = find_loss(register)
    command = DeclareLoss(
        last_signed=str(lost.note),
        proved_to=lost.proved_to,
        lost_from=lost.first,
        reason=reason,
    )
    act = _act(register.signer.stream, "declare_loss", command)
    register.submit(Submission(act, asker))
    return lost


def confirm_loss(register: Register, asker: Asker) -> Verifier:
    """The second agrees; from here on heads are signed in a new epoch.

    Raises RuleBroken if nobody declared a loss, FourEyes for who declared it.
    """
    signer = register.signer
    state = signer.state()
    if state is None or state.declared is None:
        detail = "nobody has declared a loss; the first of two people does that"
        raise RuleBroken(detail, rule="no-loss-declared")
    key = SigningKey.made(_epoch_name(signer.origin(), state.epoch + 1))
    old, over = signer.folder.key(), None
    if old is not None:
        over = str(old.sign(handing_on(register.log_id, key.verifier)))
    command = ConfirmLoss(vkey=str(key.verifier), signed_over=over)
    signer.folder.keep_next(key)
    act = _act(signer.stream, "confirm_loss", command)
    register.submit(Submission(act, asker))
    signer.sign()
    return key.verifier


def _act(stream: UUID, operation: str, command: DeclareLoss | ConfirmLoss) -> Act:
    def act(desk: WritingDesk) -> UUID:
        desk.authorise(operation, Place())
        known = desk.known(stream)
        state = known.state if known is not None else Signing()
        if not isinstance(state, Signing):
            raise TypeError(stream)
        occasion = desk.occasion(command)
        if isinstance(command, ConfirmLoss):
            facts = state.confirm_loss(command, occasion)
        else:
            facts = state.declare_loss(command, occasion)
        desk.record(Signing, stream, facts)
        return stream

    return act


def _proved_to(register: Register) -> int:
    """The size of the last stored head that the log still begins with, 0 if none."""
    head = register.reading.head()
    rows = register.store.query(
        "SELECT note FROM checkpoints WHERE size <= ? ORDER BY size DESC", (head,)
    )
    for (said,) in rows:
        found: Checkpoint = read_checkpoint(read_note(said.encode()).text)
        if register.signer.root(found.size) == found.root:
            return found.size
    return 0


def _epoch_name(origin: str, epoch: int) -> str:
    name = f"{origin}/epoch-{epoch}"
    if not is_name(name):
        raise Unavailable(f"{name!r} cannot sign")
    return name
