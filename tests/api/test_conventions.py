"""What is the same for every reply, whatever was asked and whatever went wrong."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response
from starlette.testclient import TestClient

import api
import domain
import projections
from api import app as assembled
from api.app import create_app
from api.conventions import Conventions
from api.operation import operations
from api.problems import STATUS
from api.rules.table import RULES
from domain import errors
from domain.errors import Refusal
from tests.api.council import Council, Person

# The demonstration refuses on the command line alone.
DEMO = Path(api.__path__[0]) / "demo"
RISK = {"title": "Sole nursing agency withdraws", "scope": "council"}


@pytest.mark.parametrize(
    "path", ["/", "/docs", "/openapi.json", "/healthz", "/readyz", "/v1/risks", "/none"]
)
def test_every_reply_has_an_id_and_safe_headers(
    council: Council, ann: Person, path: str
) -> None:
    reply, other = ann.get(path), ann.get(path)

    assert reply.headers["Request-Id"] != other.headers["Request-Id"]
    assert reply.headers["X-Content-Type-Options"] == "nosniff"
    assert reply.headers["Vary"].startswith("Authorization, Cookie")
    assert reply.headers["Cache-Control"]
    assert council.client.get("/healthz").json() == {"status": "ok"}


def test_the_request_is_kept_with_its_events(council: Council, ann: Person) -> None:
    reply = ann.post("/v1/risks", RISK)

    (entered,) = council.register.reading.history(reply.json()["id"])
    assert str(entered.envelope.request) == reply.headers["Request-Id"]
    assert entered.envelope.auth.startswith("key:")
    assert entered.envelope.by == ann.account


def test_names_are_kept_nowhere_on_their_way(ann: Person) -> None:
    ann.make("/v1/risks", RISK)

    for path in ("/v1/risks", "/v1/accounts", "/v1/events", "/v1/risks.csv"):
        assert ann.get(path).headers["Cache-Control"] == "no-store", path


def test_what_names_nobody_is_checked_each_time(ann: Person) -> None:
    ann.make("/v1/contracts", {"title": "Care"})

    reply = ann.get("/v1/contracts")

    assert reply.headers["Cache-Control"] == "private, no-cache"


def test_a_fault_of_our_own_tells_nothing(
    council: Council, capsys: pytest.CaptureFixture[str]
) -> None:
    """Neither to the caller nor to the log, which gets the kind and the place."""
    said = "Priya Shah is on long leave"

    async def fail(_: Request) -> Response:
        raise LookupError(said)

    broken = FastAPI()
    broken.add_route("/broken", fail)
    broken.add_middleware(Conventions)
    reply = TestClient(broken).get("/broken")

    problem, logged = reply.json(), capsys.readouterr().out
    assert (reply.status_code, problem["rule"]) == (500, "internal")
    assert problem["request_id"] == reply.headers["Request-Id"]
    assert problem["request_id"] in logged
    assert "LookupError" in logged
    for told in (reply.text, logged):
        assert said not in told
        assert "Traceback" not in told
    assert council.client.get(problem["type"]).status_code == 200


def test_a_route_without_a_rule_of_rights_does_not_start(
    council: Council, monkeypatch: pytest.MonkeyPatch
) -> None:
    router = operations("/secrets", "secrets")

    @router.get("")
    async def list_secrets(call: Any) -> None:
        """Nobody has said who may."""

    monkeypatch.setattr(assembled, "ROUTERS", (*assembled.ROUTERS, router))

    with pytest.raises(RuntimeError, match="list_secrets"):
        create_app(council.register, council.app.state.service.reads)


def test_every_refusal_has_a_status() -> None:
    kinds = {
        kind
        for kind in vars(errors).values()
        if isinstance(kind, type) and issubclass(kind, Refusal) and kind is not Refusal
    }

    assert {kind for kind in kinds if not set(kind.__mro__) & set(STATUS)} == set()


def test_every_rule_has_a_page(council: Council) -> None:
    named = set(_rules(domain)) | set(_rules(api)) | set(_rules(projections))

    assert named - set(RULES) == set()
    for rule in RULES:
        page = council.client.get(f"/problems/{rule}")
        assert page.status_code == 200, rule
        assert RULES[rule].title in page.text.replace("&#x27;", "'")


def _rules(package: Any) -> Iterator[str]:
    """Every rule that is named as `rule="..."` or `rule = "..."` in a package."""
    for path in sorted(Path(package.__path__[0]).rglob("*.py")):
        if not path.is_relative_to(DEMO):
            for node in ast.walk(ast.parse(path.read_text())):
                value = _named_rule(node)
                if isinstance(value, ast.Constant) and isinstance(value.value, str):
                    yield value.value


def _named_rule(node: ast.AST) -> ast.expr | None:
    if isinstance(node, ast.keyword) and node.arg == "rule":
        return node.value
    if isinstance(node, ast.Assign) and _is_rule(node.targets[0]):
        return node.value
    return None


def _is_rule(target: ast.expr) -> bool:
    return isinstance(target, ast.Name) and target.id == "rule"


def test_the_page_of_a_right_says_who_may(council: Council) -> None:
    page = council.client.get("/problems/rights/approve_change")

    assert "approver" in page.text
    assert council.client.get("/problems/rights/fly").status_code == 404
    assert council.client.get("/problems/none").status_code == 404


def test_a_problem_about_rights_leads_to_its_page(council: Council) -> None:
    reader = council.person("Rea Reader", "reader")

    problem = reader.post("/v1/risks", RISK).json()

    assert problem["type"] == "/problems/rights/create_risk"
    assert council.client.get(problem["type"]).status_code == 200


def test_pages_run_nothing_and_fetch_nothing(council: Council) -> None:
    for path in ("/docs", "/problems/INV-R1"):
        page = council.client.get(path)
        assert "default-src 'none'" in page.headers["Content-Security-Policy"]
        assert "<script" not in page.text
        assert 'src="http' not in page.text
        assert 'href="http' not in page.text


def test_the_reference_tells_every_operation(council: Council) -> None:
    page = council.client.get("/docs").text

    for operation in council.operations():
        assert f'id="{operation.name}"' in page, operation.name


def test_pages_escape_what_they_are_asked(council: Council) -> None:
    page = council.client.get("/problems/<script>alert(1)<")

    assert "<script>alert" not in page.text
