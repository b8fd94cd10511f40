"""The register between two instants: what came, what changed, what went."""

import pytest

from tests.api.council import Council, Json, Person
from tests.conftest import Clock

CARE: Json = {"title": "Home care", "status": "live", "end": "2027-03-31"}
SCORE = {"current": {"likelihood": 4, "impact": 5}, "reason": "It got worse"}


@pytest.fixture
def care(ann: Person) -> Json:
    """A contract that has been there for some time."""
    return ann.make("/v1/contracts/adopt", CARE)


def between(who: Person, query: str) -> Json:
    """What happened, which has to be told."""
    reply = who.get(f"/v1/diff?{query}")
    assert reply.status_code == 200, reply.text
    told: Json = reply.json()
    return told


def became(told: Json) -> list[tuple[str, str]]:
    """What became of each thing, by its title."""
    return [(one["title"], one["became"]) for one in told["items"]]


def test_each_thing_is_told_once_with_its_fields_and_events(
    council: Council, ann: Person, care: Json
) -> None:
    since = council.head()
    on_it = {"title": "It ends", "contract_id": care["id"]}
    risk = f"/v1/risks/{ann.make('/v1/risks', on_it)['id']}"
    ann.make(f"{risk}/assess", SCORE)
    ann.make(f"/v1/contracts/{care['id']}/describe", {"department": "Adults"})

    told = between(ann, f"from={since}")

    assert became(told) == [("It ends", "created"), ("Home care", "changed")]
    new, changed = told["items"]
    assert [event["fact"] for event in new["events"]] == [
        "risk-identified",
        "risk-assessed",
    ]
    scores = {one["field"]: one for one in new["fields"]}["current"]
    assert (scores["before"], scores["after"]["score"]) == (None, 20)
    assert changed["fields"] == [
        {"field": "department", "before": None, "after": "Adults"}
    ]
    assert changed["reference"] == care["reference"]
    assert (told["from"], told["position"]) == (since, council.head())


def test_what_went_and_came_back_is_told_as_such(
    council: Council, ann: Person, care: Json
) -> None:
    path = f"/v1/contracts/{care['id']}"
    since = council.head()
    ann.make(f"{path}/enter-in-error", {"reason": "Entered twice"})
    gone = council.head()
    assert became(between(ann, f"from={since}")) == [("Home care", "gone")]

    ann.make(f"{path}/restore", {"reason": "They were two"})

    assert became(between(ann, f"from={gone}")) == [("Home care", "restored")]
    (whole,) = between(ann, f"from={since}")["items"]
    assert (whole["became"], whole["fields"]) == ("changed", [])
    assert whole["event_count"] == 2


def test_instants_are_positions_moments_and_checkpoints(
    council: Council, clock: Clock, ann: Person, care: Json
) -> None:
    since = council.head()
    clock.forward(days=2)
    ann.make(f"/v1/contracts/{care['id']}/describe", {"department": "Adults"})
    clock.forward(days=2)
    ann.make(f"/v1/contracts/{care['id']}/describe", {"department": "Children"})

    week = between(ann, "from=2026-11-22T00:00:00Z&to=2026-11-24T00:00:00Z")

    ((field,),) = [one["fields"] for one in week["items"]]
    assert (field["before"], field["after"]) == (None, "Adults")
    assert week["from"] == since
    ((field,),) = [one["fields"] for one in between(ann, f"from={since + 1}")["items"]]
    assert (field["before"], field["after"]) == ("Adults", "Children")


def test_nouns_and_contracts_are_asked_for(
    council: Council, ann: Person, care: Json
) -> None:
    since = council.head()
    other = ann.make("/v1/contracts/adopt", {**CARE, "title": "Meals"})
    ann.make("/v1/risks", {"title": "It ends", "contract_id": care["id"]})
    ann.make("/v1/risks", {"title": "It is cold", "contract_id": other["id"]})

    asked = between(ann, f"from={since}&contract={care['reference']}")
    assert became(asked) == [("It ends", "created")]
    asked = between(ann, f"from={since}&noun=contract")
    assert became(asked) == [("Meals", "created")]
    asked = between(ann, f"from={since}&noun=risk&contract={other['id']}")
    assert became(asked) == [("It is cold", "created")]


def test_pages_stay_where_the_first_was_whatever_is_recorded_since(
    council: Council, ann: Person, care: Json
) -> None:
    since = council.head()
    for n in range(5):
        ann.make("/v1/risks", {"title": f"Risk {n}", "scope": "council"})
        ann.make(f"/v1/contracts/{care['id']}/describe", {"department": f"{n}"})
    query, found = f"from={since}&limit=2", []
    page = between(ann, query)
    pinned = page["position"]
    while True:
        found += became(page)
        if page["next"] is None:
            break
        ann.make("/v1/risks", {"title": "Later", "scope": "council"})
        page = between(ann, f"{query}&cursor={page['next']}")
        assert page["position"] == pinned

    assert found == [
        ("Risk 0", "created"),
        ("Home care", "changed"),
        *((f"Risk {n}", "created") for n in range(1, 5)),
    ]


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ("", "/from"),
        ("from=yesterday", "/from"),
        ("from=999999", "/from"),
        ("from=0&to=2027-01-01T00:00:00Z", "/to"),
        ("from=5&to=3", "/from"),
        ("from=0&noun=dragon", "/noun"),
        ("from=0&contract=care", "/contract"),
        ("from=0&limit=0", "/limit"),
        ("from=0&colour=red", "/colour"),
        ("from=0&known_at=1", "/known_at"),
    ],
)
def test_a_question_that_cannot_be_answered_says_why(
    ann: Person, query: str, pointer: str
) -> None:
    reply = ann.get(f"/v1/diff?{query}")

    assert reply.status_code == 422
    assert [error["pointer"] for error in reply.json()["errors"]] == [pointer]


def test_a_cursor_serves_its_own_question_alone(ann: Person, care: Json) -> None:
    ann.make("/v1/risks", {"title": "It ends", "contract_id": care["id"]})
    cursor = between(ann, "from=0&limit=1")["next"]

    refused = ann.get(f"/v1/diff?from=1&limit=1&cursor={cursor}")

    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (
        422,
        "/cursor",
    )


def test_what_is_restricted_is_not_told_of(
    council: Council, ann: Person, ben: Person
) -> None:
    since = council.head()
    ann.make(
        "/v1/risks", {"title": "Late", "scope": "council", "handling": "restricted"}
    )

    assert became(between(ann, f"from={since}")) == [("Late", "created")]
    assert between(ben, f"from={since}")["items"] == []


def test_everything_that_there_is_can_be_told(council: Council, ann: Person) -> None:
    admin = council.person("Ada Able", "administrator")
    audit = council.person("Aud Itor", "auditor")
    admin.make("/v1/policy/set-appetite", {"limit": 9})
    ann.make("/v1/organisations", {"name": "Halden", "individual": True})

    nouns = {one["noun"] for one in between(audit, "from=0&limit=200")["items"]}

    assert nouns >= {"account", "key", "policy", "organisation"}
