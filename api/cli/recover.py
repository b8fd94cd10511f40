"""`counterfoil recover`: two people say which entries a disaster has taken."""

from dataclasses import replace
from typing import Annotated

import typer

from api.cli.people import asker, found_account
from api.cli.words import Data, Keys
from api.opening import EVERYTHING, home_of, opened
from domain.log.recovering import confirm_loss, declare_loss


def recover(
    by: Annotated[str, typer.Option(help="Who says so: a name, an id or A-12.")],
    reason: Annotated[
        str | None, typer.Option(help="What happened; the first of the two says it.")
    ] = None,
    data: Data = None,
    keys: Keys = None,
    *,
    confirm: Annotated[
        bool, typer.Option("--confirm", help="The second of the two agrees.")
    ] = False,
) -> None:
    """Declares what was signed and is lost, and, once confirmed, signs anew.

    Bring back the newest copy first: what is declared lost is lost for good.
    """
    if not confirm and not reason:
        raise typer.BadParameter("say what happened: --reason", param_hint="--reason")
    with opened(home_of(data, keys)) as (register, _, reads):
        with reads.at(EVERYTHING) as view:
            person = replace(asker(), account=found_account(view, by))
        if confirm:
            verifier = confirm_loss(register, person)
            typer.echo("A new epoch has begun. Its heads are signed by")
            typer.echo(str(verifier))
            return
        lost = declare_loss(register, person, reason or "")
    typer.echo(f"Entries #{lost.first} to #{lost.last} are declared lost.")
    typer.echo(f"The log is proved to begin with the signed head of {lost.proved_to}.")
    typer.echo("Somebody else confirms it: counterfoil recover --confirm --by NAME")
