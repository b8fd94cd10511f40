"""How fast the read tables are built, followed and read, on a log of a million events.

    python scripts/bench/read_side.py fill DIR [--events N] [--url URL --schema NAME]
    python scripts/bench/read_side.py rebuild DIR [...]
    python scripts/bench/read_side.py follow DIR [...]
    python scripts/bench/read_side.py read DIR [...]

`fill` writes facts straight into the log, without deciding anything: 60 % risks,
each scored again and again, the rest contracts, changes, organisations and accounts
with names under keys.
"""

import argparse
import random
import resource
import statistics
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import func, select

from domain.event import Envelope, Fact, Recorded
from domain.facts import account, change, contract, organisation, risk
from domain.log.register import Home, Register, init_register
from domain.log.store import INSERT
from domain.occasion import Dated
from domain.rights import Reach
from domain.values import Money, Score, Unknown
from projections.following import Following
from projections.history import history
from projections.opening import open_generations, open_reads
from projections.pages import Question
from projections.risk_register import risk_register

FIRST = datetime(2021, 1, 4, 8, tzinfo=UTC)
YEARS = timedelta(days=2140)
BY = UUID(int=7)
EVERYTHING = Reach(BY, everything=True)
CHUNK = 20_000
WORDS = "night home care agency staff price flood lease school road data audit".split()
CATEGORIES = ("workforce", "financial", "safeguarding", "supply_chain", "reputation")


