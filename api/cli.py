"""`counterfoil`: everything that is done at the register's own machine."""

import typer

from api import (
    cli_accounts,
    cli_as_at,
    cli_backup,
    cli_demo,
    cli_doctor,
    cli_import,
    cli_keys,
    cli_register,
)
from api.cli_words import PlainWords

app = typer.Typer(
    cls=PlainWords,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_show_locals=False,
    help="Counterfoil, the register of contracts, changes and risks of a commissioner.",
    epilog="Every option can come from the environment, too: COUNTERFOIL_DATA,"
    " COUNTERFOIL_KEYS, COUNTERFOIL_DATABASE_URL.",
)
app.command("demo")(cli_demo.demo)
app.command("init")(cli_register.init)
app.command("serve")(cli_register.serve)
app.command("import")(cli_import.import_files)
app.command("as-at")(cli_as_at.as_at)
app.command("export")(cli_backup.export)
app.command("restore")(cli_backup.restore)
app.command("rebuild")(cli_register.rebuild)
app.command("doctor")(cli_doctor.doctor)
app.add_typer(cli_accounts.accounts, name="account", help="People who may come in.")
app.add_typer(cli_keys.keys, name="key", help="The keys they come in with.")
