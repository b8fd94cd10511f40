"""The service keeps to its OpenAPI document, whatever it is sent; seeds are fixed."""

from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis import GenerationMode
from schemathesis.config import GenerationConfig, SchemathesisConfig
from schemathesis.core.result import Ok
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi import checks

from api.settings import Settings
from tests.api.conftest import open_council
from tests.api.council import Council, Person
from tests.conftest import Clock

# What the document cannot tell: that a rule of the register forbids what is well
# formed, and which keys open. Both have tests of their own.
BEYOND = [checks.positive_data_acceptance, checks.ignored_auth]
# A stream has no end, and so no reply that could be looked at as a whole; files are
# sent in tests/api/imports.
ELSEWHERE = {"/v1/events/stream", "/v1/imports"}
EXAMPLES = 3
Operation = APIOperation[Any, Any, Any, Any]


@pytest.fixture(scope="module")
def council(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Council]:
    """A council that answers as fast as it is asked."""
    unlimited = Settings(requests_per_second=1e9, burst=10**9)
    folder = tmp_path_factory.mktemp("document")
    with open_council(folder, Clock(), unlimited) as council:
        yield council


@pytest.fixture(scope="module")
def everybody(council: Council) -> Person:
    """Somebody who may do everything, with a register that is not empty."""
    who = council.person("Eve Everybody", "commissioner", "administrator")
    who.make("/v1/risks", {"title": "It ends", "scope": "council"})
    care = who.make("/v1/contracts", {"title": "Care"})
    who.make("/v1/changes", {"title": "A rise", "contract_id": care["id"]})
    firm = who.make("/v1/organisations", {"name": "Halden Homecare Ltd"})
    sign = {"signal": "late_accounts"}
    who.make(f"/v1/organisations/{firm['id']}/record-distress", sign)
    who.make("/v1/services", {"title": "Home care"})
    who.make("/v1/outcomes", {"title": "More people live at home"})
    return who


@pytest.mark.fuzz
@pytest.mark.timeout(300)
@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_every_reply_is_one_that_the_document_tells(
    council: Council, everybody: Person, mode: GenerationMode
) -> None:
    found = [
        failure
        for operation in _operations(council)
        for failure in _failures(operation, everybody, mode)
    ]

    assert not found, "\n\n".join(found)


def _operations(council: Council) -> Iterator[Operation]:
    # What is too large is refused as well: the checker's own list does not know that.
    refused = ["400", "401", "403", "404", "405", "409", "412", "413", "415", "422"]
    config = SchemathesisConfig.from_dict(
        {"checks": {"negative_data_rejection": {"expected-statuses": refused}}}
    )
    config.projects.default.generation = GenerationConfig(
        with_security_parameters=False
    )
    schema = schemathesis.openapi.from_asgi("/openapi.json", council.app, config=config)
    for result in schema.get_all_operations():
        assert isinstance(result, Ok), result
        operation = result.ok()
        if operation.path not in ELSEWHERE:
            yield operation


def _failures(operation: Operation, who: Person, mode: GenerationMode) -> list[str]:
    """What a few requests of one operation show to be wrong."""
    takes_nothing = not any(operation.iter_parameters()) and not operation.body
    if mode is GenerationMode.NEGATIVE and takes_nothing:
        return []
    found: list[str] = []

    @seed(20261121)
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def look(case: Any) -> None:
        reply = case.call(headers={"Authorization": f"Bearer {who.key}"})
        try:
            case.validate_response(reply, excluded_checks=BEYOND)
        except BaseExceptionGroup as error:
            told = "; ".join(str(failure) for failure in error.exceptions)
            answer = f"{reply.status_code} {reply.text[:200]}"
            found.append(f"{operation.label}: {told}\nIt was answered: {answer}")

    look()
    return found


def test_the_document_is_whole(council: Council) -> None:
    """Every reference in it leads somewhere, and every schema is one."""
    document = council.document()
    schemas = document["components"]["schemas"]

    assert document["openapi"].startswith("3.1")
    for name, schema in schemas.items():
        jsonschema.Draft202012Validator.check_schema(schema)
        assert schema.get("properties"), name
    for reference in _references(document):
        kind, name = reference.removeprefix("#/components/").split("/")
        assert name in document["components"][kind], reference


def test_every_operation_tells_its_replies(council: Council) -> None:
    document = council.document()

    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            named = f"{method} {path}"
            assert operation["description"], named
            if not path.startswith("/v1/"):
                continue
            replies = operation["responses"]
            assert {"401", "422", "429", "500", "503"} <= set(replies), named
            assert any(status.startswith("2") for status in replies), named
            if method == "post":
                assert {"400", "403", "409", "412", "413", "415"} <= set(replies)
                for body in operation["requestBody"]["content"].values():
                    assert "examples" in body or "$ref" not in body["schema"], named


def _references(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"]
        for inner in node.values():
            yield from _references(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from _references(inner)
