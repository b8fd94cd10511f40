"""What seats are worth: nothing is made up, nothing is counted twice."""

from decimal import Decimal
from typing import Any

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from projections.chain.columns import CELLS, columns
from projections.chain.worth import Place, Sum, worths

WHOLE = Sum(Decimal("1000000.00"), "GBP", "net")
SHARES = st.none() | st.integers(0, 100).map(lambda n: Decimal(n) / 400)


@st.composite
def forests(draw: Any) -> list[Place]:
    """A lead with seats below, in any order."""
    places = [Place("lead", None, None, WHOLE)]
    for at in range(draw(st.integers(0, 12))):
        above = draw(st.sampled_from(places)).id
        places.append(Place(f"s{at}", above, draw(SHARES), None))
    return list(draw(st.permutations(places)))


@given(forests())
def test_tiers_are_the_depths_of_the_forest(places: list[Place]) -> None:
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(place.id for place in places)
    graph.add_edges_from((p.above, p.id) for p in places if p.above is not None)
    depth = nx.single_source_shortest_path_length(graph, "lead")

    found = worths(places)
    assert {place: worth.tier for place, worth in found.items()} == {
        place: steps + 1 for place, steps in depth.items()
    }


@given(forests())
def test_what_is_kept_comes_to_the_whole_where_all_is_known(
    places: list[Place],
) -> None:
    found = worths(places)
    if all(worth.retained is not None for worth in found.values()):
        kept = sum(w.retained.amount for w in found.values() if w.retained)
        assert kept == WHOLE.amount
    for place in places:
        worth, above = found[place.id], found.get(place.above or "")
        if place.share is None and place.above is not None:
            assert worth.value is None
        if above is not None and worth.value is None:
            assert above.retained is None


def test_sums_of_another_currency_are_taken_from_nothing() -> None:
    euros = Sum(Decimal("10.00"), "EUR", "net")
    places = [Place("lead", None, None, WHOLE), Place("s", "lead", None, euros)]
    lead = worths(places)["lead"]
    assert (lead.retained, lead.at_most) == (None, WHOLE)


def test_what_hangs_on_nothing_has_no_tier() -> None:
    lost = worths([Place("s", "gone", None, WHOLE)])["s"]
    assert (lost.tier, lost.value) == (None, WHOLE)


@given(forests())
def test_columns_find_the_same_tiers_in_as_many_passes_as_there_are(
    places: list[Place],
) -> None:
    at = {name: place for place, name in enumerate(CELLS)}
    rows = []
    for place in places:
        if place.above is None:
            continue
        row: list[Any] = [None] * len(CELLS)
        row[at["id"]], row[at["born_at"]] = place.id, 1
        row[at["contract_id"]], row[at["organisation_id"]] = "c", f"o-{place.id}"
        row[at["parent_seat_id"]] = None if place.above == "lead" else place.above
        row[at["status"]] = "declared"
        rows.append(tuple(row))

    found = columns(rows)
    tiers = dict(zip(found.ids, map(int, found.tier), strict=True))
    expected = {p: w.tier for p, w in worths(places).items() if p != "lead"}
    assert tiers == expected
