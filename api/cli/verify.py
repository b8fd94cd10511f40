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
from api.cli.words import Data, Keys, fail
from api.opening import home_of, require
from domain.errors import Unavailable
from domain.ledger.checkpoint import Checkpoint, read_checkpoint
from domain.ledger.note import BadNote, Verifier, read_note, read_vkey
from domain.log.home import Home, open_store
from domain.log.opening import NoRegister, open_log
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
            help="Public keys, one a line, that you were given by another way. For the"
            " register itself the key in its own folder is trusted, if none is named."
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

    Ends with 0 or 11 if all is well; 20 tampered, 21 diverged from a known head,
    22 incomplete, 23 lost as declared, 30 unreadable, 40 signed by no trusted key.
    """
    if bundle is not None:
        raise typer.Exit(_verify_bundle(bundle, trust, known_head))
    home = home_of(data, keys)
    require(home)
    try:
        verified, code_at = _verify_register(home, trust, known_head)
    except NotVerified as found:
        _tell(found)
        raise typer.Exit(found.code) from None
    typer.echo(str(Code.UNANCHORED))
    typer.echo(f"  {verified.size} entries, {verified.sealed} of them sealed,")
    typer.echo(f"  under {verified.signed} signed heads")
    if code_at is not None:
        typer.echo(f"  begins with the head of that code, of {code_at} entries")
    raise typer.Exit(Code.UNANCHORED)


def _verify_register(
    home: Home, trust: Path | None, known_head: str | None
) -> tuple[Verified, int | None]:
    store = open_store(home)
    try:
        verified = verify_store(store, _against(home, store, trust, known_head))
    except NoRegister as error:
        raise NotVerified(Code.INCOMPLETE, str(error), 1) from None
    except (sqlite3.Error, psycopg.Error, Unavailable, UnicodeDecodeError) as error:
        raise NotVerified(Code.MALFORMED, f"the store is unreadable: {error}") from None
    finally:
        store.close()
    return verified, verified.code_at


def _against(
    home: Home, store: Store, trust: Path | None, known_head: str | None
) -> Against:
    """What the register is held against: what its key signed last is known, too."""
    folder = KeyFolder(home.signer_of(open_log(store)))
    key, last = folder.key(), folder.last()
    trusted = _trusted(trust) if trust else [key.verifier] if key else []
    heads = [] if last is None else [read_checkpoint(last.text)]
    if known_head is None:
        return Against(trusted, heads)
    head = _known(known_head)
    if isinstance(head, str):
        return Against(trusted, heads, head)
    return Against(trusted, [head, *heads])


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


def _trusted(trust: Path) -> list[Verifier]:
    lines = (line.strip() for line in trust.read_text(encoding="utf-8").splitlines())
    try:
        return [read_vkey(line) for line in lines if line and not line.startswith("#")]
    except BadNote as error:
        fail(f"{trust}: {error}", Code.UNTRUSTED)
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
