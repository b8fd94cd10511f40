"""The key that checkpoints are signed by: made, shown and renewed at the machine."""

from typing import Annotated

import typer

from api.cli.people import asker
from api.cli.words import Data, Keys
from api.opening import home_of, opened_register
from domain.ledger.note import Verifier
from domain.log.register import Register
from domain.log.signing_keys import create_key, rotate_key

signer = typer.Typer(no_args_is_help=True)


@signer.command("create")
def create_signer(data: Data = None, keys: Keys = None) -> None:
    """Makes the key that signs checkpoints, and signs the first."""
    with opened_register(home_of(data, keys)) as register:
        _told(register, create_key(register, asker()))


@signer.command("rotate")
def rotate_signer(
    reason: Annotated[str, typer.Option(help="Why.")],
    data: Data = None,
    keys: Keys = None,
    *,
    lost: Annotated[
        bool,
        typer.Option(
            "--lost", help="The old key is gone: it cannot vouch for the new one."
        ),
    ] = False,
) -> None:
    """Puts a new key in the place of the one in force, which vouches for it."""
    with opened_register(home_of(data, keys)) as register:
        _told(register, rotate_key(register, asker(), reason, lost=lost))


@signer.command("show")
def show_signer(data: Data = None, keys: Keys = None) -> None:
    """Prints the public keys, the one in force last: what an auditor trusts."""
    with opened_register(home_of(data, keys)) as register:
        for verifier in register.signer.verifiers():
            typer.echo(str(verifier))


def _told(register: Register, verifier: Verifier) -> None:
    typer.echo(f"The key is in {register.signer.folder.folder}: back it up by itself,")
    typer.echo("never with the log. Give auditors its public half, by another way than")
    typer.echo("the register:")
    typer.echo(str(verifier))
