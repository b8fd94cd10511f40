"""A register from its opening on: init, serve, rebuild."""

from typing import Annotated

import typer

from api.cli.people import asker
from api.cli.words import Data, Keys, fail
from api.launching import serve as launch
from api.opening import holds_register, home_of, opened, opened_register, require
from api.software import note_software, running
from domain.errors import Unavailable
from domain.log.register import Register, init_register, migrate
from domain.log.signing_keys import create_key


def init(
    origin: Annotated[
        str,
        typer.Option(
            help="A name for this log that nobody else has, such as"
            " register.northmoor.example/2026."
        ),
    ],
    authority: Annotated[str, typer.Option(help="Whose register it is.")],
    data: Data = None,
    keys: Keys = None,
    *,
    keep: Annotated[
        bool,
        typer.Option(
            "--keep",
            help="Where there is a register, only bring its tables up to date.",
        ),
    ] = False,
) -> None:
    """Opens an empty register."""
    home = home_of(data, keys)
    if keep and holds_register(home):
        migrate(home)
        typer.echo("There is a register; its tables are up to date.")
        return
    init_register(home, origin, authority)
    with opened_register(home) as register:
        verifier = create_key(register, asker())
        folder = register.signer.folder.folder
    where = home.data if home.url is None else f"schema {home.schema}"
    typer.echo(f"Opened the register of {authority} in {where}.")
    typer.echo(f"Its heads are signed by {verifier}")
    typer.echo(f"whose secret half is in {folder}: back it up by itself.")
    typer.echo("Next: counterfoil account create NAME --role administrator")
    typer.echo("      counterfoil key create NAME")
    typer.echo("      counterfoil serve")


def serve(
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="The port to listen on.")] = 8000,
    workers: Annotated[int, typer.Option(min=1, help="How many processes.")] = 1,
    data: Data = None,
    keys: Keys = None,
) -> None:
    """Serves the register, until it is told to stop."""
    home = home_of(data, keys)
    require(home)
    migrate(home)
    with opened_register(home) as register:
        authority = next(iter(register.reading.history(register.log_id))).fact.authority
        _note_software(register)
    typer.echo(f"{authority}: http://{host}:{port} (described at /docs)")
    launch(home, host, port, workers)


def _note_software(register: Register) -> None:
    """A log that takes no entry now is served all the same, and says so."""
    try:
        note_software(register, running())
    except Unavailable as error:
        typer.echo(f"This program is not noted in the log: {error.detail}", err=True)


def rebuild(
    data: Data = None,
    keys: Keys = None,
    *,
    check: Annotated[
        bool, typer.Option("--check", help="Only compare what is read with the log.")
    ] = False,
) -> None:
    """Builds what is read anew from the log, beside the old, and swaps it in."""
    with opened(home_of(data, keys)) as register:
        if not check:
            name = register.generations.rebuild()
            typer.echo(
                f"Rebuilt to position {register.register.reading.head()}: {name}"
            )
            return
        differing = register.generations.check()
    if differing:
        fail(
            f"what is read differs from the log in {', '.join(differing)};"
            " `counterfoil rebuild` builds it anew"
        )
    typer.echo("What is read is what the log says, table by table.")
