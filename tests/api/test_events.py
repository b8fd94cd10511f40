"""The log over HTTP: in order, cut to what the caller may read, and as it grows."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from queue import Queue
from typing import Any

import anyio
import pytest

from tests.api.council import Council, Json, Person

RISK = {"title": "Sole nursing agency withdraws", "scope": "council"}
# How long a test waits for what has to come.
SOON = 20
THE_END = "the reply has ended"


def test_events_are_told_in_the_order_of_the_log(council: Council, ann: Person) -> None:
    first = ann.make("/v1/risks", RISK)
    second = ann.make("/v1/risks", RISK)
    ann.make(f"/v1/risks/{first['id']}/review", {})

    page = ann.get("/v1/events?noun=risk").json()

    told = [(event["stream"], event["version"]) for event in page["items"]]
    assert told == [(first["id"], 1), (second["id"], 1), (first["id"], 2)]
    assert [event["position"] for event in page["items"]] == [
        council.head() - 2,
        council.head() - 1,
        council.head(),
    ]
    assert (page["next"], page["position"]) == (None, council.head())


def test_an_event_says_what_changed_and_why(ann: Person) -> None:
    risk = ann.make("/v1/risks", RISK)
    named = {"title": "Both agencies withdraw", "reason": "A second one is at risk"}
    ann.make(f"/v1/risks/{risk['id']}/describe", named)

    _, event = ann.get(f"/v1/risks/{risk['id']}/history").json()["items"]

    assert event["fact"] == "risk-described"
    assert event["before"] == {"title": RISK["title"]}
    assert event["after"] == {"title": named["title"]}
    assert (event["reason"], event["by_name"]) == (named["reason"], "Ann Atkins")


def test_pages_of_events_join(ann: Person) -> None:
    for _ in range(5):
        ann.make("/v1/risks", RISK)
    asked = "/v1/events?fact=risk-identified"
    whole = ann.get(asked).json()["items"]

    found: list[Json] = []
    following: str | None = "0"
    while following is not None:
        page = ann.get(f"{asked}&limit=2&cursor={following}").json()
        found, following = found + page["items"], page["next"]

    assert found == whole
    assert len(found) == 5


@pytest.mark.parametrize(
    "query", ["noun=risk", "fact=risk-identified", "by={account}", "stream={risk}"]
)
def test_events_are_found_by_what_they_are_about(ann: Person, query: str) -> None:
    risk = ann.make("/v1/risks", RISK)
    asked = query.format(account=ann.account, risk=risk["id"])

    items = ann.get(f"/v1/events?{asked}").json()["items"]

    assert [event["stream"] for event in items] == [risk["id"]]


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ("limit=0", "/limit"),
        ("limit=201", "/limit"),
        ("cursor=x", "/cursor"),
        ("stream=x", "/stream"),
        ("by=x", "/by"),
        ("colour=red", "/colour"),
    ],
)
def test_a_question_about_events_is_checked(
    ann: Person, query: str, pointer: str
) -> None:
    reply = ann.get(f"/v1/events?{query}")

    assert reply.status_code == 422
    assert [e["pointer"] for e in reply.json()["errors"]] == [pointer]


def test_a_cursor_beyond_the_end_finds_nothing(ann: Person) -> None:
    page = ann.get("/v1/events?cursor=999999").json()

    assert (page["items"], page["next"]) == ([], None)


@contextmanager
def streamed(
    who: Person, query: str = "", headers: Mapping[str, str] | None = None
) -> Iterator["Queue[str]"]:
    """The lines of an endless reply, as they come; the caller goes away at the end."""
    lines: Queue[str] = Queue()
    sent = {"authorization": f"Bearer {who.key}", **(headers or {})}

    async def receive() -> dict[str, Any]:
        await anyio.sleep_forever()
        return {"type": "http.disconnect"}

    async def send(message: Mapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            lines.put(str(message["status"]))
        for line in message.get("body", b"").decode().splitlines():
            lines.put(line)
        if not message.get("more_body", True):
            lines.put(THE_END)

    scope = {
        "type": "http",
        "method": "GET",
        "path": "/v1/events/stream",
        "query_string": query.encode(),
        "headers": [(name.encode(), value.encode()) for name, value in sent.items()],
    }
    portal = who.client.portal
    assert portal is not None
    running = portal.start_task_soon(who.client.app, scope, receive, send)
    try:
        assert lines.get(timeout=SOON) == "200"
        yield lines
    finally:
        running.cancel()


def next_event(lines: "Queue[str]") -> dict[str, str]:
    """The next server-sent event, keep-alives left out."""
    event: dict[str, str] = {}
    while True:
        line = lines.get(timeout=SOON)
        if not line and event:
            return event
        name, colon, value = line.partition(": ")
        if colon and name:
            event[name] = value


def test_a_stream_tells_what_there_is_and_then_what_comes(ann: Person) -> None:
    ann.make("/v1/risks", RISK)

    with streamed(ann, "noun=risk") as lines:
        before = next_event(lines)
        risk = ann.make("/v1/risks", {**RISK, "title": "A later one"})
        after = next_event(lines)

    assert before["event"] == after["event"] == "risk-identified"
    assert int(after["id"]) == int(before["id"]) + 1
    assert risk["id"] in after["data"]


def test_a_stream_goes_on_after_the_last_event_that_came(ann: Person) -> None:
    first, second = (ann.make("/v1/risks", RISK) for _ in range(2))
    resumed = {"last-event-id": first["reference"].removeprefix("R-")}

    with streamed(ann, headers=resumed) as lines:
        event = next_event(lines)

    assert second["id"] in event["data"]


def test_a_stream_ends_when_its_key_is_revoked(council: Council, ann: Person) -> None:
    admin = council.person("Ada Able", "administrator")
    key = ann.get("/v1/keys").json()["items"][0]["id"]

    with streamed(ann, "noun=risk") as lines:
        admin.make(f"/v1/keys/{key}/revoke", {})
        council.person("Ben Bright", "commissioner").make("/v1/risks", RISK)

        assert lines.get(timeout=SOON) == THE_END
