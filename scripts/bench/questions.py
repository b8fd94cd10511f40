"""Questions across a usual register: risk register, change log, clocks, words.

A thousand contracts with all their dates, ten thousand risks with reviews and actions.
"""

from collections.abc import Mapping, Sequence
from contextlib import ExitStack, closing
from datetime import date
from functools import partial
from itertools import count
from random import Random
from statistics import quantiles
from time import perf_counter
from typing import Final
from uuid import UUID

from domain.event import Fact
from domain.facts import contract, risk, risk_work
from domain.facts.contract_fields import Extension, NoticePeriod
from scripts.bench.careers import (
    CATEGORIES,
    DEPARTMENTS,
    World,
    account_career,
    change_career,
    contract_career,
    organisation_career,
    risk_career,
)
from scripts.bench.listing import made_ready
from scripts.bench.load import Asked, drive
from scripts.bench.measuring import (
    NAMES,
    Effort,
    Figures,
    Row,
    Table,
    Target,
    interleaved,
)
from scripts.bench.read_your_writes import Client
from scripts.bench.seeding import Part, Seeded, seeded_register
from scripts.bench.servers import Server, our_server

WANTED_MS: Final = 150
FIRST, ACTION, LATER = 0, 1, 2
# Asked of a day of which nothing is kept: nobody waits for it in a day's work.
ANEW: Final = "all clocks, of any other day"
# What is asked each time after a risk was scored.
AFTER_AN_ENTRY: Final = {
    "all clocks, after an entry": "/v1/clocks",
    "one owner's clocks, after an entry": "/v1/clocks?owner=me",
    "findings, after an entry": "/v1/findings",
}


def dated_contract(world: World, nth: int, turn: int, chance: Random) -> Fact:
    """A contract under the Procurement Act, all of whose dates are known."""
    adopted = contract_career(world, nth, turn, chance)
    if turn != FIRST or not isinstance(adopted, contract.ContractAdopted):
        return adopted
    ends = date(2027 + nth % 4, 1 + nth % 12, 28)
    terms = {
        "regime": "PA23",
        "light_touch": nth % 2 == 0,
        "start": date(2025, 4, 1),
        "signed_on": date(2025, 3, 3),
        "end": ends,
        "extension_options": (Extension(months=12, notice_months=6),),
        "notice_period_months": NoticePeriod(council=6, provider=6),
        "review_on": date(2026, 1 + nth % 12, 15),
        "department": DEPARTMENTS[nth % len(DEPARTMENTS)],
    }
    return adopted.model_copy(update=terms)


def worked_risk(world: World, nth: int, turn: int, chance: Random) -> Fact:
    """A risk with a review and an action, scored now and then."""
    due = date(2026 + chance.randint(0, 1), chance.randint(1, 12), 1 + nth % 28)
    if turn == ACTION:
        owner = world.accounts[nth % len(world.accounts)]
        title = f"Ring agency {nth}"
        return risk_work.RiskActionAdded(title=title, owner=owner, due=due)
    if turn == LATER:
        return risk.RiskDescribed(next_review=due)
    return risk_career(world, nth, turn, chance)


KINDS: Final = {
    "accounts": Part(200, 3, account_career),
    "organisations": Part(500, 4, organisation_career),
    "contracts": Part(1_000, 6, dated_contract),
    "risks": Part(10_000, 6, worked_risk),
    "changes": Part(2_000, 4, change_career),
}


def run(store: str, effort: Effort) -> Table:
    """Each question as a person asks it, by one client."""
    with ExitStack() as stack:
        seeded = stack.enter_context(seeded_register(store, 0, kinds=KINDS))
        key = made_ready(seeded)
        server = stack.enter_context(our_server(seeded.home))
        ways = {
            name: partial(_round, Asked(server, key, "GET", paths), effort.seconds)
            for name, paths in _questions(seeded).items()
        }
        risks, seconds = seeded.world.risks, effort.seconds
        after = partial(_after_entries, server, key, risks, seconds)
        ways |= {n: partial(after, path) for n, path in AFTER_AN_ENTRY.items()}
        found = interleaved(ways, effort.rounds)
    rows = [
        Row(name, tuple(f"{ms[of]:.1f}" for of in ("p50", "p95", "p99")))
        for name, ms in found.items()
    ]
    targets = [
        Target(f"{name}, p95", WANTED_MS, ms["p95"], at_most=True, unit="ms")
        for name, ms in found.items()
        if name != ANEW
    ]
    things = ", ".join(
        f"{part.things:,} {name} of {part.turns}" for name, part in KINDS.items()
    )
    note = (
        f"{seeded.head:,} events: {things} versions; one client; pages of 50 with the"
        f" total; {effort.rounds} rounds of {effort.seconds:.0f} s."
    )
    head = ("question", "p50 ms", "p95", "p99")
    return Table(f"Questions, {NAMES[store]}", head, rows, targets, (note,))


def _round(asked: Asked, seconds: float) -> Figures:
    return drive(asked, 1, seconds)._asdict()


def _after_entries(
    server: Server, key: str, risks: Sequence[UUID], seconds: float, path: str
) -> Figures:
    """A risk is scored, then the question is asked: how long that one took, in ms."""
    times, turns, end = list[float](), count(), perf_counter() + seconds
    with closing(Client(server.port, key)) as client:
        while len(times) <= 1 or perf_counter() < end:
            turn = next(turns)
            score = {"likelihood": 1 + turn % 5, "impact": 1 + turn // 5 % 5}
            said = {"current": score, "reason": "The second agency has closed"}
            risk = risks[turn * 7919 % len(risks)]
            client.ask("POST", f"/v1/risks/{risk}/assess", said)
            start = perf_counter()
            client.ask("GET", path)
            times.append((perf_counter() - start) * 1000)
    cuts = quantiles(times, n=100, method="inclusive")
    return {"p50": cuts[49], "p95": cuts[94], "p99": cuts[98]}


def _questions(seeded: Seeded) -> Mapping[str, Sequence[str]]:
    world, chance = seeded.world, Random(2)  # noqa: S311 - which rows to ask for
    contracts = [chance.choice(world.contracts) for _ in range(50)]
    owners = [chance.choice(world.accounts) for _ in range(50)]
    numbers = [chance.randint(0, 9_999) for _ in range(50)]
    register, clocks = "/v1/risk-register", "/v1/clocks"
    return {
        "risk register": [register, *(f"{register}?category={c}" for c in CATEGORIES)],
        "change log": [
            "/v1/change-log",
            *(f"/v1/change-log?contract_id={one}" for one in contracts[:5]),
        ],
        "all clocks": [clocks, f"{clocks}?from=2026-11-21", f"{clocks}?sort=-due"],
        # No two in a row of one day: each is worked out from nothing.
        ANEW: [
            f"{clocks}?effective_on=2026-{month:02}-{day:02}"
            for day in range(1, 29)
            for month in range(1, 10)
        ],
        "findings": ["/v1/findings", "/v1/findings?class=due", "/v1/findings?rule=A50"],
        "one owner's clocks": [f"{clocks}?owner={one}" for one in owners],
        "one contract's clocks": [f"{clocks}?contract={one}" for one in contracts],
        "risks by a word": ["/v1/risks?q=agency", "/v1/risks?q=withdraws"],
        "risks by a number": [f"/v1/risks?q={number}" for number in numbers],
        "contracts by a number": [f"/v1/contracts?q=CT-{n:05}" for n in numbers],
    }
