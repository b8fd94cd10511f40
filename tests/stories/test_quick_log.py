"""Quick log: a sentence and its contract; what else there is is asked later."""

import pytest

from tests.api.council import Person


@pytest.mark.parametrize(
    ("noun", "sentence", "lacks"),
    [
        ("risk", "The agency for nights may withdraw", "current"),
        ("issue", "Two visits were missed last night", "severity"),
    ],
)
def test_one_sentence_is_enough_and_the_rest_is_asked_later(
    priya: Person, noun: str, sentence: str, lacks: str
) -> None:
    contract = priya.make("/v1/contracts", {"title": "Home care"})["id"]
    said = {"title": sentence, "contract_id": contract}

    entered = priya.make(f"/v1/{noun}s", said)

    assert entered["title"] == sentence
    assert entered["owner"] == {"unknown": "not_asked"}
    asked = {"rule": f"gap:{noun}.{lacks}"}
    (line,) = priya.get("/v1/findings", params=asked).json()["items"]
    assert line["things"] == [entered["id"]]
    assert line["do"]["path"].startswith(f"/v1/{noun}s/")
