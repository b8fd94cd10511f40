"""Several processes at one log: writers, and a follower that may miss nothing."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from hashlib import sha256
from multiprocessing.connection import Connection
from uuid import UUID

from domain.log.register import Home, Register
from domain.log.store import SELECT, Row
from domain.log.submission import Outcome
from scripts.places import tables
from scripts.torture.acts import enter, scored, submit
from scripts.torture.audit import require, require_gapless, require_sealed
from scripts.torture.processes import Child, started

PAGE = 200
NOTHING_NEW = 200  # the status of a command that found things as it wants them


def write(
    home: Home, name: str, risks: list[UUID], turns: int, pipe: Connection
) -> None:
    """Scores each of the risks so many times, one thread a risk; tells the outcomes.

    It begins when it hears a word, so that all writers begin together.
    """
    with closing(Register(home)) as register:

        def score(risk: UUID, thread: int) -> list[tuple[str, Outcome]]:
            keys = [f"{name}/{thread}/{turn}" for turn in range(turns)]
            return [
                (key, submit(register, scored(risk, key, turn), key))
                for turn, key in enumerate(keys)
            ]

        pipe.send("ready")
        pipe.recv()
        with ThreadPoolExecutor(len(risks)) as pool:
            told = list(pool.map(score, risks, range(len(risks))))
    pipe.send([one for outcomes in told for one in outcomes])


def follow(home: Home, pipe: Connection) -> None:
    """Reads on after the last position it saw, until it is told the last there is.

    Tells how many events it saw and a hash of them all, in the order seen.
    """
    seen, digest, last = 0, sha256(), None
    with closing(Register(home)) as register:
        pipe.send("ready")
        while last is None or seen < last:
            for row in register.reading.rows(seen, PAGE):
                seen += 1
                if row[0] != seen:
                    pipe.send(f"#{seen} was not there when #{row[0]} was read")
                    return
                digest.update(_print(row))
            if last is None and pipe.poll():
                last = pipe.recv()
    pipe.send((seen, digest.digest()))


def four_writers_and_a_follower(
    home: Home, *, writers: int = 4, threads: int = 4, turns: int = 250
) -> Counter[str]:
    """No event may be missed by a process that follows while four others write.

    Counts what happened. Raises Broken for what was missed.
    """
    with closing(Register(home)) as register:
        log_id = register.log_id
        risks = [
            [enter(register, f"risk {w}.{t}") for t in range(threads)]
            for w in range(writers)
        ]
    with ExitStack() as stack:
        follower = stack.enter_context(started(follow, home))
        require(follower.hear() == "ready", "the follower did not begin")
        outcomes = list(_written(stack, home, risks, turns))
        with tables(home) as store:
            with store.writing() as writing:
                head = require_gapless(writing)
            follower.pipe.send(head)
            stored = sha256(b"".join(map(_print, store.query(f"{SELECT} ORDER BY 1"))))
            seen = follower.hear()
            require(seen == (head, stored.digest()), f"{head} events, and: {seen}")
            require_sealed(store, log_id)
    told = sorted(o.position for _, o in outcomes if o.status != NOTHING_NEW)
    born = 1 + writers * threads
    require(told == list(range(born + 1, head + 1)), "told of other positions")
    return Counter(writers=writers, acknowledged=len(outcomes), followed=head)


def all_on_one_stream(
    home: Home, *, writers: int = 4, threads: int = 4, turns: int = 100
) -> Counter[str]:
    """Sixteen writers on one stream: each version that is acknowledged is so once.

    Counts what happened. Raises Broken for a version given twice or to nobody.
    """
    with closing(Register(home)) as register:
        risk = enter(register, "the risk that everybody scores")
    with ExitStack() as stack:
        outcomes = list(_written(stack, home, [[risk] * threads] * writers, turns))
    changes = [(key, o) for key, o in outcomes if o.status != NOTHING_NEW]
    done = {o.version: (key, o) for key, o in changes}
    require(len(done) == len(changes), "a version was acknowledged twice")
    require(sorted(done) == list(range(2, len(done) + 2)), "a version to nobody")
    with closing(Register(home)) as register:
        for recorded in register.reading.history(risk)[1:]:
            key, outcome = done[recorded.envelope.version]
            found = (recorded.position, recorded.fact.reason)
            require(found == (outcome.position, key), f"{outcome} is another's")
    nothing_new = len(outcomes) - len(done)
    return Counter(
        writers=writers * threads, versions=len(done), found_as_it_was=nothing_new
    )


def _written(
    stack: ExitStack, home: Home, risks: list[list[UUID]], turns: int
) -> Iterator[tuple[str, Outcome]]:
    """What the writers, one process a list of risks, were told. They begin together."""
    writers: list[Child] = [
        stack.enter_context(started(write, home, str(n), own, turns))
        for n, own in enumerate(risks)
    ]
    for writer in writers:
        require(writer.hear() == "ready", "a writer did not begin")
    for writer in writers:
        writer.pipe.send("go")
    for writer in writers:
        yield from writer.hear(patience=300)


def _print(row: Row) -> bytes:
    """What tells an event from any other."""
    return f"{row[0]} {row[1]} {row[2]} {row[3]}\n".encode()
