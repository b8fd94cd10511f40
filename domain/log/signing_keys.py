"""Makes signing keys and puts others in their place, each by an entry of the log."""

from typing import Final
from uuid import UUID

from domain.errors import RuleBroken, Unsigned
from domain.ledger.note import Verifier, is_name
from domain.log.desk import Act, WritingDesk
from domain.log.register import Register
from domain.log.signing_key import SigningKey
from domain.log.submission import Asker, Submission
from domain.place import Place
from domain.signing import AdoptKey, Signing

# What a key says of the next one, with the id of the log and the new public key.
HANDED_ON: Final = "counterfoil/next-signing-key/v1"


def create_key(register: Register, asker: Asker) -> Verifier:
    """Makes the first key of a register and signs a first checkpoint.

    Raises RuleBroken if there is one, or the log's name cannot sign.
    """
    state = register.signer.state()
    if state is not None and state.vkey is not None:
        detail = f"the register signs by {state.vkey} already; see `signer rotate`"
        raise RuleBroken(detail, rule="signing-key-over")
    key = SigningKey.made(_signing_name(register))
    return _put_in_force(register, asker, key, None, None)


def rotate_key(
    register: Register, asker: Asker, reason: str | None = None, *, lost: bool = False
) -> Verifier:
    """Puts a new key in the place of the one in force, which vouches for it.

    A key that is `lost` vouches for none: whoever trusted it has to be told of the new
    one. Raises Unsigned if the key in force is not here and not said to be lost.
    """
    signer = register.signer
    state, old = signer.state(), signer.folder.key()
    if state is None or state.vkey is None:
        raise Unsigned("there is no key yet; `counterfoil signer create` makes one")
    key = SigningKey.made(_name_of(state.vkey))
    over = None
    if not lost:
        if old is None or str(old.verifier) != state.vkey:
            detail = f"the key in force, {state.vkey}, is not here; say --lost if so"
            raise Unsigned(detail)
        over = str(old.sign(handing_on(register.log_id, key.verifier)))
    return _put_in_force(register, asker, key, over, reason)


def handing_on(log_id: UUID, to: Verifier) -> str:
    """What the old key signs of the new one."""
    return handing_on_text(str(log_id), str(to))


def handing_on_text(log_id: str, vkey: str) -> str:
    """The same from what was written down."""
    return f"{HANDED_ON}\n{log_id}\n{vkey}\n"


def _put_in_force(
    register: Register,
    asker: Asker,
    key: SigningKey,
    over: str | None,
    reason: str | None,
) -> Verifier:
    vkey = str(key.verifier)
    register.signer.folder.keep_next(key)
    command = AdoptKey(vkey=vkey, signed_over=over, reason=reason)
    register.submit(Submission(_adopt(register.signer.stream, command), asker))
    register.signer.folder.take_up_next()
    register.signer.sign()
    return key.verifier


def _adopt(stream: UUID, command: AdoptKey) -> Act:
    def act(desk: WritingDesk) -> UUID:
        desk.authorise("adopt_signing_key", Place())
        known = desk.known(stream)
        state = known.state if known is not None else Signing()
        if not isinstance(state, Signing):
            raise TypeError(stream)
        desk.record(Signing, stream, state.adopt(command, desk.occasion(command)))
        return stream

    return act


def _signing_name(register: Register) -> str:
    origin = register.signer.origin()
    if not is_name(origin):
        detail = (
            f"the name of this log, {origin!r}, cannot sign: a name that signs has"
            " neither spaces nor a plus. It was given by `init --origin`"
        )
        raise RuleBroken(detail, rule="signing-name")
    return origin


def _name_of(vkey: str) -> str:
    return vkey.partition("+")[0]
