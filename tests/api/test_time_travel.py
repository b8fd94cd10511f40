"""Any question may be asked as of any day, by what was known then."""

import pytest

from tests.api.council import Council, Json, Person
from tests.conftest import Clock

RISK = {"title": "Sole nursing agency withdraws", "scope": "council"}


@pytest.fixture
def history(clock: Clock, ann: Person) -> list[Json]:
    """A risk as it was entered, and as it was scored ten days later."""
    entered = ann.make("/v1/risks", RISK)
    clock.forward(days=10)
    score = {"current": {"likelihood": 4, "impact": 5}, "reason": "Shifts cancelled"}
    return [entered, ann.make(f"/v1/risks/{entered['id']}/assess", score)]


def test_the_past_is_read_by_position(ann: Person, history: list[Json]) -> None:
    entered, scored = history
    born = entered["reference"].removeprefix("R-")

    then = ann.get(f"/v1/risks/{entered['id']}?known_at={born}")

    assert then.json() == entered
    assert then.headers["Known-At"] == then.headers["Register-Position"] == born
    assert ann.get(f"/v1/risks/{entered['id']}").json() == scored


def test_the_past_is_read_by_moment(ann: Person, history: list[Json]) -> None:
    then = ann.get(f"/v1/risks/{history[0]['id']}?known_at=2026-11-25T12:00:00Z")

    assert then.json() == history[0]
    assert then.headers["Known-At"] == "2026-11-25T12:00:00.000000Z"
    assert then.headers["Effective-On"] == "2026-11-25"


@pytest.mark.parametrize(
    "moment",
    [
        "2026-11-25T12:00:00+00:00",
        "2026-11-25T12:00:00 00:00",
        "2026-11-25t14:00:00.5z",
    ],
)
def test_a_moment_is_taken_in_every_form_of_rfc_3339(
    ann: Person, history: list[Json], moment: str
) -> None:
    then = ann.get(f"/v1/risks/{history[0]['id']}", params={"known_at": moment})

    assert then.json() == history[0]


def test_a_moment_before_the_register_finds_nothing(ann: Person) -> None:
    ann.make("/v1/risks", RISK)

    before = ann.get("/v1/risks?known_at=2020-01-01T00:00:00Z")

    assert (before.json()["items"], before.json()["total"]) == ([], 0)
    assert before.headers["Register-Position"] == "0"


def test_the_past_is_read_by_checkpoint(
    council: Council, ann: Person, history: list[Json]
) -> None:
    while council.register.ledger.step():
        pass
    size = history[0]["reference"].removeprefix("R-")

    then = ann.get(f"/v1/risks/{history[0]['id']}?known_at=checkpoint:{size}")

    assert then.json() == history[0]
    assert then.headers["Known-At"] == f"checkpoint:{size}"


def test_what_was_true_on_a_day_is_told_by_what_is_known_now(ann: Person) -> None:
    risk = ann.make("/v1/risks", {**RISK, "effective_on": "2026-06-01"})
    named = {"title": "All agencies withdraw", "effective_on": "2026-09-01"}
    ann.make(f"/v1/risks/{risk['id']}/describe", named)

    august = ann.get(f"/v1/risks/{risk['id']}?effective_on=2026-08-31")
    september = ann.get(f"/v1/risks/{risk['id']}?effective_on=2026-09-01")

    assert august.json()["title"] == RISK["title"]
    assert september.json()["title"] == named["title"]
    assert august.headers["Effective-On"] == "2026-08-31"


def test_before_it_was_so_there_was_nothing(ann: Person) -> None:
    risk = ann.make("/v1/risks", RISK)

    assert ann.get(f"/v1/risks/{risk['id']}?effective_on=2026-01-01").status_code == 404


def test_what_is_over_is_shown_as_it_was(ann: Person) -> None:
    days = {"effective_on": "2026-01-01", "effective_until": "2026-02-01"}

    entered = ann.post("/v1/risks", {**RISK, **days})

    assert entered.status_code == 201
    assert entered.json()["effective_until"] == "2026-02-01"


def test_page_two_is_of_the_same_register(ann: Person) -> None:
    for nth in range(3):
        ann.make("/v1/risks", {**RISK, "title": f"Risk {nth}"})
    first = ann.get("/v1/risks?limit=2&sort=title").json()
    ann.make("/v1/risks", {**RISK, "title": "Risk 0 again"})

    second = ann.get(f"/v1/risks?limit=2&sort=title&cursor={first['next']}")

    assert [risk["title"] for risk in first["items"]] == ["Risk 0", "Risk 1"]
    assert [risk["title"] for risk in second.json()["items"]] == ["Risk 2"]
    assert second.json()["position"] == first["position"]
    assert (second.json()["total"], second.json()["next"]) == (3, None)


def test_an_answer_that_stands_still_is_sent_once(ann: Person) -> None:
    ann.make("/v1/organisations", {"name": "Halden Homecare Ltd"})
    still = f"/v1/changes?known_at={1}&effective_on=2026-11-21"
    first = ann.get(still)

    again = ann.get(still, headers={"If-None-Match": first.headers["ETag"]})

    assert (again.status_code, again.content) == (304, b"")


def test_an_answer_that_may_move_is_always_sent(ann: Person) -> None:
    risk = ann.post("/v1/risks", RISK)
    seen = {"If-None-Match": risk.headers["ETag"]}

    assert ann.get(risk.headers["Location"], headers=seen).status_code == 200
