"""Lists of a long register over HTTP: as it stands, and as it was known once."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, closing
from functools import partial
from random import Random

from domain.log.register import Register
from projections.opening import open_generations, open_reads
from scripts.bench.careers import CATEGORIES
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
from scripts.bench.people import commissioner_key
from scripts.bench.seeding import Seeded, seeded_register, told
from scripts.bench.servers import our_server

# How many different requests each question is asked as.
WORDINGS = 200
LISTS = (
    "by category, highest score",
    "one owner's",
    "all, by review",
    "high, by title",
)
ONE, MAP = "one risk", "risk register with heat maps"


def run(store: str, effort: Effort) -> Table:
    """Each question as of now and as of past positions, by one client."""
    with ExitStack() as stack:
        seeded = stack.enter_context(seeded_register(store, effort.events))
        key = made_ready(seeded)
        server = stack.enter_context(our_server(seeded.home))
        ways = {}
        for name, paths in _questions(seeded).items():
            asked = Asked(server, key, "GET", paths)
            once = asked._replace(paths=list(_known_once(paths, seeded.head)))
            ways[f"{name}: now"] = partial(_round, asked, effort.seconds)
            ways[f"{name}: then"] = partial(_round, once, effort.seconds)
        found = interleaved(ways, effort.rounds)
    rows = []
    for name in (*LISTS, ONE, MAP):
        now, then = found[f"{name}: now"], found[f"{name}: then"]
        figures = (now["p50"], now["p95"], then["p50"], then["p95"])
        cells = (*(f"{ms:.1f}" for ms in figures), f"{then['p50'] / now['p50']:.1f}")
        rows.append(Row(name, cells))
    head = ("question", "now p50 ms", "now p95", "then p50", "then p95", "then to now")
    note = (
        f"{told(seeded)}; one client; pages of 50 with the total; {WORDINGS} wordings"
        " of each question, those of the past at positions at random;"
        f" {effort.rounds} rounds of {effort.seconds:.0f} s."
    )
    return Table(f"Lists, {NAMES[store]}", head, rows, _targets(found), (note,))


def _round(asked: Asked, seconds: float) -> Figures:
    return drive(asked, 1, seconds)._asdict()


def _targets(found: dict[str, dict[str, float]]) -> list[Target]:
    now = max(found[f"{name}: now"]["p95"] for name in LISTS)
    then = max(found[f"{name}: then"]["p50"] for name in LISTS)
    one = found[f"{ONE}: then"]["p50"] / found[f"{ONE}: now"]["p50"]
    heat = found[f"{MAP}: now"]["p50"]
    return [
        Target("slowest list now, p95", 50, now, at_most=True, unit="ms"),
        Target("slowest list then, p50", 60, then, at_most=True, unit="ms"),
        Target("one risk, then to now", 2, one, at_most=True),
        Target("heat map now, p50", 50, heat, at_most=True, unit="ms"),
    ]


def made_ready(seeded: Seeded) -> str:
    """A key to the register, whose read side has been built."""
    home = seeded.home
    with closing(Register(home)) as register:
        key = commissioner_key(register)
        log = register.reading
        with closing(open_generations(log, home.data, home.url, home.schema)) as made:
            open_reads(log, made).catch_up(log.head())
    return key


def _questions(seeded: Seeded) -> Mapping[str, Sequence[str]]:
    world, chance = seeded.world, Random(2)  # noqa: S311 - which rows to ask for
    risks = "/v1/risks"
    lists = (
        [f"{risks}?category={category}&sort=-current" for category in CATEGORIES],
        [
            f"{risks}?owner={chance.choice(world.accounts)}&status=open"
            for _ in range(WORDINGS)
        ],
        [f"{risks}?sort=next_review"],
        [f"{risks}?current_from={score}&sort=title" for score in (12, 15, 16, 20)],
    )
    one = [f"{risks}/{chance.choice(world.risks)}" for _ in range(WORDINGS)]
    maps = [f"/v1/risk-register?category={category}" for category in CATEGORIES]
    questions = dict(zip(LISTS, lists, strict=True))
    return questions | {ONE: one, MAP: ["/v1/risk-register", *maps]}


def _known_once(paths: Sequence[str], head: int) -> Iterator[str]:
    """The same questions, as known at positions between a tenth and all of the log."""
    chance = Random(3)  # noqa: S311 - which positions to ask for
    for n in range(WORDINGS):
        path = paths[n % len(paths)]
        mark = "&" if "?" in path else "?"
        yield f"{path}{mark}known_at={chance.randint(head // 10, head)}"
