"""`counterfoil verify`: whether a register, or a bundle, is what was signed."""

import re
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Annotated, Final

import psycopg
import typer

import api
from api.cli.trusting import trust_in
from api.cli.words import Data, Keys, fail
from api.opening import home_of, require
from domain.errors import Unavailable
from domain.ledger.checkpoint import Checkpoint, read_checkpoint
from domain.ledger.note import BadNote, read_note
from domain.ledger.trust import NOBODY
from domain.log.home import Home, open_store
from domain.log.opening import NoRegister, open_log
from domain.log.read_log import ReadLog
from domain.log.sealing import LedgerBroken
from domain.log.signing_key import KeyFolder
from domain.log.store import Store
from domain.log.verdict import Code, NotVerified
from domain.log.verifying import Against, Verified, verify_store

# Beside the packages where the project lies, among them where it is installed.
_PLACES: Final = ("../scripts/verify_register.py", "verify_register.py")
_CODE: Final = re.compile(r"[A-Za-z2-7]{20}")


def verify(
    bundle: Annotated[
        Path | None,
        typer.Argument(help="An auditor's bundle; left out: the register itself."),
    ] = None,
    trust: Annotated[
        Path | None,
        typer.Option(
            help="Whom you trust, told by another way: public keys of logs and of"
            " witnesses, one a line, and certificates of timestamping authorities as"
            " PEM. For the register itself the key in its own folder is trusted, if"
            " none is named."
        ),
    ] = None,
    known_head: Annotated[
        str | None,
        typer.Option(
            metavar="FILE|CODE",
            help="An earlier checkpoint, or the twenty characters on a printed report.",
        ),
    ] = None,
    data: Data = None,
    keys: Keys = None,
) -> None:
    """Checks every entry, the tree over them, and who signed it.

    Ends with 0 (witnessed), 10 (timestamped) or 11 (signed by its own key alone) if
    all is well; 20 tampered, 21 diverged from a known head, 22 incomplete, 23 lost as
    declared, 30 unreadable, 40 signed by no trusted key.
    """
    if bundle is not None:
        raise typer.Exit(_verify_bundle(bundle, trust, known_head))
    home = home_of(data, keys)
    require(home)
    try:
        verified = _verify_register(home, trust, known_head)
    except NotVerified as found:
        _tell(found)
        if found.code is Code.DIVERGED and known_head is None:
            typer.echo("  The key here has signed that; if it is lost for good, see")
            typer.echo("  `counterfoil recover`.")
        raise typer.Exit(found.code) from None
    raise typer.Exit(_tell_verified(verified))


def _tell_verified(verified: Verified) -> Code:
    """Says what was verified, and by whom it is vouched for."""
    grade = verified.standing.grade(verified.size)
    typer.echo(str(Code[grade]))
    typer.echo(f"  {verified.size} entries, {verified.sealed} of them sealed,")
    typer.echo(f"  under {verified.signed} signed heads")
    if verified.code_at is not None:
        said = f"of {verified.code_at} entries"
        typer.echo(f"  begins with the head of that code, {said}")
    for line in verified.standing.vouched():
        typer.echo(f"  {line}")
    typer.echo(f"  {grade.words}")
    return Code[grade]


def _verify_register(
    home: Home, trust: Path | None, known_head: str | None
) -> Verified:
    store = open_store(home)
    try:
        verified = verify_store(store, _against(home, store, trust, known_head))
        _verify_reads(store)
    except NoRegister as error:
        raise NotVerified(Code.INCOMPLETE, str(error), 1) from None
    except (sqlite3.Error, psycopg.Error, Unavailable, UnicodeDecodeError) as error:
        raise NotVerified(Code.MALFORMED, f"the store is unreadable: {error}") from None
    finally:
        store.close()
    return verified


def _verify_reads(store: Store) -> None:
    """The log of reads, which has a tree of its own. Raises NotVerified."""
    try:
        broken = ReadLog(store, open_log(store)).broken_at()
    except (LedgerBroken, ValueError, KeyError) as error:
        raise NotVerified(Code.TAMPERED, f"the log of reads: {error}") from None
    if broken is not None:
        reason = f"read {broken} in the log of reads is not as its tree has it"
        raise NotVerified(Code.TAMPERED, reason)


def _against(
    home: Home, store: Store, trust: Path | None, known_head: str | None
) -> Against:
    """What the register is held against: what its key signed last is known, too."""
    folder = KeyFolder(home.signer_of(open_log(store)))
    key, last = folder.key(), folder.last()
    others = trust_in(trust) if trust else NOBODY
    trusted = others.keys if trust else (key.verifier,) if key else ()
    heads = [] if last is None else [read_checkpoint(last.text)]
    head = None if known_head is None else _known(known_head)
    if isinstance(head, Checkpoint):
        return Against(trusted, [head, *heads], others=others)
    return Against(trusted, heads, head, others)


def _known(said: str) -> Checkpoint | str:
    """A checkpoint from a file, or a code: typed, or alone in a file."""
    path = Path(said)
    data = path.read_bytes() if path.is_file() else said.encode()
    plain = "".join(data.decode(errors="replace").split()).replace("-", "")
    if _CODE.fullmatch(plain):
        return plain
    try:
        return read_checkpoint(read_note(data).text)
    except BadNote as error:
        fail(f"{said} is neither a checkpoint nor a head code: {error}", 30)
        raise


def _verify_bundle(bundle: Path, trust: Path | None, known_head: str | None) -> int:
    """Has the stand-alone verifier look: it shares nothing with what wrote it."""
    here = Path(api.__file__).parent
    found = [here / place for place in _PLACES if (here / place).is_file()]
    if not found:
        fail("verify_register.py is not installed; it lies in the project's scripts/")
    said = [sys.executable, "-I", "-S", str(found[0].resolve()), str(bundle)]
    if trust is not None:
        said += ["--trust", str(trust)]
    if known_head is not None:
        said += ["--known-head", known_head]
    return subprocess.run(said, check=False).returncode  # noqa: S603 - our own script


def _tell(found: NotVerified) -> None:
    typer.echo(str(found.code))
    if found.position is not None:
        typer.echo(f"  position: #{found.position}")
    if found.field is not None:
        typer.echo(f"  field: {found.field}")
    typer.echo(f"  {found.reason}")