class Maker:
    """Facts of a council of a certain size, in an order that could have happened."""

    def __init__(self, events: int, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311 - the same log each time
        risks, contracts = max(events // 100, 1), max(events // 125, 1)
        self.risks = self._ids(risks)
        self.contracts = self._ids(contracts)
        self.changes = self._ids(max(events // 200, 1))
        self.firms = self._ids(max(events // 100, 1))
        self.people = self._ids(max(events // 100, 1))
        self.begun: set[UUID] = set()
        self.position = 1
        self.versions: dict[UUID, int] = {}
        self.events = events

    def _ids(self, count: int) -> list[UUID]:
        return [UUID(int=self.random.getrandbits(128), version=4) for _ in range(count)]

    def all(self) -> Iterator[Recorded[Any]]:
        """Every event, in order."""
        kinds = (self.risks, self.contracts, self.changes, self.firms, self.people)
        for number in range(self.events):
            things = self.random.choices(kinds, (60, 18, 10, 6, 6))[0]
            yield self._event(self.random.choice(things), things, number)

    def _event(self, thing: UUID, things: list[UUID], number: int) -> Recorded[Any]:
        when = FIRST + YEARS * (number / self.events)
        day = when.date()
        fact = self._fact(thing, things, day)
        dated = fact if isinstance(fact, Dated) else Dated(fact, day)
        self.position += 1
        version = self.versions[thing] = self.versions.get(thing, 0) + 1
        return Recorded(
            Envelope(
                self.position,
                thing,
                version,
                when,
                dated.effective_on,
                dated.effective_until,
                BY,
                None,
                "contract_manager",
                "system",
                None,
                None,
                UUID(int=number + 1),
                None,
            ),
            dated.fact,
        )

    def _fact(self, thing: UUID, things: list[UUID], day: date) -> Fact | Dated:
        is_new = thing not in self.begun
        self.begun.add(thing)
        if things is self.risks:
            return self._found() if is_new else self._moved(day)
        if things is self.contracts:
            return self._agreed() if is_new else self._amended(day)
        if things is self.changes:
            return self._raised() if is_new else self._assessed()
        if things is self.firms:
            return self._registered(is_new=is_new)
        return (
            self._opened()
            if is_new
            else account.AccountGranted(role="reader", scope="all")
        )

    def _title(self) -> str:
        return " ".join(self.random.choices(WORDS, k=5)).capitalize()

    def _text(self) -> str:
        return " ".join(self.random.choices(WORDS, k=20))

    def _score(self) -> Score:
        return Score(
            likelihood=self.random.randint(1, 5), impact=self.random.randint(1, 5)
        )

    def _found(self) -> Fact:
        return risk.RiskIdentified(
            title=self._title(),
            scope="contract",
            contract_id=self.random.choice(self.contracts),
            category=self.random.choice(CATEGORIES),
            cause=self._text(),
            event=self._text(),
            consequence=self._text(),
            owner=self.random.choice(self.people),
        )

    def _moved(self, day: date) -> Fact | Dated:
        chance = self.random.random()
        if chance < 0.7:
            return risk.RiskAssessed(
                current=self._score(), matrix_version=0, reason=self._text()
            )
        if chance < 0.9:
            return risk.RiskReviewed(next_review=day + timedelta(90))
        if chance < 0.97:
            return risk.RiskDescribed(category=self.random.choice(CATEGORIES))
        late = risk.RiskCorrected(supersedes=1, owner=self.random.choice(self.people))
        return Dated(late, day - timedelta(40))

    def _agreed(self) -> Fact:
        return contract.ContractAdopted(
            title=self._title(),
            status="live",
            contract_number=f"CT-{self.position}",
            department=self.random.choice(WORDS),
            service=self.random.choice(WORDS),
            provider_id=self.random.choice(self.firms),
            contract_manager=self.random.choice(self.people),
            annual_value=self._money(),
            start=date(2020, 4, 1),
            end=Unknown(unknown="not_asked"),
        )

    def _money(self) -> Money:
        return Money(amount=Decimal(self.random.randint(1000, 9_999_999)).scaleb(-2))

    def _amended(self, day: date) -> Fact:
        if self.random.random() < 0.5:
            return contract.ContractTermsAmended(
                annual_value=self._money(), end=day + timedelta(700)
            )
        return contract.ContractDescribed(department=self.random.choice(WORDS))

    def _raised(self) -> Fact:
        return change.ChangeRaised(
            title=self._title(),
            contract_id=self.random.choice(self.contracts),
            kind="price",
        )

    def _assessed(self) -> Fact:
        if self.random.random() < 0.5:
            return change.ChangeImpactAssessed(
                value_delta=self._money(), risk=self._text(), exit="none"
            )
        return self.random.choice(
            [change.ChangeApproved(), change.ChangeImplemented(as_found=True)]
        )

    def _registered(self, *, is_new: bool) -> Fact:
        if is_new:
            return organisation.OrganisationRegistered(
                name=f"{self._title()} Ltd", individual=self.random.random() < 0.1
            )
        return organisation.OrganisationDescribed(
            size=self.random.choice(["small", "large"])
        )

    def _opened(self) -> Fact:
        return account.AccountOpened(name=self._title(), email="somebody@example.org")


class Bench(NamedTuple):
    """A register, and where it lies."""

    home: Home
    register: Register

    def generations(self) -> Any:
        """Its read side."""
        home = self.home
        return open_generations(self.register.reading, home.data, home.url, home.schema)


def fill(home: Home, events: int) -> None:
    """Writes a log."""
    init_register(home, "bench", "Bench")
    register = Register(home)
    maker, started = Maker(events, 1), time.perf_counter()
    chunk: list[Recorded[Any]] = []
    for event in maker.all():
        chunk.append(event)
        if len(chunk) == CHUNK:
            _write(register, chunk)
            chunk = []
    _write(register, chunk)
    took = time.perf_counter() - started
    print(f"filled {events:,} events in {took:.0f} s")
    register.store.close()


def _write(register: Register, chunk: list[Recorded[Any]]) -> None:
    mapper = register.mapper
    register.keys.ensure({s for e in chunk for s in e.fact.personal(e.stream).values()})
    with register.store.writing() as writing:
        writing.executemany(INSERT, [mapper.row(e) for e in chunk])


def rebuild(bench: Bench) -> None:
    """Builds a generation, and says how long and how large."""
    generations, head = bench.generations(), bench.register.reading.head()
    started = time.perf_counter()
    generations.rebuild()
    took = time.perf_counter() - started
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"rebuilt {head:,} events in {took:.1f} s: {head / took:,.0f}/s, {most:.0f} MB"
    )
    generations.close()


def follow(bench: Bench, behind: int, batch: int) -> None:
    """Follows the last part of the log in pages, then in small batches."""
    generations, log = bench.generations(), bench.register.reading
    store = generations.current()
    head = log.head()
    _write_more(bench.register, behind)
    started = time.perf_counter()
    Following(log, store).catch_up(log.head())
    took = time.perf_counter() - started
    print(f"followed {behind:,} events: {behind / took:,.0f}/s")
    times = []
    for _ in range(50):
        _write_more(bench.register, batch)
        started = time.perf_counter()
        Following(log, store).catch_up(log.head())
        times.append((time.perf_counter() - started) * 1e6 / batch)
    print(f"batches of {batch}: {statistics.median(times):.0f} us an event (p50)")
    print(f"the log went from {head:,} to {log.head():,}")
    generations.close()


def _write_more(register: Register, events: int) -> None:
    """More assessments of risks that are there, as of today."""
    head = register.reading.head()
    found = register.reading.recorded(head // 2, events * 3)
    streams = [r.stream for r in found if r.fact.fact_name.startswith("risk")][:events]
    versions = {s: len(register.reading.history(s)) for s in set(streams)}
    chunk = []
    now = datetime.now(UTC)
    for number, stream in enumerate(streams):
        versions[stream] += 1
        envelope = found[0].envelope._replace(
            position=head + number + 1,
            stream=stream,
            version=versions[stream],
            recorded_at=now,
            effective_on=now.date(),
            effective_until=None,
        )
        score = Score(likelihood=1 + number % 5, impact=3)
        fact = risk.RiskAssessed(current=score, matrix_version=0, reason="bench")
        chunk.append(Recorded(envelope, fact))
    _write(register, chunk)


def read(bench: Bench) -> None:
    """Times the questions that people ask, now and as known half way."""
    generations, log = bench.generations(), bench.register.reading
    reads = open_reads(log, generations)
    half = log.head() // 2
    with reads.at(EVERYTHING) as view:
        some = view.page("risk", Question(limit=200)).items
        tables = view.schema.nouns["risk"]
        rows = [
            view.connection.execute(select(func.count()).select_from(t)).scalar()
            for t in (tables.live, tables.ended, tables.past)
        ]
    print(f"risks: {rows[0]:,} now, {rows[1]:,} over, {rows[2]:,} past")
    asked: dict[str, Callable[[Any], object]] = {
        "one risk": lambda view: view.one("risk", _any(some)),
        "its history": lambda view: history(view, "risk", _any(some)),
        "list by score": lambda view: view.page("risk", Question(sort="-current")),
        "list filtered, by title": lambda view: view.page(
            "risk", Question(filters={"category": ["financial"]}, sort="title")
        ),
        "list with words": lambda view: view.page("risk", Question(q="flood")),
        "risk register": lambda view: risk_register(view, Question()),
        "contracts by value": lambda view: view.page(
            "contract", Question(sort="-annual_value")
        ),
    }
    for name, ask in asked.items():
        now = _timed(reads, ask)
        then = _timed(reads, ask, half)
        back = _timed(reads, ask, None, date(2023, 6, 1))
        print(
            f"{name:26} now {now[0]:6.2f} (p95 {now[1]:6.2f})"
            f"   as known {then[0]:6.2f} ({then[1]:6.2f})"
            f"   on an earlier day {back[0]:6.2f} ({back[1]:6.2f}) ms"
        )
    generations.close()


def _any(some: list[Any]) -> str:
    return str(random.choice(some)["id"])  # noqa: S311


def _timed(reads: Any, ask: Callable[[Any], object], *at: Any) -> tuple[float, float]:
    times = []
    for _ in range(25):
        started = time.perf_counter()
        with reads.at(EVERYTHING, *at) as view:
            try:
                ask(view)
            except LookupError:
                continue
        times.append((time.perf_counter() - started) * 1000)
    times.sort()
    return statistics.median(times), times[int(len(times) * 0.95)]


def main() -> None:
    """Reads the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("act", choices=("fill", "rebuild", "follow", "read"))
    parser.add_argument("data", type=Path)
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--url")
    parser.add_argument("--schema", default="register")
    told = parser.parse_args()
    home = Home(told.data, url=told.url, schema=told.schema)
    if told.act == "fill":
        fill(home, told.events)
        return
    bench = Bench(home, Register(home))
    if told.act == "rebuild":
        rebuild(bench)
    elif told.act == "follow":
        follow(bench, 20_000, 16)
    else:
        read(bench)
    bench.register.close()


if __name__ == "__main__":
    main()
