"""What others sign of the log: `counterfoil anchor` and `counterfoil witness`."""

from pathlib import Path
from typing import Annotated

import typer

from api.cli.trusting import TrustFile, trust_in
from api.cli.words import Data, Keys, fail
from api.opening import home_of, opened_register
from domain.ledger.checkpoint import Checkpoint
from domain.ledger.head_code import head_code
from domain.ledger.note import BadNote, read_note
from domain.log.anchoring import Anchored, Anchors
from domain.log.register import Register

anchor = typer.Typer(no_args_is_help=True)
witness = typer.Typer(no_args_is_help=True)

Out = Annotated[Path, typer.Option(help="Where to.")]
Size = Annotated[
    int | None,
    typer.Option(min=1, help="Of which signed head; left out: of all there is."),
]


@anchor.command("request")
def request_timestamp(
    out: Out, size: Size = None, data: Data = None, keys: Keys = None
) -> None:
    """Writes what a timestamping authority is sent for a head (RFC 3161, .tsq)."""
    with opened_register(home_of(data, keys)) as register:
        head, body = Anchors(register.signer).timestamp_request(size)
    out.write_bytes(body)
    _tell_head(head)
    typer.echo(f"Send {out} to the authority, as application/timestamp-query, and take")
    typer.echo("its reply in: counterfoil anchor add REPLY --trust FILE")


@anchor.command("add")
def add_timestamp(
    reply: Annotated[Path, typer.Argument(help="What the authority replied (.tsr).")],
    trust: TrustFile,
    data: Data = None,
    keys: Keys = None,
) -> None:
    """Takes in a timestamping authority's reply, and keeps it beside the head."""
    with opened_register(home_of(data, keys)) as register:
        trusted = trust_in(trust).certificates
        head, found = Anchors(register.signer).add_timestamp(
            reply.read_bytes(), trusted
        )
        _tell_head(head)
        typer.echo(f"Stamped at {found.stamped_at:%Y-%m-%d %H:%M:%S} UTC by {found.by}")
        _tell_standing(register)


@anchor.command("show")
def show_anchors(data: Data = None, keys: Keys = None) -> None:
    """Says how far others vouch for the log, and lists what they have signed."""
    with opened_register(home_of(data, keys)) as register:
        _tell_standing(register)
        for head in Anchors(register.signer).before(limit=100):
            _tell_anchored(head)


@witness.command("request")
def request_cosignature(
    out: Out,
    known: Annotated[
        int | None,
        typer.Option(
            min=0,
            help="The size that this witness has signed last; left out: the newest head"
            " that any witness signed. A witness that says 409 names its own.",
        ),
    ] = None,
    size: Size = None,
    data: Data = None,
    keys: Keys = None,
) -> None:
    """Writes what a witness is sent: a head, and proof that the log only grew."""
    with opened_register(home_of(data, keys)) as register:
        head, body = Anchors(register.signer).witness_request(known, size)
    out.write_bytes(body)
    _tell_head(head)
    typer.echo(
        f"Send {out} to the witness (C2SP tlog-witness: POST add-checkpoint), and"
    )
    typer.echo("take its answer in: counterfoil witness add ANSWER --trust FILE")


@witness.command("add")
def add_cosignature(
    answer: Annotated[
        Path,
        typer.Argument(help="The head with the witness's line under it, or that line."),
    ],
    trust: TrustFile,
    size: Annotated[
        int | None,
        typer.Option(min=1, help="Of which head, where the answer is a line alone."),
    ] = None,
    data: Data = None,
    keys: Keys = None,
) -> None:
    """Takes in what a witness has signed, and keeps it beside the head."""
    with opened_register(home_of(data, keys)) as register:
        said = answer.read_bytes()
        if size is not None:
            said = Anchors(register.signer).head(size).text.encode() + b"\n" + said
        trusted = trust_in(trust).witnesses
        try:
            note = read_note(said)
        except BadNote as error:
            fail(f"{answer}: {error}. A line alone needs --size, the size of its head")
            raise
        head, found = Anchors(register.signer).add_cosignatures(note, trusted)
        _tell_head(head)
        for one in found:
            when = f"{one.signed_at:%Y-%m-%d %H:%M:%S} UTC"
            typer.echo(f"Signed by the witness {one.witness.name} at {when}")
        _tell_standing(register)


def _tell_head(head: Checkpoint) -> None:
    typer.echo(f"Head: {head.size} entries, code {head_code(head.root)}")


def _tell_standing(register: Register) -> None:
    standing, size = Anchors(register.signer).standing(), register.reading.head()
    grade = standing.grade(size)
    typer.echo(f"{grade}, of {size} entries")
    for line in (*standing.vouched(), grade.words):
        typer.echo(f"  {line}")


def _tell_anchored(head: Anchored) -> None:
    typer.echo(f"#{head.checkpoint.size}  {head_code(head.checkpoint.root)}")
    for one in head.cosignatures:
        when = f"{one.signed_at:%Y-%m-%d %H:%M:%S} UTC"
        typer.echo(f"  witnessed {when} by {one.witness}")
    for stamped in head.timestamps:
        when = f"{stamped.timestamp.stamped_at:%Y-%m-%d %H:%M:%S} UTC"
        typer.echo(f"  stamped {when} by {stamped.timestamp.by}")
