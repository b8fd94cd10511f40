"""A file that does not come whole is not kept, and neither is anything of it."""

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest

from tests.api.council import Council, Person

Message = dict[str, Any]
GONE: Message = {"type": "http.disconnect"}


def part(body: bytes, *, more: bool) -> Message:
    return {"type": "http.request", "body": body, "more_body": more}


def send(council: Council, who: Person, *messages: Message, length: int) -> list[Any]:
    """Sends a file in messages of ASGI; what the service answered."""
    headers = {
        "authorization": f"Bearer {who.key}",
        "content-type": "application/pdf",
        "content-length": str(length),
    }
    scope: dict[str, Any] = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "POST",
        "scheme": "http",
        "path": "/v1/documents",
        "raw_path": b"/v1/documents",
        "query_string": b"title=Minutes&scope=council",
        "headers": [(n.encode(), v.encode()) for n, v in headers.items()],
        "client": ("127.0.0.1", 1),
        "server": ("testserver", 80),
    }
    coming: Iterator[Message] = iter(messages)
    answers: list[Any] = []

    async def receive() -> Message:
        return next(coming)

    async def answered(message: Any) -> None:
        answers.append(message)

    asyncio.run(council.app(scope, receive, answered))
    return answers


@pytest.fixture
def nothing(council: Council, ann: Person) -> Iterator[None]:
    """Holds that nothing is recorded and nothing kept; people come first."""
    head = council.head()
    yield
    assert council.head() == head
    assert council.register.store.query("SELECT count(*) FROM blobs") == [(0,)]
    assert [file.name for file in council.register.home.data.glob("tmp*")] == []
    assert ann.get("/v1/documents").json()["total"] == 0


@pytest.mark.usefixtures("nothing")
def test_whoever_goes_away_half_way_has_filed_nothing(
    council: Council, ann: Person
) -> None:
    answers = send(council, ann, part(b"%PDF", more=True), GONE, length=4000)

    assert answers[0]["status"] >= 400


@pytest.mark.usefixtures("nothing")
@pytest.mark.parametrize("length", [3, 5])
def test_a_file_has_the_length_that_was_said(
    council: Council, ann: Person, length: int
) -> None:
    answers = send(council, ann, part(b"%PDF", more=False), length=length)

    assert answers[0]["status"] == 422
    assert b"Content-Length says" in answers[1]["body"]


@pytest.mark.usefixtures("nothing")
def test_what_grows_too_large_on_its_way_is_cut_off(
    council: Council, ann: Person
) -> None:
    chunk = b"x" * 2**20
    chunks = (part(chunk, more=True) for _ in range(30))

    answers = send(council, ann, *chunks, length=10)

    assert answers[0]["status"] == 413


def test_a_file_that_comes_in_many_parts_is_whole(
    council: Council, ann: Person
) -> None:
    parts = [part(b"%PDF", more=True) for _ in range(50)]

    answers = send(council, ann, *parts, part(b"", more=False), length=200)

    assert answers[0]["status"] == 201
    (filed,) = ann.get("/v1/documents").json()["items"]
    assert ann.get(f"/v1/documents/{filed['id']}/content").content == b"%PDF" * 50
