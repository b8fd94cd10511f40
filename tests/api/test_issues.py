"""Issues over HTTP: from the sentence to the close, and who is told of them."""

from typing import Any
from uuid import uuid4

import pytest

from tests.api.council import Council, Json, Person

TITLE = "Missed calls in Maidstone"


@pytest.fixture
def firm(ann: Person) -> str:
    """The lead provider of the contract."""
    made = ann.make("/v1/organisations", {"name": "Halden Homecare Ltd"})
    return str(made["id"])


@pytest.fixture
def care(ann: Person, firm: str) -> str:
    """The contract."""
    asked = {"title": "Home care", "provider_id": firm, "wards": ["Abbey"]}
    return str(ann.make("/v1/contracts", asked)["id"])


@pytest.fixture
def lead(council: Council, firm: str) -> Person:
    """Somebody who acts for the lead provider."""
    return council.person("Lea Lead", "lead_provider", scope={"organisations": [firm]})


def path_of(thing: Json) -> str:
    return f"/v1/issues/{thing['id']}"


def test_an_issue_goes_from_a_sentence_to_the_close(ann: Person, care: str) -> None:
    entered = ann.post("/v1/issues", {"title": TITLE, "contract_id": care})
    issue = entered.headers["Location"]

    ann.make(f"{issue}/assign", {"owner": str(ann.account), "due": "2027-01-15"})
    ann.make(f"{issue}/escalate", {"level": 1})
    ann.make(f"{issue}/resolve", {"reason": "A second agency is there"})
    closed = ann.post(f"{issue}/close", {"reason": "Quiet for eight weeks"})

    assert entered.status_code == 201
    assert entered.json()["reference"].startswith("I-")
    assert entered.json()["severity"] == {"unknown": "not_asked"}
    assert closed.json()["status"] == "closed"
    assert closed.headers["ETag"] == '"5"'
    assert ann.get(issue).json() == closed.json()
    listed = ann.get("/v1/issues?status=closed").json()["items"]
    assert listed == [{k: v for k, v in closed.json().items() if k != "findings"}]
    assert TITLE in ann.get("/v1/issues.csv").text


def test_an_unfair_judgement_is_refused_with_a_way_out(ann: Person, care: str) -> None:
    issue = ann.make("/v1/issues", {"title": TITLE, "contract_id": care})

    refused = ann.post(
        f"{path_of(issue)}/judge-improvement",
        {"outcome": "failed_to_improve", "reason": "Enough"},
    )

    assert (refused.status_code, refused.json()["rule"]) == (422, "INV-I1")
    assert "open-improvement-plan" in refused.json()["detail"]


def test_the_provider_concerned_says_how_it_sees_it(
    ann: Person, lead: Person, care: str
) -> None:
    issue = ann.make("/v1/issues", {"title": TITLE, "contract_id": care})
    said = {"statement": "Families cancelled half of these calls"}

    told = lead.post(f"{path_of(issue)}/represent", said)
    by_council = ann.post(f"{path_of(issue)}/represent", said)

    assert told.json()["representation"] == said["statement"]
    assert told.json()["represented_by_name"] == "Lea Lead"
    assert by_council.status_code == 403
    assert lead.post(f"{path_of(issue)}/assign", {"owner": str(lead.account)}).json()[
        "rule"
    ] == ("rights/assign_issue")


@pytest.mark.parametrize(
    ("role", "scope"),
    [("client", {"services": ["Care"]}), ("elected_member", {"wards": ["Abbey"]})],
)
def test_those_outside_raise_what_they_meet(
    council: Council, ann: Person, role: str, scope: Json
) -> None:
    theirs = {"title": "Home care", "service": "Care", "wards": ["Abbey"]}
    care = ann.make("/v1/contracts", theirs)["id"]
    who = council.person("Olu Outside", role, scope=scope)

    issue = who.make("/v1/issues", {"title": TITLE, "contract_id": care})

    enquiry = role == "elected_member"
    assert issue["type"] == ("member_enquiry" if enquiry else {"unknown": "not_asked"})
    assert who.get(path_of(issue)).json() == issue
    breach = {"title": TITLE, "contract_id": care, "type": "breach"}
    assert who.post("/v1/issues", breach).status_code == (403 if enquiry else 201)


def test_an_issue_is_moved_where_one_may_work_at_both_ends(
    council: Council, ann: Person, care: str
) -> None:
    mary = council.person("Mary Manager", "contract_manager", scope={})
    mine = mary.make("/v1/contracts", {"title": "Day centre"})["id"]
    issue = mary.make("/v1/issues", {"title": TITLE, "contract_id": mine})
    elsewhere = {"contract_id": care, "reason": "It is about home care"}
    head = council.head()

    refused = mary.post(f"{path_of(issue)}/move", elsewhere)
    assert (refused.status_code, council.head()) == (403, head)

    moved = ann.make(f"{path_of(issue)}/move", elsewhere)
    assert (moved["contract_id"], moved["contract_title"]) == (care, "Home care")


