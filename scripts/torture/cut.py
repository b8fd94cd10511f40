"""Cuts the connections to PostgreSQL, as a restart or a network does: all goes on."""

import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from itertools import count
from multiprocessing.connection import Connection
from threading import Event, Lock
from uuid import UUID

import psycopg

from domain.errors import Unavailable
from domain.log.register import Home, Register
from domain.log.submission import Outcome
from scripts.places import tables
from scripts.torture.acts import enter, scored, sent
from scripts.torture.audit import Broken, require, require_gapless, require_sealed
from scripts.torture.processes import Child, started

BETWEEN = 0.3  # seconds at most between two cuts
CUT = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
Told = tuple[str, Outcome | str]


def write_on(home: Home, risks: list[UUID], pipe: Connection) -> None:
    """Scores risks, a thread each, until it hears a word; sends again what it must.

    Tells each outcome with its key, and what went wrong otherwise than it may.
    """
    stopped, telling = Event(), Lock()
    with closing(Register(home)) as register:

        def write(risk: UUID) -> None:
            for turn in count():
                told = _asked(register, risk, turn)
                with telling:
                    pipe.send(told)
                if stopped.is_set() or isinstance(told[1], str):
                    return

        with ThreadPoolExecutor(len(risks)) as pool:
            done = [pool.submit(write, risk) for risk in risks]
            pipe.recv()
            stopped.set()
            for one in done:
                one.result()
    pipe.send(None)


def _asked(register: Register, risk: UUID, turn: int) -> Told:
    """One command, sent until it is answered: unavailable means try again."""
    key = f"{risk}/{turn}"
    while True:
        submission = sent(scored(risk, key, turn), key)
        submission.hints = (risk,)  # as the API does
        try:
            return key, register.submit(submission)
        except Unavailable:
            continue
        except Exception as error:  # noqa: BLE001 - whatever it is, it is told
            return key, f"{type(error).__name__}: {error}"


def connections_cut(
    home: Home, *, cuts: int = 40, writers: int = 4, seed: int = 1
) -> Counter[str]:
    """Cuts all connections of a writing process again and again.

    Commands may be told that the register is unavailable, and nothing else; once
    there are connections again, everything goes on. Counts what happened.
    """
    if home.url is None:
        return Counter({"connections to cut": 0})
    chance = random.Random(seed)  # noqa: S311 - when to cut, so that it is repeatable
    with closing(Register(home)) as register:
        risks = [enter(register, f"risk {n}") for n in range(writers)]
        log_id = register.log_id
    outcomes: dict[str, Outcome] = {}
    with (
        started(write_on, home, risks) as child,
        psycopg.connect(home.url, autocommit=True) as server,
    ):
        for _ in range(cuts):
            _note(outcomes, child.hear())
            for told in child.heard_for(chance.uniform(0, BETWEEN)):
                _note(outcomes, told)
            server.execute(CUT)
        _end(child, outcomes)
    with tables(home) as store:
        with store.writing() as writing:
            head = require_gapless(writing)
        require_sealed(store, log_id)
    positions = sorted(outcome.position for outcome in outcomes.values())
    require(positions == list(range(writers + 2, head + 1)), "other events than told")
    return Counter(cuts=cuts, acknowledged=len(outcomes))


def _end(child: Child, outcomes: dict[str, Outcome]) -> None:
    child.pipe.send("stop")
    while (told := child.hear()) is not None:
        _note(outcomes, told)


def _note(outcomes: dict[str, Outcome], told: Told) -> None:
    key, outcome = told
    require(key not in outcomes, f"{key} was answered twice")
    if isinstance(outcome, str):
        raise Broken(f"{key} was answered {outcome}")
    outcomes[key] = outcome
