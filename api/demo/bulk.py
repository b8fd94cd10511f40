"""Tells the rest of the council's three years: what hangs on each contract, day by day.

The words are those of `portfolio.toml`, `phrases.toml` and `market.toml`; what is drawn
here, from a seed and so the same each time, is on which days they were said, and which
of the courses each thing took that things of its kind take.
"""

import random
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import chain
from typing import Any

from api.demo.beat import Beat, Row, read
from api.demo.bulk_chains import Habits, chain_of
from api.demo.bulk_changes import changes_of
from api.demo.bulk_contracts import contract_of
from api.demo.bulk_issues import issues_of
from api.demo.bulk_plans import plan_of
from api.demo.bulk_reflections import Followed, followed
from api.demo.bulk_risks import reviews_of, risks_of
from api.demo.drawn import BEGAN, LAST, Days

_FIRMS_CAME = datetime(2023, 11, 21, 10, 30)  # noqa: DTZ001 - London
_NUMBERS = 99999600
# Charities have seven digits.
_CHARITIES = 10_000_000
_SAID_GOODBYE = timedelta(days=2)
_BEFORE = timedelta(minutes=15)


def bulk(seed: int) -> Iterator[Beat]:
    """All that is drawn, in no order of time."""
    phrases = read("phrases")
    leavers = {row["of"]: row for row in read("people")["person"] if "left" in row}
    days = Days(random.Random(f"bulk {seed}"))  # noqa: S311 - repeatable, not secret
    market = read("market")
    chains = list(_chains(market, seed))
    yield from _firms(market, _needed(chains), days)
    yield from chains
    yield from chain.from_iterable(map(plan_of, read("plans")["plan"]))
    for told in read("changes")["followed"]:
        # Each is worth more than whoever runs it may judge alone.
        change = Followed(told["change"], told["title"], is_small=False)
        yield from followed(told, change, told["at"], LAST)
    portfolio = read("portfolio")
    for contract in portfolio["contract"]:
        leaver = leavers.get(contract["by"])
        mine = _while_there(days, leaver)
        told = [*contract_of(contract, mine), *_hung_on(contract, phrases, mine)]
        told += changes_of(contract, phrases["change"], mine)
        yield from (_by_who_is_there(beat, leaver) for beat in told)
    for contract in portfolio["beside"]:
        yield from _hung_on(contract, phrases, days)


def _hung_on(contract: Row, phrases: Row, days: Days) -> Iterator[Beat]:
    risks = list(risks_of(contract, phrases["risk"], days))
    yield from risks
    yield from reviews_of(contract, risks, days)
    yield from issues_of(contract, days)


def _while_there(days: Days, leaver: Row | None) -> Days:
    """Of whom nobody has taken over from, nothing is told once they have left."""
    if leaver is None or "heir" in leaver:
        return days
    return replace(days, last=leaver["left"].date() - _SAID_GOODBYE)


def _by_who_is_there(beat: Beat, leaver: Row | None) -> Beat:
    if leaver is None or beat.by != leaver["of"] or beat.at < leaver["left"]:
        return beat
    said = {
        name: f"@{leaver['heir']}" if value == f"@{leaver['of']}" else value
        for name, value in beat.said.items()
    }
    return beat._replace(by=leaver["heir"], said=said)


def _chains(market: Row, seed: int) -> Iterator[Beat]:
    """Who delivers through whom, drawn apart: it moves nothing else of the story."""
    told = read("chains")
    days = Days(random.Random(f"chains {seed}"))  # noqa: S311 - as above
    habits = Habits(market["trades"], told["below"])
    for each in told["chain"]:
        yield from chain_of(each, told["words"], habits, days)


def _needed(beats: Iterable[Beat]) -> Mapping[str, datetime]:
    """When each organisation is first named, by what the story calls it."""
    first: dict[str, datetime] = {}
    for beat in beats:
        for name in _named(beat.said):
            first[name] = min(beat.at, first.get(name, beat.at))
    return first


def _named(said: Any) -> Iterator[str]:
    if isinstance(said, str) and said.startswith("@"):
        yield said[1:]
    elif isinstance(said, dict):
        yield from chain.from_iterable(map(_named, said.values()))
    elif isinstance(said, list):
        yield from chain.from_iterable(map(_named, said))


def _firms(market: Row, needed: Mapping[str, datetime], days: Days) -> Iterator[Beat]:
    """Providers at once; those below them and beside them as they are met."""
    number = _NUMBERS
    for of, (name, sector, size) in market["providers"].items():
        number += 1
        said = {"name": name, "sector": sector, "size": size}
        yield _firm(_FIRMS_CAME, of, said, number)
    for trade in market["trades"].values():
        for name in trade:
            number += 1
            at = days.between(BEGAN, date(2026, 9, 30))
            at = min(at, needed.get(name, at) - _BEFORE)
            yield _firm(at, name, _guessed(name, days), number)


def _firm(at: datetime, of: str, said: Row, number: int) -> Beat:
    firm = said["name"].endswith((" Ltd", " CIC"))
    known = (
        {"scheme": "GB-COH", "id": str(number)}
        if firm
        else {"scheme": "GB-CHC", "id": str(number % _CHARITIES)}
    )
    told = {**said, "vcse": said["sector"] == "vcse", "identifiers": [known]}
    return Beat(at, "helena", "create_organisation", of, told)


def _guessed(name: str, days: Days) -> Row:
    """What the name of a small firm says of it."""
    sector = "private" if name.endswith(" Ltd") else "vcse"
    return {
        "name": name,
        "sector": sector,
        "size": days.one(["micro", "small", "small", "medium"]),
    }
