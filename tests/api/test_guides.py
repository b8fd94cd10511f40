"""The guides ask for what there is: each request has an operation and fits its form.

That they work against the demonstration was tried by hand; this holds them to the API.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.validation import fit
from tests.api.council import Council

GUIDES = sorted((Path(__file__).parents[2] / "docs/guides").glob("*.md"))
SOME_ID = "0b9f0a52-6d1c-4b1f-9a53-1f6f2f6f0cff"
BLOCK = re.compile(r"```sh\n(.*?)```", re.DOTALL)
INNER = re.compile(r"\$\(id [\"']?([^\"')]+)[\"']?\)")
NAMED = re.compile(r"\$\{?[A-Z]+\}?")
ASK = re.compile(
    r"\bask \"?(?P<path>/[^\s\"'|)]+)\"?"
    r"(?: -d (?:'(?P<plain>[^']*)'|\"(?P<quoted>(?:[^\"\\]|\\.)*)\"))?"
)


def requests(page: str) -> Iterator[tuple[str, str | None]]:
    """Each address that a page asks, with the body that it sends."""
    for block in BLOCK.findall(page):
        yield from ((NAMED.sub(SOME_ID, found), None) for found in INNER.findall(block))
        text = NAMED.sub(SOME_ID, INNER.sub(SOME_ID, block))
        for asked in ASK.finditer(text):
            quoted = asked["quoted"]
            body = quoted.replace('\\"', '"') if quoted else asked["plain"]
            yield asked["path"], body


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.stem)
def test_what_a_guide_asks_is_an_operation_whose_form_it_fits(
    standing_council: Council, guide: Path
) -> None:
    switchboard = standing_council.app.state.switchboard
    asked = list(requests(guide.read_text()))

    assert asked or guide.stem == "README"
    for address, body in asked:
        path, _, _ = address.partition("?")
        route, _ = switchboard.route("POST" if body is not None else "GET", path)
        if body is not None:
            assert fit(route.command, json.loads(body)) is not None


def test_each_guide_is_named_where_they_are_listed() -> None:
    listed = (Path(__file__).parents[2] / "docs/guides/README.md").read_text()

    assert {f"({guide.name})" for guide in GUIDES if guide.stem != "README"} == set(
        re.findall(r"\([a-z-]+\.md\)", listed)
    )
