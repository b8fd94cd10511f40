"""The graph of all chains as a picture: what is drawn, for whom, and what it says."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.api.conftest import open_council
from tests.api.pictures.drawn import drawn
from tests.api.pictures.town import LONG, Town
from tests.conftest import Clock


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """A register that is only read."""
    clock = Clock()
    with open_council(tmp_path_factory.mktemp("drawn"), clock) as council:
        yield Town(council, council.person("Ann Bell", "commissioner"), clock)


def test_money_runs_from_contracts_through_leads_to_the_tiers(town: Town) -> None:
    picture = drawn(town.ann)

    contract, lead = picture.box("Home care, "), picture.box("Halden Homecare Ltd, ")
    agency = picture.box("Nightly Agency & Sons <Ltd>, ")
    assert contract.x < lead.x < agency.x
    assert "lead provider, \u00a31m a year" in lead.title
    assert "tier 2, \u00a3800k a year, 2 contracts, paid in 90 days" in agency.title
    assert "worst open risk 16 of 25, extreme" in agency.title
    # Sixty days are over the limit: the line is dashed, and its title says so, too.
    assert "stroke-dasharray" in picture.line("Halden Homecare", "Nightly")
    assert "stroke-dasharray" not in picture.line("Home care", "Halden Homecare")


def test_a_line_is_as_wide_as_the_root_of_what_runs_along_it(town: Town) -> None:
    picture = drawn(town.ann)
    wide = [
        float(picture.line(*ends)["stroke-width"])
        for ends in (("Home care", "Halden"), ("Halden", "Nightly"))
    ]

    # 0.4 of the money: a line of 0.63 times the width, at one decimal.
    assert wide == [9.0, 5.7]


def test_names_are_never_cut_within_a_word_and_whole_in_the_title(town: Town) -> None:
    picture = drawn(town.ann)

    vans = picture.box(LONG)
    assert "SME, VCSE" in vans.title
    written = "".join(picture.root.itertext())
    assert "Community Transport" in written
    assert min(box.height for box in picture.boxes) >= 24


def test_nothing_is_styled_in_place_and_nothing_is_a_script(town: Town) -> None:
    picture = drawn(town.ann)

    assert not any("style" in each.attrib for each in picture.root.iter())
    tags = {each.tag.rpartition("}")[2] for each in picture.root.iter()}
    shapes = {"g", "rect", "path", "text", "title", "defs", "pattern"}
    assert tags == {"svg", *shapes}


def test_what_ends_leaves_a_gap_and_moves_nothing_else(town: Town) -> None:
    before, after = drawn(town.ann, "&effective_on=2026-11-21"), drawn(town.ann)

    assert before.says("Kitchen, tier 3")
    assert not after.says("Kitchen")
    stood = {box.id: (box.x, box.y) for box in before.boxes}
    assert all(stood[box.id] == (box.x, box.y) for box in after.boxes)
    # As was known before anything was recorded of it there is no chain to draw.
    assert drawn(town.ann, "&known_at=1").boxes == []


def test_what_stops_is_marked_in_words_and_its_routes_are_drawn(town: Town) -> None:
    picture = drawn(town.ann, f"&fail={town.agency}")

    assert picture.box("Home care").title.endswith(", stops")
    assert picture.box("Day centre").title.endswith(", stops")
    assert picture.box("Nightly Agency").title.endswith(", fails")
    assert "plain" in picture.box(LONG).classes
    route, other = ("Halden", "Nightly"), ("Halden", LONG)
    assert picture.line(*route)["stroke"] != picture.line(*other)["stroke"]

    # Who may be spared makes nothing stop: the vans are not essential.
    spared = drawn(town.ann, f"&fail={town.vans}")
    assert spared.box("Home care").title.endswith(", goes on")
    assert "plain" in spared.box("Day centre").classes


@pytest.mark.parametrize(
    ("lens", "mark", "says"),
    [
        ("risk", "Nightly", "16"),
        ("payment", "Nightly", "90d"),
        ("value", "Halden", "50%"),
        ("sme", "Borderlands", "VCSE"),
        ("diamonds", "Nightly", "2 leads"),
        ("exit", "Nightly", "novate"),
    ],
)
def test_every_lens_says_its_word_on_the_same_layout(
    town: Town, lens: str, mark: str, says: str
) -> None:
    plain, picture = drawn(town.ann), drawn(town.ann, f"&lens={lens}")

    assert [box[0] for box in plain.boxes] == [box[0] for box in picture.boxes]
    assert [box[2:4] for box in plain.boxes] == [box[2:4] for box in picture.boxes]
    assert says in picture.words(mark)


def test_only_the_routes_through_somebody_are_drawn_if_asked(town: Town) -> None:
    picture = drawn(town.ann, f"&through={town.vans}")

    assert len(picture.boxes) == 3
    assert not picture.says("Nightly")


def test_filters_are_those_of_the_other_formats(town: Town) -> None:
    day = drawn(town.ann, f"&contract={town.day.contract['reference']}")
    care = drawn(town.ann, "&service=Home+care&depth=1")

    assert not day.says("Home care")
    assert {box.title.partition(",")[0] for box in care.boxes} == {
        "Home care",
        "Halden Homecare Ltd",
    }


def test_restricted_risks_leave_no_trace_in_a_picture(town: Town) -> None:
    seen, kept = drawn(town.ann), drawn(town.cal)

    assert "worst open risk 25 of 25" in seen.box(LONG).title
    assert "no scored risk" in kept.box(LONG).title
    # Nor is anything larger, or elsewhere, for it.
    assert [box[2:] for box in seen.boxes] == [box[2:] for box in kept.boxes]


def test_a_provider_sees_its_own_part_and_by_whom_it_is_paid(town: Town) -> None:
    own = town.home.provider("Lee Lead", "lead_provider", town.agency)
    picture = drawn(own)

    names = {box.title.partition(",")[0] for box in picture.boxes}
    assert names == {
        "Nightly Agency & Sons <Ltd>",
        "Halden Homecare Ltd",
        "Wexley Days Ltd",
    }
    assert "risk" not in "".join(box.title for box in picture.boxes)
    # What its payer is paid is nothing that it is told.
    assert picture.box("Halden").title == "Halden Homecare Ltd, lead provider"


def test_a_member_sees_who_does_what_without_terms(town: Town) -> None:
    scope = {"wards": ["Abbey"]}
    member = town.council.person("Mo Member", "elected_member", scope=scope)
    picture = drawn(member)

    assert picture.box("Nightly").title.startswith(
        "Nightly Agency & Sons <Ltd>, tier 2, 2 contracts"
    )
    assert "days" not in picture.box("Nightly").title
    assert picture.line("Halden", "Nightly")["stroke-width"] == "1"


def test_a_member_is_drawn_what_the_answer_to_a_failure_tells(town: Town) -> None:
    scope = {"wards": ["Abbey"]}
    member = town.council.person("May Member", "elected_member", scope=scope)
    told = member.get(f"/v1/supply-chain/failure?organisation={town.agency}").json()
    picture = drawn(member, f"&fail={town.agency}")

    for each in told["stops"]:
        assert picture.box(each["contract"]["name"]).title.endswith(", stops")
    assert len(told["stops"]) == 2
    assert picture.box("Nightly").title.endswith(", fails")
    # What is left out of the picture is said in it.
    title = "".join(picture.root.itertext())
    assert "Left out are contracts outside of what you may see" in title


def test_who_may_not_ask_what_stops_is_refused_that_and_nothing_else(
    town: Town,
) -> None:
    lead = town.home.provider("Lou Lead", "lead_provider", town.agency)
    reply = lead.get(f"/v1/supply-chain/graph?format=svg&fail={town.agency}")

    assert reply.status_code == 403
    assert reply.json()["rule"] == "rights/get_supply_chain_failure"
    assert "Left out is all but your own part" in "".join(drawn(lead).root.itertext())


@pytest.mark.parametrize(
    "query",
    ["lens=mood", "tier=0", "fail=x", "group=maybe", "colour=red", "through=x"],
)
def test_what_cannot_be_drawn_is_refused_by_name(town: Town, query: str) -> None:
    reply = town.ann.get(f"/v1/supply-chain/graph?format=svg&{query}")

    assert reply.status_code == 422
    assert reply.json()["errors"][0]["pointer"] == f"/{query.partition('=')[0]}"


def test_a_lens_is_for_pictures_alone(town: Town) -> None:
    reply = town.ann.get("/v1/supply-chain/graph?format=dot&lens=risk")

    assert reply.status_code == 422


def test_an_empty_register_is_drawn_as_nothing(tmp_path: Path) -> None:
    with open_council(tmp_path, Clock()) as council:
        picture = drawn(council.person("Ann Bell", "commissioner"))

    assert picture.boxes == []
    assert "0 contracts, 0 organisations" in "".join(picture.root.itertext())