class TestConfidential:
    """A concern that the lead provider is not to know of."""

    def everything(self, lead: Person) -> list[Any]:
        """All that the lead can read, but for where the log now ends."""
        asked = (
            "/v1/issues",
            "/v1/issues?q=calls",
            "/v1/issues?sort=title",
            "/v1/issues?limit=1",
            "/v1/contracts",
            "/v1/risks",
            "/v1/risk-register",
            "/v1/change-log",
            "/v1/organisations",
        )
        read = [lead.get(each).json() for each in asked]
        for each in read:
            each.pop("position", None)
            each.pop("next", None)  # a cursor says at which position it was read
        return [*read, lead.get("/v1/issues.csv").text]

    def test_it_changes_nothing_that_the_lead_can_read(
        self, council: Council, ann: Person, lead: Person, firm: str, care: str
    ) -> None:
        ann.make("/v1/issues", {"title": TITLE, "contract_id": care})
        before = self.everything(lead)
        sub = ann.make("/v1/organisations", {"name": "Night Nurses Ltd"})["id"]
        nurse = council.person(
            "Nia Nurse", "subcontractor", scope={"organisations": [sub]}
        )
        kept = {"title": "Calls are cut short", "confidential_from": [firm]}

        concern = nurse.make("/v1/issues", {**kept, "organisation_id": sub})
        on_contract = ann.make("/v1/issues", {**kept, "contract_id": care})
        ann.make(f"{path_of(on_contract)}/comment", {"text": "We look into it"})
        ann.make(f"{path_of(on_contract)}/escalate", {"level": 2})

        assert nurse.get(path_of(concern)).json() == concern
        assert nurse.get("/v1/issues").json()["total"] == 1
        assert ann.get("/v1/issues").json()["total"] == 3
        assert self.everything(lead) == before

    def test_it_cannot_be_told_from_what_there_is_not(
        self, ann: Person, lead: Person, firm: str, care: str
    ) -> None:
        kept = {"title": TITLE, "contract_id": care, "confidential_from": [firm]}
        hidden = ann.make("/v1/issues", kept)
        there_is_not = {"id": str(uuid4()), "reference": "I-999"}
        statement = {"statement": "What is it about?"}

        for name in ("id", "reference"):
            found, absent = hidden[name], there_is_not[name]
            for method, verb, body in (
                ("GET", "", None),
                ("POST", "/represent", statement),
                ("POST", "/assign", {"owner": str(lead.account)}),
                ("POST", "/comment", {"text": "Aha"}),
            ):
                one, none = (
                    lead.send(method, f"/v1/issues/{each}{verb}", json=body)
                    for each in (found, absent)
                )
                assert one.status_code == none.status_code == 404
                assert _bare(one.json(), found) == _bare(none.json(), absent)

    def test_it_is_kept_from_the_lead_by_whichever_record_it_is_known(
        self, ann: Person, lead: Person, firm: str, care: str
    ) -> None:
        old = ann.make("/v1/organisations", {"name": "Halden Care"})["id"]
        kept = {"title": TITLE, "contract_id": care, "confidential_from": [old]}
        hidden = ann.make("/v1/issues", kept)
        assert lead.get(path_of(hidden)).status_code == 200

        ann.make(f"/v1/organisations/{old}/merge", {"into": firm})

        assert lead.get(path_of(hidden)).status_code == 404
        said = {"statement": "What is it about?"}
        assert lead.post(f"{path_of(hidden)}/represent", said).status_code == 404

    def test_no_other_grant_opens_it_to_who_acts_for_the_lead(
        self, council: Council, ann: Person, lead: Person, firm: str, care: str
    ) -> None:
        kept = {"title": TITLE, "contract_id": care, "confidential_from": [firm]}
        hidden = ann.make("/v1/issues", kept)
        council.grant(lead.account, role="commissioner", scope="all")

        for asked in (path_of(hidden), f"{path_of(hidden)}/history"):
            assert lead.get(asked).status_code == 404
        assert lead.post(f"{path_of(hidden)}/escalate", {"level": 1}).status_code == 404
        events = lead.get("/v1/events?limit=200").json()["items"]
        assert hidden["id"] not in {event["stream"] for event in events}


class TestRestricted:
    def test_it_is_for_those_who_are_named(
        self, council: Council, ann: Person, ben: Person, care: str
    ) -> None:
        cat = council.person("Cat Careful", "reader")
        kept = {
            "title": "A carer is under investigation",
            "contract_id": care,
            "handling": "restricted",
            "readers": [str(cat.account)],
        }

        issue = ann.make("/v1/issues", kept)

        for who, status, total in ((ann, 200, 1), (cat, 200, 1), (ben, 404, 0)):
            assert who.get(path_of(issue)).status_code == status
            assert who.get("/v1/issues").json()["total"] == total
            assert who.get(f"{path_of(issue)}/history").status_code == status
        assert ben.post(f"{path_of(issue)}/escalate", {"level": 1}).status_code == 404


