"""Chains as known at any position of any day are what a plain fold of the log says.

With COUNTERFOIL_TEST_LONG ten thousand registers are told, each asked of three times.
"""

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from random import Random

import pytest

from projections.chain.assembling import chains_at
from projections.chain.measures import concentration, dependence, payment, structure
from projections.chain.standing import Standing
from projections.nouns.chain import CHAIN
from projections.nouns.contract import CONTRACT
from projections.nouns.organisation import ORGANISATION
from projections.nouns.seat import SEAT
from projections.reads import Reads
from projections.sqlite import SQLiteStore
from projections.store import Store
from projections.tables import Schema
from tests.projections.chain import twins
from tests.projections.chain.told import FIRMS, FIRST, folded, told
from tests.projections.chain.twins import Book
from tests.projections.conftest import empty
from tests.projections.council import EVERYTHING
from tests.properties.lengths import many

REGISTERS = many(20, 10_000)


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Read tables of chains alone, emptied for each register."""
    schema = Schema([ORGANISATION, CONTRACT, CHAIN, SEAT])
    path = tmp_path_factory.mktemp("chains") / "read.db"
    with closing(SQLiteStore(path, schema)) as store:
        store.create()
        yield store


@pytest.mark.timeout(many(60, 7_200))
def test_chains_of_the_past_are_what_was_said_of_them_by_then(tables: Store) -> None:
    for seed in range(REGISTERS):
        chance = Random(seed)  # noqa: S311 - which register is told
        events = chance.randrange(1, 16)
        log = told(chance, events)
        empty(tables)
        reads = Reads(log, tables)
        for _ in range(3):
            position = chance.randrange(1, log.head() + 1)
            day = FIRST + timedelta(chance.randrange(-1, 8 + events))
            with reads.at(EVERYTHING, position, day) as view:
                standing = chains_at(view)
            _same(standing, folded(log, position, day), (seed, position, day))


def _same(standing: Standing, book: Book, where: object) -> None:
    assert _places(standing) == _spots(book), where
    forest = standing.forest
    firms = len(FIRMS)
    for found, twin in (
        (concentration.direct(forest), twins.paid(book)),
        (concentration.look_through(forest), twins.kept(book)),
    ):
        amounts, unseen = found
        expected = [twin[0].get(firm, 0) for firm in range(firms)][: amounts.size]
        assert (amounts.tolist(), unseen) == (expected, twin[1]), where
        index, wanted = concentration.hhi(amounts, unseen), twins.hhi(*twin)
        assert (index or ()) == pytest.approx(wanted or (), rel=1e-9), where
    pairs = dependence.single_failures(forest, standing.others)
    stopping = dependence.at_risk(forest, pairs).tolist()
    for firm, pence in enumerate(stopping):
        levels = twins.contract_levels(book, {firm})
        hit = sum(book.worth[c] or 0 for c, n in enumerate(levels) if n == 2)
        assert pence == hit, where
    through = structure.passed_through(forest).tolist()
    passed = twins.passed_through(book)
    assert through == [passed[firm] for firm in range(len(through))], where
    assert int(forest.retained.sum()) == forest.total == book.total, where


def _places(standing: Standing) -> list[tuple[object, ...]]:
    forest = standing.forest
    rows = zip(
        forest.contract.tolist(),
        forest.tier.tolist(),
        forest.organisation.tolist(),
        forest.value.tolist(),
        forest.valued.tolist(),
        forest.retained.tolist(),
        forest.unseen.tolist(),
        payment.cumulative_days(forest).tolist(),
        forest.essential.tolist(),
        strict=True,
    )
    return sorted(rows)


def _spots(book: Book) -> list[tuple[object, ...]]:
    return sorted(
        (
            spot.contract,
            spot.tier,
            spot.firm,
            spot.value,
            spot.valued,
            spot.retained,
            spot.unseen,
            -1 if (days := twins.days(spot)) is None else days,
            -1 if spot.essential is None else int(spot.essential),
        )
        for spot in book.spots()
    )
