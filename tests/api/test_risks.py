"""A risk over HTTP: from the sentence that enters it to the close."""

from tests.api.council import Council, Person

TITLE = "Sole nursing agency withdraws"


def test_a_risk_is_entered_scored_reviewed_and_closed(ann: Person, ben: Person) -> None:
    entered = ann.post("/v1/risks", {"title": TITLE, "scope": "council"})
    assert entered.status_code == 201
    risk = entered.headers["Location"]
    score = {"likelihood": 4, "impact": 5}

    scored = ann.post(
        f"{risk}/assess", {"current": score, "reason": "Shifts cancelled"}
    )
    ann.post(f"{risk}/review", {"next_review": "2027-03-31"})
    closed = ben.post(f"{risk}/close", {"reason": "A second agency is there"})

    assert scored.json()["current"] == {**score, "score": 20}
    assert closed.json()["status"] == "closed"
    assert closed.headers["ETag"] == '"4"'
    assert ann.get(risk).json() == closed.json()


def test_a_reply_to_a_command_is_what_a_question_answers(ann: Person) -> None:
    written = ann.post("/v1/risks", {"title": TITLE, "scope": "council"})

    read = ann.get(written.headers["Location"])

    assert read.json() == written.json()
    assert read.headers["Register-Position"] == written.headers["Register-Position"]
    assert read.headers["ETag"] == written.headers["ETag"]


def test_a_risk_is_found_by_its_reference(ann: Person) -> None:
    risk = ann.make("/v1/risks", {"title": TITLE, "scope": "council"})

    assert ann.get(f"/v1/risks/{risk['reference']}").json() == risk


def test_the_highest_risk_is_not_closed_by_who_raised_it(
    council: Council, ann: Person
) -> None:
    risk = ann.make("/v1/risks", {"title": TITLE, "scope": "council"})
    worst = {"current": {"likelihood": 5, "impact": 5}, "reason": "Notice was given"}
    ann.make(f"/v1/risks/{risk['id']}/assess", worst)
    before = council.head()

    refused = ann.post(f"/v1/risks/{risk['id']}/close", {"reason": "I think so"})

    assert refused.status_code == 403
    assert refused.json()["rule"] == "INV-R5"
    assert "somebody else" in refused.json()["detail"]
    assert council.head() == before
