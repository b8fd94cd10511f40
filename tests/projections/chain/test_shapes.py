"""The shapes of chains are those of plain trees and graphs, on registers at random."""

import pytest
from hypothesis import given, settings

from projections.chain.measures import structure, transfer
from projections.chain.measures.knocking_on import knock_on
from tests.projections.chain import twins
from tests.projections.chain import twins_of_shapes as more
from tests.projections.chain.books import FIRMS, books, columns
from tests.projections.chain.twins import Book
from tests.properties.lengths import many

pytestmark = pytest.mark.timeout(many(60, 3_600))
EXAMPLES = settings(max_examples=many(60, 1_000), deadline=None)


@EXAMPLES
@given(books())
def test_shapes_equal_their_twins(book: Book) -> None:
    made, _, spots = columns(book)

    passed = twins.passed_through(book)
    through = structure.passed_through(made).tolist()
    assert through == [passed[firm] for firm in range(FIRMS)]
    assert {
        each.organisation: tuple(each[1:]) for each in structure.diamonds(made)
    } == twins.diamonds(book)
    own = structure.own_circles(made).tolist()
    assert own == [n for n, spot in enumerate(spots) if more.is_in_circle(spot)]
    needed = made.essential == 1
    assert structure.leads_as_one(made, needed).tolist() == more.leads_as_one(book)
    across = [more.turned(each) for each in structure.circles_across(made)]
    assert sorted(across) == more.circles_across(book)

    for part in (0.0, 0.5, 0.9):
        taken = knock_on(made, part)
        assert taken.tolist() == pytest.approx(twins.knock_on(book, part), abs=20)
    with pytest.raises(ValueError, match="below 1"):
        knock_on(made, 1)

    notice = {id(spot): spot.days or 0 for spot in spots}
    ways = twins.longest_ways(book, notice)
    length, spare = transfer.exit_path(made, made.days)
    assert [ways[id(spot)] for spot in spots] == list(
        zip(length.tolist(), spare.tolist(), strict=True)
    )
