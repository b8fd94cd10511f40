"""The auditor's bundle: `counterfoil bundle`."""

from pathlib import Path
from typing import Annotated

import typer

from api.bundle_file import Asked, write_bundle
from api.cli.reading import Purpose, keep_read, read_purpose
from api.cli.words import Data, Keys
from api.opening import home_of, opened
from domain.ledger.head_code import head_code


def bundle(  # noqa: PLR0913, PLR0917 - one parameter an option
    out: Annotated[Path, typer.Option(help="Where to.")],
    first: Annotated[
        int, typer.Option("--from", min=1, help="The first position.")
    ] = 1,
    last: Annotated[
        int | None,
        typer.Option("--to", min=1, help="The last position; left out: all there is."),
    ] = None,
    scope: Annotated[
        list[str] | None,
        typer.Option(
            help="Only the values of this contract and what hangs on it, C-212; may be"
            " given several times. The other entries are there without values.",
            show_default=False,
        ),
    ] = None,
    data: Data = None,
    keys: Keys = None,
    purpose: Purpose = None,
) -> None:
    """Writes what an auditor verifies alone: entries, values, proofs, signed head."""
    asked = Asked(first, last, tuple(scope or ()))
    what_for = read_purpose(purpose)
    with opened(home_of(data, keys)) as register:
        at = register.register.reading.head()
        keep_read(register, "get_audit_bundle_file", at, None, what_for)
        head = write_bundle(register, asked, out)
    typer.echo(f"Wrote entries #{first} to #{last or head.size} to {out}.")
    typer.echo(f"Head: {head.size} entries, code {head_code(head.root)}")
    typer.echo("Names of people are not in it; what is restricted is. Elsewhere:")
    typer.echo(f"  python3 -I -S verify_register.py {out.name} --trust KEYS")
