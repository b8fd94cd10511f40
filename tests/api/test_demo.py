"""The demonstration council: the same three years each time, and nobody else's."""

import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any, get_args

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.demo.almanac import TOLD
from api.demo.making import KEYS, Personas, demonstration, forget, play
from api.demo.stage import Stage
from api.demo.story import personas
from api.opening import EVERYTHING, opened, opened_register
from domain.account import Account
from domain.errors import RuleBroken
from domain.event import Fact
from domain.facts.account import AccountOpened, Role
from domain.facts.key import KeyIssued
from domain.facts.link import LinkIssued
from domain.facts.notice_source import SourceListed
from domain.facts.policy import MatrixSet
from domain.facts.source_row import SourceRowTaken
from domain.log.register import Home, Register, init_register
from domain.operations import OFFICERS
from projections.findings.asking import FindingQuestion, findings
from projections.findings.evaluating import Remembered
from projections.pages import MOST, Question
from projections.risk_register import risk_register
from projections.view import View

NIGHTS = "Home care, lot 1: Riverside"
LEAVING = "Home care, lot 3: Hightown and Castle"
OPTION = "Supported living for adults with a learning disability"
PAID = "Housing-related support"
WAITING = "Four hundred more devices"
# Another day on which the story is made.
MOVED = date(2026, 3, 11)
README = Path(__file__).parents[2] / "README.md"
STATES = {
    "raised",
    "assessed",
    "sent_back",
    "approved",
    "rejected",
    "withdrawn",
    "signed",
    "implemented",
    "closed",
}
ISSUE_STATES = {
    "open",
    "in_progress",
    "escalated",
    "improvement_plan",
    "remedy",
    "resolved",
    "closed",
}
NOUNS = (
    "organisation",
    "contract",
    "risk",
    "change",
    "issue",
    "distress",
    "budget",
)


@pytest.fixture(scope="session")
def year(lived: Stage) -> tuple[Home, Personas]:
    """The three years, played once for all who only look."""
    return lived.register.home, lived.keys


