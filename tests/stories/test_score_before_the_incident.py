"""A wrong entry taken back, and a score shown as it stood before an incident."""

from typing import Any

from domain.ledger.proof import inclusion_proof, verify_inclusion
from domain.ledger.tree import leaf_hash, root_at
from domain.log.mapper import leaf_of
from tests.api.council import Council, Json, Person
from tests.conftest import Clock


def score(likelihood: int, impact: int, reason: str) -> Json:
    return {"current": {"likelihood": likelihood, "impact": impact}, "reason": reason}


def test_the_committee_sees_the_score_of_the_day_before_and_what_came_later(
    council: Council, priya: Person, clock: Clock
) -> None:
    contract = priya.make("/v1/contracts", {"title": "Home care"})["id"]
    entry = {"title": "The agency for nights withdraws", "contract_id": contract}
    risk = f"/v1/risks/{priya.make('/v1/risks', entry)['id']}"
    priya.make(f"{risk}/assess", score(2, 3, "Two agencies hold"))
    scored = council.head()
    clock.forward(days=2)  # the clerk notes the head of the log with the minutes
    noted = council.head()
    root = sealed_root(council, noted)

    # On the 23rd it happens. On the 24th somebody raises the score, with hindsight.
    clock.forward(days=1)
    priya.make(f"{risk}/assess", score(5, 4, "They left last night"))
    backdated = priya.post(
        f"{risk}/assess", {**score(4, 4, "I knew"), "effective_on": "2026-11-21"}
    )
    assert backdated.json()["rule"] == "no-backdating"

    auditor = council.person("Aud Auditor", "auditor")
    around = auditor.get(f"{risk}/around?date=2026-11-23").json()
    assert around["known"]["current"]["score"] == 6
    (later,) = around["later"]
    assert later["after"]["current"]["score"] == 20
    assert later["recorded_at"].startswith("2026-11-24")
    assert auditor.get(f"{risk}?known_at={noted}").json()["current"]["score"] == 6

    # What was noted then still contains the entry of the score, word by word.
    (row,) = council.register.reading.rows(scored - 1, 1)
    entered = leaf_hash(leaf_of(council.register.log_id, row))
    path = inclusion_proof(scored - 1, noted, council.register.ledger.node_reader())
    verify_inclusion(entered, scored - 1, noted, root=root, proof=path)


def sealed_root(council: Council, size: int) -> bytes:
    """The root of the ledger of a size, once that is sealed."""
    while council.register.ledger.step():
        pass
    return root_at(size, council.register.ledger.node_reader())


def test_a_wrong_entry_is_taken_back_alone_at_once_and_by_two_later(
    priya: Person, helena: Person, clock: Clock
) -> None:
    contract = priya.make("/v1/contracts", {"title": "Home care"})["id"]
    wrong = {"title": "This is the other contract's", "contract_id": contract}
    slip, late = (priya.make("/v1/risks", wrong)["reference"] for _ in "12")

    gone = {"reason": "Entered on the wrong contract"}
    assert priya.make(f"/v1/risks/{slip}/enter-in-error", gone)["in_error"] is True
    clock.forward(hours=1)
    alone = priya.make(f"/v1/risks/{late}/enter-in-error", gone)
    assert (alone["in_error"], alone["error_reported_by"]) == (
        False,
        str(priya.account),
    )
    agreed = helena.make(f"/v1/risks/{late}/enter-in-error", gone)

    assert agreed["in_error"] is True
    assert helena.get("/v1/risks").json()["total"] == 0
    assert helena.get("/v1/risk-register").json()["total"] == 0
    told: Any = helena.get(f"/v1/risks/{late}/history").json()["items"]
    assert [event["fact"] for event in told] == [
        "risk-identified",
        "risk-error-reported",
        "risk-entered-in-error",
    ]
    back = helena.make(f"/v1/risks/{late}/restore", {"reason": "It was right"})
    assert back["in_error"] is False
