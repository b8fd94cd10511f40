"""What is restricted leaves no trace for others in anything that they can ask.

Two things move on with every act of the register, and so with a hidden one: the head
of the log, which every reply is cited by, and the references of what is entered later,
which are positions. That something was recorded can be told from them; not what, by
whom, or about what.
"""

from typing import Any

import pytest

from tests.api.council import Council, Json, Person
from tests.api.watching import answers, asked

NOBODY = "0b9f0a52-6d1c-4b1f-9a53-1f6f2f6f0cff"
OPEN: dict[str, Any] = {"title": "Sole nursing agency withdraws"}
SECRET: dict[str, Any] = {"title": "Payroll is late", "handling": "restricted"}
SCORE = {"likelihood": 5, "impact": 5}
SCORED = {"current": SCORE, "reason": "A call from the bank"}
WHO = (
    "reader",
    "adviser",
    "contract_manager",
    "commissioner",
    "approver",
    "finance",
    "client",
    "elected_member",
    "lead_provider",
    "subcontractor",
    "administrator",
)


@pytest.fixture
def things(council: Council, ann: Person) -> dict[str, Json]:
    """A provider with a contract, and something of everything that hangs on it."""
    made = {"organisation": ann.make("/v1/organisations", {"name": "Halden Homecare"})}
    made["contract"] = ann.make(
        "/v1/contracts",
        {
            "title": "Home care",
            "provider_id": made["organisation"]["id"],
            "service": "Home care",
            "wards": ["Abbey"],
        },
    )
    on_it = {**OPEN, "contract_id": made["contract"]["id"]}
    made["risk"] = ann.make("/v1/risks", on_it)
    made["issue"] = ann.make("/v1/issues", on_it)
    made["change"] = ann.make("/v1/changes", on_it)
    made["plan"] = ann.make("/v1/plans", {**on_it, "kind": "exit"})
    council.person("Cy Clerk", "reader")
    return made


def watcher(council: Council, things: dict[str, Json], role: str) -> Person:
    scope: Any = "all"
    if role in ("lead_provider", "subcontractor"):
        scope = {"organisations": [things["organisation"]["id"]]}
    return council.person("Wes Watcher", role, scope=scope)


def addresses(council: Council, things: dict[str, Json], who: Person) -> list[str]:
    """All that can be asked of what is there."""
    known = {
        "organisations": [
            things["organisation"]["id"],
            things["organisation"]["reference"],
        ],
        "contracts": [things["contract"]["id"]],
        "risks": [things["risk"]["id"]],
        "issues": [things["issue"]["id"]],
        "changes": [things["change"]["id"]],
        "plans": [things["plan"]["id"]],
        "accounts": [str(who.account)],
        "providers": [things["organisation"]["id"]],
    }
    nouns = {path.path.split("/")[2] for path in council.operations()}
    return list(asked(council, {noun: known.get(noun, []) for noun in nouns}))


def _secret_risk(ann: Person, things: dict[str, Json]) -> list[str]:
    body = {**SECRET, "contract_id": things["contract"]["id"]}
    risk = f"/v1/risks/{ann.make('/v1/risks', body)['id']}"
    cited = {"change_id": things["change"]["id"]}
    ann.make(f"{risk}/assess", {**SCORED, **cited})
    ann.make(f"{risk}/add-action", {"title": "Ring the bank", "due": "2026-01-01"})
    ann.make(f"{risk}/comment", {"text": "The bank rang"})
    ann.make(f"{risk}/describe", {"category": "finance", "next_review": "2026-11-01"})
    return [risk]


def _secret_risk_that_happens(ann: Person, things: dict[str, Json]) -> list[str]:
    (risk,) = _secret_risk(ann, things)
    issue = ann.make(f"{risk}/materialise", {})["issue_id"]
    return [risk, f"/v1/issues/{issue}"]


def _secret_issue(ann: Person, things: dict[str, Json]) -> list[str]:
    body = {**SECRET, "contract_id": things["contract"]["id"], "severity": 1}
    issue = f"/v1/issues/{ann.make('/v1/issues', body)['id']}"
    ann.make(f"{issue}/escalate", {"level": 3})
    return [issue]


def _secret_issue_of_an_open_risk(ann: Person, things: dict[str, Json]) -> list[str]:
    body = {**SECRET, "contract_id": things["contract"]["id"]}
    issue = f"/v1/issues/{ann.make('/v1/issues', body)['id']}"
    ann.make(f"{issue}/comment", {"text": "See the risk of the agency"})
    return [issue]


def _sign_of_distress(ann: Person, things: dict[str, Json]) -> list[str]:
    path = f"/v1/organisations/{things['organisation']['id']}/record-distress"
    sign = ann.make(path, {"signal": "late_accounts", "title": "Accounts are late"})
    return [f"/v1/distress/{sign['id']}"]


def _secret_document(ann: Person, things: dict[str, Json]) -> list[str]:
    body = {
        "title": "Letter of the bank",
        "sha256": "0" * 64,
        "bytes": 4,
        "contract_id": things["contract"]["id"],
        "handling": "restricted",
    }
    made = ann.make("/v1/documents/fingerprint", body)
    return [f"/v1/documents/{made['id']}"]


def _secret_plan(ann: Person, things: dict[str, Json]) -> list[str]:
    body = {**SECRET, "contract_id": things["contract"]["id"], "kind": "contingency"}
    plan = f"/v1/plans/{ann.make('/v1/plans', body)['id']}"
    ann.make(f"{plan}/add-task", {"title": "Ring the bank", "due": "2026-01-01"})
    ann.make(
        f"{plan}/activate", {"trigger": "provider_failure", "end_on": "2027-01-31"}
    )
    return [plan]


SECRETS = (
    _secret_risk,
    _secret_risk_that_happens,
    _secret_issue,
    _secret_issue_of_an_open_risk,
    _sign_of_distress,
    _secret_document,
    _secret_plan,
)


@pytest.mark.exhaustive
@pytest.mark.parametrize("role", WHO)
def test_nothing_that_anybody_else_can_ask_tells_of_a_restricted_record(
    council: Council, ann: Person, things: dict[str, Json], role: str
) -> None:
    other = watcher(council, things, role)
    paths = addresses(council, things, other)
    before = answers(other, paths)

    hidden = [path for secret in SECRETS for path in secret(ann, things)]

    after = answers(other, paths)
    assert [path for path in paths if before[path] != after[path]] == []
    for path in hidden:
        noun, _, thing = path.rpartition("/")
        for question in ("", "/history"):
            said = other.get(f"{noun}/{thing}{question}").text.replace(thing, NOBODY)
            assert _plain(said) == _plain(other.get(f"{noun}/{NOBODY}{question}").text)


def _plain(text: str) -> list[str]:
    """The words of a reply, without the id of the request."""
    return [
        part for part in text.split('"') if "request" not in part and len(part) != 36
    ]
