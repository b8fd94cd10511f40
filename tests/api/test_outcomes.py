"""Replies to many commands at a time: each shows the thing at its own position."""

import asyncio
from typing import TYPE_CHECKING
from uuid import UUID

import orjson
import pytest

from domain.log.submission import Outcome
from tests.api.council import Council, Json, Person
from tests.conftest import Clock

if TYPE_CHECKING:
    from api.service import Service

REASON = "Shifts cancelled"


@pytest.fixture
def contract(ann: Person) -> Json:
    return ann.make("/v1/contracts/adopt", {"title": "Home care, lot 2"})


@pytest.fixture
def risks(ann: Person, contract: Json) -> list[Json]:
    """Two risks that show what their contract is called."""
    said = {"contract_id": contract["id"]}
    titles = "Sole agency withdraws", "Travel costs rise"
    return [ann.make("/v1/risks", {"title": title, **said}) for title in titles]


def score(ann: Person, risk: Json, likelihood: int) -> Outcome:
    current = {"likelihood": likelihood, "impact": 5}
    path = f"/v1/risks/{risk['id']}/assess"
    return outcome(ann, path, {"current": current, "reason": REASON})


def outcome(ann: Person, path: str, body: Json) -> Outcome:
    """Sends a command, and says what came of it as the writer does."""
    reply = ann.post(path, body)
    assert reply.status_code == 200, reply.text
    thing, position = reply.json(), int(reply.headers["Register-Position"])
    return Outcome(UUID(thing["id"]), thing["version"], position, 200)


def shown_together(council: Council, *outcomes: Outcome) -> list[Json]:
    """What the outcomes of one batch are shown as."""
    service: Service = council.app.state.service

    async def shown() -> list[Json]:
        asked = (service.outcomes.shown("risk", one) for one in outcomes)
        return await asyncio.gather(*asked)

    told: list[Json] = orjson.loads(orjson.dumps(asyncio.run(shown())))
    return told


def then(ann: Person, one: Outcome) -> Json:
    """The same by the question for it."""
    found: Json = ann.get(f"/v1/risks/{one.stream}?known_at={one.position}").json()
    return found


def test_each_is_shown_as_a_question_at_its_position_would(
    council: Council, ann: Person, risks: list[Json]
) -> None:
    outcomes = [score(ann, risk, 3) for risk in risks]

    shown = shown_together(council, *outcomes)

    assert shown == [then(ann, one) for one in outcomes]
    assert [thing["current"]["likelihood"] for thing in shown] == [3, 3]


def test_what_was_changed_again_is_shown_as_it_was_between(
    council: Council, ann: Person, risks: list[Json]
) -> None:
    outcomes = [score(ann, risks[0], n) for n in (2, 3, 4)]

    shown = shown_together(council, *outcomes)

    assert [thing["current"]["likelihood"] for thing in shown] == [2, 3, 4]
    assert [thing["version"] for thing in shown] == [2, 3, 4]


def test_what_it_links_to_is_called_as_it_was_called_then(
    council: Council, ann: Person, contract: Json, risks: list[Json]
) -> None:
    before = score(ann, risks[0], 3)
    ann.post(f"/v1/contracts/{contract['id']}/describe", {"title": "Care at home"})
    after = score(ann, risks[1], 3)

    shown = shown_together(council, before, after)

    titles = [thing["contract_title"] for thing in shown]
    assert titles == ["Home care, lot 2", "Care at home"]


def test_a_command_that_changed_nothing_is_not_taken_for_its_neighbour(
    council: Council, ann: Person, risks: list[Json]
) -> None:
    changed = score(ann, risks[0], 3)
    idle = Outcome(UUID(risks[1]["id"]), 1, changed.position, 200)

    shown = shown_together(council, changed, idle)

    assert [thing["id"] for thing in shown] == [risk["id"] for risk in risks]


def test_what_was_written_on_either_side_of_midnight_is_true_on_its_own_day(
    council: Council, ann: Person, risks: list[Json], clock: Clock
) -> None:
    before = score(ann, risks[0], 3)
    clock.forward(days=1)
    after = score(ann, risks[1], 3)

    shown = shown_together(council, before, after)

    assert shown == [then(ann, before), then(ann, after)]


def test_one_that_cannot_be_shown_leaves_the_others_alone(
    council: Council, ann: Person, risks: list[Json]
) -> None:
    good = score(ann, risks[0], 3)
    bad = Outcome(UUID(int=1), 1, good.position, 200)
    service: Service = council.app.state.service

    async def asked() -> list[Json | BaseException]:
        both = (service.outcomes.shown("risk", one) for one in (good, bad))
        return await asyncio.gather(*both, return_exceptions=True)

    shown = asyncio.run(asked())

    assert orjson.loads(orjson.dumps(shown[0])) == then(ann, good)
    assert isinstance(shown[1], Exception)