@pytest.fixture(scope="session")
def moved(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The story as it is made on another day, under other ids."""
    home = Home(tmp_path_factory.mktemp("moved"))
    play(home, seed=1, today=MOVED)
    return home


def told(home: Home) -> list[Any]:
    """Everything in the log but what is made with a secret."""
    with opened_register(home) as register:
        return [
            (each.envelope, _without_secrets(each.fact))
            for each in register.reading.all_recorded()
        ]


def _without_secrets(fact: Fact) -> Fact:
    """The digest of a key or link, and that by which a row is known again."""
    match fact:
        case KeyIssued() | LinkIssued():
            return fact.model_copy(update={"digest": ""})
        case SourceRowTaken():
            return fact.model_copy(update={"key": "", "content_hash": ""})
        case SourceListed():
            return fact.model_copy(update={"appeared": len(fact.appeared)})
        case _:
            return fact


def told_on(home: Home) -> list[date]:
    """The days on which something was entered, in order."""
    with opened_register(home) as register:
        return [
            each.envelope.recorded_at.date() for each in register.reading.all_recorded()
        ]


def test_the_same_seed_gives_the_same_three_years(
    year: tuple[Home, Personas], tmp_path: Path
) -> None:
    again = Home(tmp_path)

    keys = play(again)

    assert told(again) == told(year[0])
    assert set(keys.values()).isdisjoint(year[1].values())


def test_another_seed_gives_the_same_story_under_other_ids(
    year: tuple[Home, Personas], moved: Home
) -> None:
    one, two = told(year[0]), told(moved)
    assert [type(fact) for _, fact in one] == [type(fact) for _, fact in two]
    assert {e.stream for e, _ in one}.isdisjoint(e.stream for e, _ in two)


def test_the_three_years_hold_what_they_promise(year: tuple[Home, Personas]) -> None:
    with opened(year[0]) as (_, __, reads), reads.at(EVERYTHING) as view:
        held = {noun: _rows(view, noun) for noun in NOUNS}

    many = {noun: len(rows) for noun, rows in held.items()}
    assert many["organisation"] == pytest.approx(145, abs=5)
    assert many["contract"] == pytest.approx(45, abs=5)
    assert many["risk"] == pytest.approx(150, abs=5)
    assert many["issue"] == pytest.approx(60, abs=5)
    assert many["change"] == pytest.approx(45, abs=5)
    assert held["distress"] == []  # which is for those who are named
    assert {budget["kept"] for budget in held["budget"]} == {"exceeded", "unmet"}
    assert any(contract.get("service_reference") for contract in held["contract"])
    assert {change["status"] for change in held["change"]} == STATES
    assert {issue["status"] for issue in held["issue"]} >= ISSUE_STATES
    assert {risk["status"] for risk in held["risk"]} >= {"open", "materialised"}
    assert all(
        len({row["title"] for row in held[noun]}) == many[noun]
        for noun in ("contract", "risk", "change", "issue")
    )


def test_every_role_has_a_persona() -> None:
    # The emergency account lies in an envelope, not among those who come in daily.
    daily = set(get_args(Role)) - {"break_glass"}
    assert {persona.role for persona in personas()} == daily


def test_the_matrix_was_changed_once(year: tuple[Home, Personas]) -> None:
    with opened_register(year[0]) as register:
        assert len(list(register.reading.of_kind(MatrixSet))) == 1


def test_some_of_it_was_true_before_it_was_known(year: tuple[Home, Personas]) -> None:
    late = [
        envelope
        for envelope, _ in told(year[0])
        if envelope.effective_on < envelope.recorded_at.date()
    ]

    assert len(late) >= 5


def test_each_persona_comes_in_and_sees_what_the_role_shows(
    year: tuple[Home, Personas],
) -> None:
    home, keys = year
    seen: dict[str, int] = {}
    with opened(home) as (register, _, reads):
        client = TestClient(create_app(register, reads))
        for persona in personas():
            mine = {"Authorization": f"Bearer {keys[persona.of]}"}
            reply = client.get("/v1/contracts", headers=mine)
            seen[persona.role] = reply.json().get("total", reply.status_code)

    assert {seen[role] for role in OFFICERS} == {seen["auditor"]}
    assert seen["administrator"] == seen["subcontractor"] == 403
    assert seen["lead_provider"] == 1
    assert seen["client"] == 3
    assert 0 < seen["elected_member"] < seen["auditor"]


def test_the_lead_provider_is_told_of_no_concern_that_is_kept_from_it(
    year: tuple[Home, Personas],
) -> None:
    home, keys = year
    titles: dict[str, set[str]] = {}
    with opened(home) as (register, _, reads):
        client = TestClient(create_app(register, reads))
        for who in ("lena", "tess", "helena", "jonah", "sana"):
            mine = {"Authorization": f"Bearer {keys[who]}"}
            items = client.get("/v1/issues?limit=200", headers=mine).json()["items"]
            titles[who] = {issue["title"] for issue in items}

    late = "Our night shifts are paid after 52 days"
    carer = "A carer is suspended while an allegation is looked into"
    assert late in titles["tess"] & titles["helena"] & titles["sana"]
    assert titles["lena"]
    assert late not in titles["lena"]
    # Nor of the one that a charity sent by its link.
    medicines = "Our sitters are asked to give medicines"
    assert medicines in titles["helena"]
    assert medicines not in titles["lena"] | titles["tess"]
    assert {who for who, read in titles.items() if carer in read} == {"helena", "jonah"}


def test_it_is_made_whole_and_once_and_removed_when_it_is_reset(tmp_path: Path) -> None:
    home = Home(tmp_path / "data")
    half = home.data / "demo-in-the-making"
    half.mkdir(parents=True)
    (half / "log.db").write_text("half")

    made = demonstration(home)

    assert not half.exists()
    assert demonstration(home) == made
    assert (home.data / KEYS).stat().st_mode & 0o077 == 0
    with opened_register(home) as register:
        assert isinstance(_first_account(register), Account)

    forget(home)

    assert not any(home.data.iterdir())


def test_another_register_is_neither_shown_nor_removed(tmp_path: Path) -> None:
    home = Home(tmp_path)
    init_register(home, "register.southmoor.example/2026", "Southmoor")
    before = told(home)

    for act in (demonstration, forget):
        with pytest.raises(RuleBroken, match="Southmoor"):
            act(home)

    assert told(home) == before


def _rows(view: View, noun: str) -> list[Any]:
    return view.page(noun, Question(limit=MOST)).items


def _first_account(register: Register) -> Any:
    (first, *_) = register.reading.of_kind(AccountOpened)
    return Account.replay(register.reading.history(first.stream))


def test_the_council_holds_its_risks_against_an_appetite(
    year: tuple[Home, Personas],
) -> None:
    with opened(year[0]) as (_, __, reads), reads.at(EVERYTHING) as view:
        register = risk_register(view, Question(limit=MOST))

    by_title = {entry["title"]: entry for entry in register.page.items}
    valley = by_title["One provider serves all of Moorside"]
    calls = by_title["Missed evening calls at weekends"]
    assert (valley["above_appetite"], valley["acceptance"]) == (True, "stands")
    assert (calls["worst_indicator"], calls["escalation"]) == ("red", 2)
    assert register.counts["above_appetite"] > 1
    assert register.counts["appetite_not_set"] == 0


def test_what_went_wrong_in_the_story_is_found(year: tuple[Home, Personas]) -> None:
    asked = FindingQuestion(limit=2000)
    with opened(year[0]) as (_, __, reads), reads.at(EVERYTHING, None, TOLD) as view:
        found = findings(view, asked, Remembered()).items
    grave = [one for one in found if one["severity"] == "high"]
    # What a board has to act on fills one page and no more.
    assert 15 <= len(grave) <= 30
    assert len(found) < 320

    told = {(one["rule"], one["subject"]["title"]) for one in found}
    assert told >= {
        ("A16", OPTION),
        ("A43", PAID),
        ("A46", "Printing, scanning and post"),
        ("A47", "Street lighting maintenance and energy"),
        ("A48", WAITING),
        ("A50", "Chemicals are stored beside boilers"),
        ("A2", "Repairs to corporate buildings and schools"),
        ("A6", "Extend the day centres by a year"),
        ("A20", "Saltire Care Holdings Ltd"),
        ("A52", "Night nursing"),
        ("INV-X6", "Leaving the block of care beds"),
    }


def test_the_tour_of_the_readme_goes_on_where_the_story_ends(
    year: tuple[Home, Personas],
) -> None:
    with opened(year[0]) as (register, _, reads), reads.at(EVERYTHING) as view:
        head = register.reading.head()
        worst = risk_register(view, Question(limit=1)).page.items[0]
        contracts = {c["title"]: c for c in _rows(view, "contract")}
    nights, leaving = contracts[NIGHTS], contracts[LEAVING]
    tour = README.read_text()

    # A risk and its score, then a change: their references are their positions.
    assert set(re.findall(r"R-\d{4,}", tour)) == {f"R-{head + 1}", f"R-{head + 3}"}
    assert f"CR-{head + 3}" in tour
    assert f"known_at={head + 1}" in tour
    assert worst["title"] in tour
    assert set(re.findall(r'"contract_id": "([0-9a-f-]+)"', tour)) == {nights["id"]}
    named = {nights["reference"], leaving["reference"]}
    assert set(re.findall(r"/contracts/(C-\d+)", tour)) == named


def test_the_story_ends_just_before_it_is_made(moved: Home) -> None:
    home, made_on = moved, MOVED

    told = told_on(home)
    assert timedelta(days=1) < made_on - told[-1] < timedelta(days=14)
    with opened(home) as (_, __, reads), reads.at(EVERYTHING, None, made_on) as view:
        contracts = {c["title"]: c for c in _rows(view, "contract")}
        waiting = {c["title"]: c for c in _rows(view, "change")}
    option = date.fromisoformat(contracts[OPTION]["end"]) - timedelta(days=182)
    assert timedelta() < option - made_on < timedelta(days=60)
    assert contracts[PAID]["end"] < made_on.isoformat()
    assert contracts[PAID]["status"] == "live"
    assert waiting[WAITING]["decision_wanted_by"] < made_on.isoformat()
    assert {day.weekday() for day in told} <= set(range(5))