class TestMaterialise:
    def risk(self, ann: Person, **said: Any) -> Json:
        return ann.make("/v1/risks", {"title": "Sole agency withdraws", **said})

    def test_it_has_happened(self, council: Council, ann: Person, care: str) -> None:
        risk = self.risk(ann, contract_id=care)
        head = council.head()

        happened = ann.make(
            f"/v1/risks/{risk['reference']}/materialise", {"severity": 1}
        )

        issue = ann.get(f"/v1/issues/{happened['issue_id']}").json()
        assert (happened["status"], issue["from_risk"]) == ("materialised", risk["id"])
        assert (issue["title"], issue["type"]) == (risk["title"], "risk_materialised")
        assert (issue["contract_id"], issue["severity"]) == (care, 1)
        assert council.head() == head + 2
        first, second = ann.get(f"/v1/events?cursor={head}").json()["items"]
        assert first["recorded_at"] == second["recorded_at"]
        assert ann.get(f"/v1/risks/{risk['id']}").json() == happened

    def test_it_happens_once(self, council: Council, ann: Person, care: str) -> None:
        risk = self.risk(ann, contract_id=care)
        path = f"/v1/risks/{risk['id']}/materialise"
        issue = ann.make(path, {})["issue_id"]
        head = council.head()

        again = ann.post(path, {})
        from_issue = ann.post("/v1/issues", {"title": TITLE, "from_risk": risk["id"]})

        for refused in (again, from_issue):
            assert (refused.status_code, refused.json()["rule"]) == (422, "INV-R4")
            assert issue in refused.json()["detail"]
        assert council.head() == head
        assert ann.get("/v1/issues").json()["total"] == 1

    def test_an_issue_may_name_the_risk_that_has_happened(
        self, ann: Person, care: str
    ) -> None:
        risk = self.risk(ann, contract_id=care)

        entered = ann.post("/v1/issues", {"title": TITLE, "from_risk": risk["id"]})

        issue = entered.json()
        assert entered.status_code == 201
        assert (issue["title"], issue["contract_id"]) == (TITLE, care)
        assert ann.get(f"/v1/risks/{risk['id']}").json()["issue_id"] == issue["id"]
        assert ann.get(entered.headers["Location"]).json() == issue

    def test_a_risk_that_is_hidden_looks_like_one_there_is_not(
        self, council: Council, ann: Person, ben: Person, care: str
    ) -> None:
        secret = self.risk(ann, contract_id=care, handling="restricted")
        head = council.head()

        hidden, absent = (
            ben.post("/v1/issues", {"title": TITLE, "from_risk": risk})
            for risk in (secret["id"], str(uuid4()))
        )

        for refused in (hidden, absent):
            assert (refused.status_code, refused.json()["rule"]) == (
                422,
                "unknown-reference",
            )
            assert refused.json()["errors"][0]["pointer"] == "/from_risk"
        assert council.head() == head

    def test_who_may_raise_an_issue_may_not_thereby_say_that_a_risk_happened(
        self, council: Council, ann: Person, care: str
    ) -> None:
        client = council.person("Cleo Client", "client")
        risk = self.risk(ann, contract_id=care)

        refused = client.post("/v1/issues", {"title": TITLE, "from_risk": risk["id"]})

        assert refused.status_code == 403
        assert refused.json()["rule"] == "rights/materialise_risk"
        assert ann.get(f"/v1/risks/{risk['id']}").json()["issue_id"] is None

    def test_the_issue_of_a_council_risk_is_the_councils(self, ann: Person) -> None:
        risk = self.risk(ann, scope="council")

        happened = ann.make(f"/v1/risks/{risk['id']}/materialise", {})

        issue = ann.get(f"/v1/issues/{happened['issue_id']}").json()
        assert (issue["scope"], issue["contract_id"]) == ("council", None)

    def test_of_twins_one_happens(self, ann: Person, care: str) -> None:
        risk = self.risk(ann, contract_id=care)
        path = f"/v1/risks/{risk['id']}/materialise"
        key = {"Idempotency-Key": "it-has-happened"}

        once, twice = (ann.post(path, {}, headers=key) for _ in range(2))

        assert once.json() == twice.json()
        assert twice.headers["Idempotency-Replayed"] == "true"
        stale = ann.post(path, {}, headers={"If-Match": '"1"'})
        assert stale.status_code == 412


def _bare(problem: Json, named: str) -> Json:
    """A problem without what differs from request to request."""
    kept = ("type", "title", "status", "detail", "rule")
    return {name: str(problem[name]).replace(named, "it") for name in kept}
