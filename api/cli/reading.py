"""Keeps what the command line tells of what is withheld from others, before it does.

Whoever works at the machine has no account there, and passes every right. In the log of
reads it is the program itself that read, for the user of the machine with this number:
no name, as no entry has one.
"""

import os
from typing import Annotated
from uuid import uuid4

import typer

from api.cli.words import fail
from api.opening import EVERYTHING, Opened
from api.refusals import Invalid
from api.witness import checked, words_in
from domain.log.read_entry import Read
from domain.log.read_log import ReadLog
from domain.rights import SYSTEM
from projections.withheld import RememberedWithheld

ROLE = "cli"
Purpose = Annotated[
    str | None,
    typer.Option(
        metavar="WORDS",
        help="What it is for: kept with it in the log of reads, where it tells what is"
        " withheld from others.",
    ),
]


def keep_read(
    opened: Opened,
    operation: str,
    at: int,
    told: bytes | None,
    purpose: str | None = None,
) -> None:
    """Keeps that restricted things or names are told, as known at a position.

    `told` is JSON, None for a file that holds all there is. Raises Unavailable if it
    cannot be kept: then nothing is to be told.
    """
    words = words_in(told or b"")
    with opened.reads.at(EVERYTHING) as view:
        withheld = RememberedWithheld().of(view)
    records = {withheld.restricted[name] for name in withheld.restricted.keys() & words}
    people = withheld.people & words
    if told is not None and not (records or people):
        return
    register = opened.register
    log = ReadLog(
        register.store,
        register.log_id,
        register.sources.clock,
        register.sources.salt,
    )
    read = Read(
        by=SYSTEM.account,
        auth=user(),
        grants=(),
        roles=(ROLE,),
        request=uuid4(),
        operation=operation,
        at=at,
        records=sorted(records),
        people=sorted(people),
        purpose=purpose,
    )
    log.keep(read)


def user() -> str:
    """Who runs the program, by the number that the system knows them under."""
    number = getattr(os, "getuid", None)
    return ROLE if number is None else f"{ROLE}:{number()}"


def read_purpose(said: str | None) -> str | None:
    """A purpose as it was typed; the command ends where it is none."""
    try:
        return None if said is None else checked(said)
    except Invalid as invalid:
        fail(f"--purpose {invalid.faults[0].message}")
        raise
