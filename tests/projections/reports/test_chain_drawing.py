"""Where each place of a chain is drawn."""

from hypothesis import given, settings
from hypothesis import strategies as st

from projections.reports.chain_drawing import Place, drawings

NAMES = ("top", "nights", "meals", "bank")
PLACES = {name: Place(name, "", marked=False) for name in NAMES}
ABOVE = {"nights": "top", "meals": "top", "bank": "nights"}


def test_tiers_go_from_left_to_right_and_who_holds_them_stands_between() -> None:
    (drawn,) = drawings(PLACES, ABOVE)

    where = {n["name"]: (n["layer"], n["row"]) for n in drawn["nodes"]}
    assert where == {
        "top": (0, 0.5),
        "nights": (1, 0.0),
        "bank": (2, 0.0),
        "meals": (1, 1.0),
    }
    named = [node["name"] for node in drawn["nodes"]]
    edges = {(named[a], named[b]) for a, b in drawn["edges"]}
    assert edges == {("top", "nights"), ("top", "meals"), ("nights", "bank")}
    assert (drawn["rows"], drawn["layers"]) == (2, 3)


def test_a_lead_without_anybody_below_is_drawn_alone() -> None:
    (drawn,) = drawings({"top": PLACES["top"]}, {})

    assert (len(drawn["nodes"]), drawn["edges"]) == (1, [])


def test_a_long_chain_is_drawn_in_parts_each_with_all_above() -> None:
    places = {"top": PLACES["top"]} | {f"s{n}": PLACES["meals"] for n in range(5)}

    parts = drawings(places, {f"s{n}": "top" for n in range(5)}, rows=2)

    assert [part["rows"] for part in parts] == [2, 2, 1]
    assert all(part["nodes"][0]["name"] == "top" for part in parts)


@settings(max_examples=50)
@given(st.lists(st.integers(0, 100), min_size=1, max_size=30), st.integers(1, 9))
def test_whatever_the_chain_each_place_is_drawn_and_none_on_another(
    parents: list[int], rows: int
) -> None:
    names = ["top", *(f"s{n}" for n in range(len(parents)))]
    above = {f"s{n}": names[p % (n + 1)] for n, p in enumerate(parents)}
    places = {name: Place(name, "", marked=False) for name in names}

    parts = drawings(places, above, rows)

    drawn = {node["name"] for part in parts for node in part["nodes"]}
    assert drawn == set(names)
    for part in parts:
        spots = [(node["layer"], node["row"]) for node in part["nodes"]]
        assert len(spots) == len(set(spots))
        assert part["rows"] <= rows
