"""`counterfoil`: everything that is done at the register's own machine."""

import typer

from api.cli import (
    accounts,
    anchor,
    as_at,
    audit,
    backup,
    bundle,
    demo,
    doctor,
    erasures,
    import_files,
    keys,
    recover,
    register,
    reports,
    signer,
    verify,
)
from api.cli.words import PlainWords

app = typer.Typer(
    cls=PlainWords,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_show_locals=False,
    help="Counterfoil, the register of contracts, changes and risks of a commissioner.",
    epilog="Every option can come from the environment, too: COUNTERFOIL_DATA,"
    " COUNTERFOIL_KEYS, COUNTERFOIL_DATABASE_URL.",
)
app.command("demo")(demo.demo)
app.command("init")(register.init)
app.command("serve")(register.serve)
app.command("import")(import_files.import_files)
app.command("as-at")(as_at.as_at)
app.command("audit")(audit.audit)
app.command("export")(backup.export)
app.command("restore")(backup.restore)
app.command("recover")(recover.recover)
app.command("verify")(verify.verify)
app.command("bundle")(bundle.bundle)
app.command("rebuild")(register.rebuild)
app.command("doctor")(doctor.doctor)
app.add_typer(accounts.accounts, name="account", help="People who may come in.")
app.add_typer(
    signer.signer, name="signer", help="The key that signs the heads of the log."
)
app.add_typer(
    anchor.anchor, name="anchor", help="Timestamps of heads, and what others signed."
)
app.add_typer(anchor.witness, name="witness", help="Witnesses' signatures of heads.")
app.add_typer(
    erasures.erasures, name="erasures", help="What was erased, and that it stays so."
)
app.add_typer(reports.reports, name="report", help="Reports, as files.")
app.add_typer(keys.keys, name="key", help="The keys they come in with.")
