"""The file of --trust: whom somebody who checks has been told to trust."""

from pathlib import Path
from typing import Annotated

import typer

from api.cli.words import fail
from domain.ledger.note import BadNote
from domain.ledger.trust import Trust, read_trust
from domain.log.verdict import Code

TrustFile = Annotated[
    Path,
    typer.Option(
        "--trust",
        help="Whom you trust, told by another way: public keys of logs and witnesses,"
        " one a line, and certificates of timestamping authorities as PEM.",
    ),
]


def trust_in(file: Path) -> Trust:
    """Whom a file names; ends the command for one that holds anything else."""
    try:
        return read_trust(file.read_text(encoding="utf-8"))
    except (BadNote, UnicodeDecodeError) as error:
        fail(f"{file}: {error}", Code.UNTRUSTED)
        raise
