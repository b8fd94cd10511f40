"""Who holds a change, for what and since when; what bodies decide on it."""

import pytest

from tests.api.council import Council, Json, Person
from tests.api.test_delegation import IMPACT
from tests.conftest import Clock


@pytest.fixture
def change(ann: Person) -> str:
    """The address of a change that Ann has raised."""
    contract = ann.make("/v1/contracts", {"title": "Home care"})
    body = {"contract_id": contract["id"], "title": "A rise"}
    return f"/v1/changes/{ann.make('/v1/changes', body)['id']}"


def holder(thing: Json) -> tuple[str | None, str | None, str | None]:
    return thing["held_by"], thing["held_for"], thing["held_since"]


def test_a_change_says_at_every_step_who_holds_it_and_since_when(
    ann: Person, ben: Person, change: str, clock: Clock
) -> None:
    anns, bens = str(ann.account), str(ben.account)
    asked = {"decision_by": bens, "decision_wanted_by": "2026-12-04"}

    assert holder(ann.get(change).json()) == (anns, "assessment", "2026-11-21")
    clock.forward(days=1)
    assert holder(ann.make(f"{change}/assess-impact", IMPACT)) == (
        None,
        "decision",
        "2026-11-22",
    )
    clock.forward(days=1)
    waiting = ann.make(f"{change}/describe", asked)
    assert holder(waiting) == (bens, "decision", "2026-11-23")
    assert waiting["held_by_name"] == "Ben Bright"
    clock.forward(days=1)
    sent = ben.make(f"{change}/send-back", {"reason": "What of the rota?"})
    assert holder(sent) == (anns, "assessment", "2026-11-24")
    assert (sent["status"], sent["decision_reason"]) == (
        "sent_back",
        "What of the rota?",
    )
    ann.make(f"{change}/assess-impact", {"quality": "None"})
    approved = ben.make(f"{change}/approve", {"conditions": "From April on"})
    assert holder(approved) == (anns, "signature", "2026-11-24")
    assert approved["conditions"] == "From April on"
    done = ann.make(f"{change}/implement", {"implemented_on": "2026-11-24"})
    assert holder(done) == (anns, "reflection", "2026-11-24")
    last = ann.get(f"{change}/history").json()["items"][-1]
    told = (last["before"]["held_for"], last["after"]["held_for"])
    assert told == ("signature", "reflection")


def test_what_waits_on_somebody_is_found_by_its_holder(
    ann: Person, ben: Person, change: str
) -> None:
    ann.make(f"{change}/assess-impact", IMPACT)
    asked = {"decision_by": str(ben.account), "decision_wanted_by": "2026-12-04"}
    ann.make(f"{change}/describe", asked)

    def found(query: str) -> int:
        total: int = ann.get(f"/v1/changes?{query}").json()["total"]
        return total

    late = "held_for=decision&decision_wanted_by_to=2026-12-04"
    assert found(f"held_by={ben.account}&{late}") == 1
    assert found(f"held_by={ann.account}") == 0
    assert found("held_for=decision&decision_wanted_by_to=2026-12-03") == 0


def test_who_is_asked_to_decide_exists(ann: Person, change: str) -> None:
    nobody = {"decision_by": "0b9f0a52-6d1c-4b1f-9a53-1f6f2f6f0cff"}

    refused = ann.post(f"{change}/describe", nobody)

    assert (refused.status_code, refused.json()["rule"]) == (422, "unknown-reference")


def test_that_it_is_not_known_who_decides_is_an_answer(
    ann: Person, change: str
) -> None:
    unknown = {"unknown": "asked_no_answer"}
    said = ann.make(f"{change}/describe", {"decision_by": unknown})

    assert said["decision_by"] == unknown
    assert holder(ann.make(f"{change}/assess-impact", IMPACT))[:2] == (None, "decision")


def test_a_clerk_enters_what_cabinet_decided_last_week(
    council: Council, ann: Person, change: str
) -> None:
    clerk = council.person("Cal Clerk", "adviser")
    ann.make(f"{change}/assess-impact", IMPACT)
    minute = {
        "body": "Cabinet",
        "meeting_date": "2026-11-12",
        "minute_ref": "CAB/26/118",
        "conditions": "Back to the committee after a year",
    }

    refused = ann.post(f"{change}/record-body-decision", minute)
    decided = clerk.make(f"{change}/record-body-decision", minute)

    assert (refused.status_code, refused.json()["rule"]) == (403, "INV-G2")
    assert {name: decided[name] for name in (*minute, "approved_on")} == {
        **minute,
        "approved_on": "2026-11-12",
    }
    assert (decided["approved_by"], decided["approved_as"]) == (None, "body")
    assert (decided["body_recorded_by"], decided["body_recorded_on"]) == (
        str(clerk.account),
        "2026-11-21",
    )
    before = ann.get(f"{change}?effective_on=2026-11-20&known_at={council.head()}")
    assert before.json().get("status") != "approved"


def test_one_person_is_one_pair_of_eyes_under_every_hat_and_key(
    council: Council, ann: Person, change: str
) -> None:
    ann.make(f"{change}/assess-impact", IMPACT)
    for role in ("approver", "adviser", "contract_manager"):
        council.grant(ann.account, role=role, scope="all")
    again = Person(ann.account, council.key(ann.account), ann.client)

    for who in (ann, again):
        for verb, body in (
            ("approve", {}),
            ("reject", {"reason": "No"}),
            ("send-back", {"reason": "No"}),
            ("record-body-decision", {"body": "Cabinet", "meeting_date": "2026-11-12"}),
        ):
            refused = who.post(f"{change}/{verb}", body)
            assert (refused.status_code, refused.json()["rule"]) == (403, "INV-G2")
