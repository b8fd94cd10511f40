"""One life of a process that writes until it is killed, or for a number of turns."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from multiprocessing.connection import Connection
from threading import Lock
from typing import NamedTuple
from uuid import UUID

from domain.log.register import Home, Register
from domain.log.submission import Outcome
from scripts.torture.acts import submit, three_at_once


class Ack(NamedTuple):
    """What a writer was told of one command: the `turn`-th on its risk."""

    risk: UUID
    turn: int
    outcome: Outcome

    @property
    def key(self) -> str:
        """The Idempotency-Key of the command."""
        return key_of(self.risk, self.turn)


def key_of(risk: UUID, turn: int) -> str:
    """The Idempotency-Key of a command, the same in every life."""
    return f"{risk}/{turn}"


def live(
    home: Home, reached: Mapping[UUID, int], turns: int | None, pipe: Connection
) -> None:
    """Writes with one thread a risk, from the turn that the risk has `reached`.

    That turn was acknowledged in an earlier life (unless it is 0) and is sent again:
    whoever lost an answer does the same. Every acknowledgement goes into the pipe
    before the next command is sent; a last None says that the register is closed.
    """
    register = Register(home)
    told = Lock()

    def write(risk: UUID, start: int) -> None:
        for turn in count(start) if turns is None else range(start, start + turns):
            key = key_of(risk, turn)
            outcome = submit(register, three_at_once(risk, key, turn), key)
            with told:
                pipe.send(Ack(risk, turn, outcome))

    with ThreadPoolExecutor(len(reached)) as pool:
        for done in [pool.submit(write, *item) for item in reached.items()]:
            done.result()
    register.close()
    pipe.send(None)
