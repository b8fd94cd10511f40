"""`counterfoil demo`: a council to try everything on, in a few seconds."""

import socket
from pathlib import Path
from typing import Annotated

import typer

from api.cli.words import Keys, fail
from api.demo.making import AUTHORITY, Personas, demonstration, forget
from api.demo.story import personas
from api.demo.tampering import tamper
from api.launching import serve
from api.opening import home_of

HOST = "127.0.0.1"


def demo(
    port: Annotated[int, typer.Option(help="The port to listen on.")] = 8000,
    data: Annotated[
        Path | None,
        typer.Option(
            "--data",
            metavar="DIR",
            help="Where the demonstration is kept; ./data, or COUNTERFOIL_DATA.",
            show_default=False,
        ),
    ] = None,
    keys: Keys = None,
    *,
    reset: Annotated[
        bool, typer.Option("--reset", help="Begin anew, without what was tried.")
    ] = False,
    alter: Annotated[
        bool,
        typer.Option(
            "--tamper",
            help="Alter one past entry in the file, behind the register's back: look"
            " whether /audit and `counterfoil verify` find it.",
        ),
    ] = False,
) -> None:
    """Serves a demonstration council: people and firms invented, three years long."""
    home = home_of(data, keys)
    _require_free(port)
    if reset:
        forget(home)
    if alter and home.url is not None:
        fail("--tamper alters a file: leave COUNTERFOIL_DATABASE_URL out")
    keys_of_personas = demonstration(home)
    for line in welcome(port, keys_of_personas):
        typer.echo(line)
    if alter:
        tamper(home.data / "log.db")
        typer.echo("One past entry was altered in the file. Nobody has said which.")
    serve(home, HOST, port, 1, "demonstration")


def welcome(port: int, keys: Personas) -> list[str]:
    """The address, and a key for each persona."""
    address = f"http://{HOST}:{port}"
    lines = [
        f"{AUTHORITY}, a demonstration: open {address} and choose who to be",
        f"(described for programs at {address}/docs, with a key a persona)",
        "",
    ]
    for persona in personas():
        who = f"{persona.name}, {persona.post} ({persona.role.replace('_', ' ')})"
        lines.append(f"  {who:<68} {keys[persona.of]}")
    lines += [
        "",
        f'curl -H "Authorization: Bearer {keys["helena"]}" {address}/v1/risk-register',
        "",
        "Stop it with Ctrl-C; `counterfoil demo --reset` begins anew.",
    ]
    return lines


def _require_free(port: int) -> None:
    """Before anything is made: a server that cannot listen would say so last."""
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((HOST, port))
        except OSError:
            fail(f"something listens on port {port} already; choose another: --port")
