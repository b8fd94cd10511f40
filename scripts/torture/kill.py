"""Kills a writing process again and again: no command is lost, doubled or halved."""

import random
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field, replace
from uuid import UUID

from domain.facts.account import AccountOpened
from domain.facts.risk import RiskAssessed, RiskIdentified
from domain.log.register import Home, Register
from domain.log.store import Store
from scripts.places import tables
from scripts.torture.acts import enter
from scripts.torture.audit import (
    require,
    require_gapless,
    require_sealed,
    require_standing,
)
from scripts.torture.life import Ack, live
from scripts.torture.processes import started

# A life is killed within this many seconds of its start, of its first acknowledgement,
# or right at that, while others of the same batch are still on their way.
LONGEST = 0.5
LAST_TURNS = 3
# Where a command leaves its key: in a field of each of the facts that it records.
MARKS: dict[type, str] = {
    RiskIdentified: "title",
    AccountOpened: "name",
    RiskAssessed: "reason",
}


@dataclass
class Witness:
    """What the writers were told, and by that what the log has to hold."""

    reached: dict[UUID, int]
    acks: dict[str, Ack] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)

    def hear(self, ack: Ack) -> None:
        """Notes an acknowledgement; one that came before has to be the same."""
        before = self.acks.get(ack.key)
        if before is None:
            # Replayed all the same: done just before a kill that ate the answer.
            self.counts["answers lost and had again"] += ack.outcome.replayed
            self.acks[ack.key] = ack
            self.reached[ack.risk] = ack.turn
            return
        self.counts["resent"] += 1
        told = replace(before.outcome, replayed=True)
        require(ack.outcome == told, f"{ack.key} was done again: {before} and {ack}")


def kill_again_and_again(
    home: Home, kills: int, *, writers: int = 8, seed: int = 1
) -> Counter[str]:
    """Kills a writing process `kills` times, then lets one end. Counts what happened.

    Raises Broken for whatever was lost, done twice or done by halves.
    """
    chance = random.Random(seed)  # noqa: S311 - when to kill, so that it is repeatable
    with closing(Register(home)) as register:
        risks = [enter(register, f"risk {n}") for n in range(writers)]
        log_id = register.log_id
    witness = Witness(dict.fromkeys(risks, 0))
    with tables(home) as store:
        for _ in range(kills):
            _one_life(home, witness, chance)
            check_after_kill(store, witness)
        _last_life(home, witness)
        require_sealed(store, log_id)
        witness.counts["events"] = _check_at_the_end(home, store, witness)
    witness.counts.update(kills=kills, acknowledged=len(witness.acks))
    return witness.counts


def _one_life(home: Home, witness: Witness, chance: random.Random) -> None:
    with started(live, home, dict(witness.reached), None) as child:
        moment = chance.choice(("starting", "between two acknowledgements", "writing"))
        if moment != "starting":
            witness.hear(child.hear())
        if moment != "between two acknowledgements":
            for ack in child.heard_for(chance.uniform(0, LONGEST)):
                witness.hear(ack)
        witness.counts[f"killed {moment}"] += 1
        for ack in child.kill():
            witness.hear(ack)


def check_after_kill(store: Store, witness: Witness) -> None:
    """What holds at once; the lock makes it wait for a commit still on its way."""
    with store.writing() as writing:
        require_gapless(writing)
        newest = list(witness.acks.values())[-100:]
        require_standing(writing, (ack.outcome for ack in newest))


def _last_life(home: Home, witness: Witness) -> None:
    """Sends again what was left without an answer, and closes as a server does."""
    with started(live, home, dict(witness.reached), LAST_TURNS) as child:
        while (ack := child.hear()) is not None:
            witness.hear(ack)


def _check_at_the_end(home: Home, store: Store, witness: Witness) -> int:
    """Each acknowledged command is there whole and once, and nothing else is."""
    keys = Counter(dict.fromkeys(witness.acks, 1))
    found: dict[str, Counter[str]] = {mark: Counter() for mark in MARKS.values()}
    with closing(Register(home)) as register:
        head = register.reading.head()
        for recorded in register.reading.all_recorded(after=1 + len(witness.reached)):
            mark = MARKS[type(recorded.fact)]
            found[mark][getattr(recorded.fact, mark)] += 1
    for mark, counted in found.items():
        said = f"{mark}: {counted - keys} too many, {keys - counted} too few"
        require(counted == keys, said)
    _check_receipts(store, witness)
    return head


def _check_receipts(store: Store, witness: Witness) -> None:
    kept: dict[str, int] = dict(store.query("SELECT key, position FROM receipts"))
    told = {key: ack.outcome.position for key, ack in witness.acks.items()}
    lacking = dict(told.items() - kept.items())
    require(not lacking, f"without their receipts: {lacking}")
    extra = len(kept) - len(told) - len(witness.reached)
    require(not extra, f"{extra} receipts of commands that nobody was told of")
