"""Takes the ground from under a writing process, again and again, and looks after.

A disaster is a store that can be struck: its machine loses power, its server is killed.
What was acknowledged before has to be there when it stands again.
"""

import os
import random
import sqlite3
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, closing, redirect_stdout, suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Protocol
from uuid import UUID

from domain.errors import Unavailable
from domain.log.register import Home, Register, init_register
from scripts.places import AUTHORITY, ORIGIN, tables
from scripts.torture.acts import enter
from scripts.torture.audit import require_sealed
from scripts.torture.kill import Witness, check_after_kill
from scripts.torture.life import live
from scripts.torture.processes import started

# Seconds at most from the first acknowledgement to the strike.
LONGEST = 2.0


class NotHere(RuntimeError):
    """What a torment needs is not on this machine; the message says what."""


class Ground(Protocol):
    """Where a register lies, which can be struck."""

    home: Home

    def standing(self) -> AbstractContextManager[None]:
        """The ground stands; at the end it is let down as it should be."""
        ...

    def strike(self) -> None:
        """It is struck: at once, and without a warning."""


def live_until_struck(
    home: Home, reached: Mapping[UUID, int], turns: int | None, pipe: Connection
) -> None:
    """As `live`, and ends without a word when the ground is gone."""
    gone = (Unavailable, sqlite3.OperationalError, OSError)
    with (
        Path(os.devnull).open("w", encoding="utf-8") as nowhere,
        redirect_stdout(nowhere),
        suppress(*gone),
    ):
        live(home, reached, turns, pipe)


def struck_again_and_again(
    ground: Ground,
    strikes: int,
    *,
    life: Callable[..., Any] = live_until_struck,
    writers: int = 4,
    seed: int = 1,
) -> Counter[str]:
    """Strikes so often while threads write; counts what was acknowledged meanwhile.

    Raises Broken at the first acknowledgement that is gone, done twice or by halves.
    """
    chance = random.Random(seed)  # noqa: S311 - when to strike, so that it is repeatable
    with ground.standing():
        init_register(ground.home, ORIGIN, AUTHORITY)
        with closing(Register(ground.home)) as register:
            risks = [enter(register, f"risk {n}") for n in range(writers)]
            log_id = register.log_id
    witness = Witness(dict.fromkeys(risks, 0))
    for _ in range(strikes):
        with ground.standing():
            reached = dict(witness.reached)
            with started(life, ground.home, reached, None) as child:
                witness.hear(child.hear())
                for ack in child.heard_for(chance.uniform(0, LONGEST)):
                    witness.hear(ack)
                ground.strike()
                for ack in child.kill():
                    witness.hear(ack)
        with ground.standing(), tables(ground.home) as store:
            check_after_kill(store, witness)
    with ground.standing():
        with closing(Register(ground.home)):  # it seals what is left as it closes
            pass
        with tables(ground.home) as store:
            require_sealed(store, log_id)
    witness.counts.update(strikes=strikes, acknowledged=len(witness.acks), lost=0)
    return witness.counts
