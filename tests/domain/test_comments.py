"""Comments: on everything that people talk about, in whatever state it is."""

from typing import Any

import pytest

from domain.change.change import ChangeRequest
from domain.contract.contract import Contract
from domain.described import Comment, Described
from domain.event import Fact
from domain.facts.change import ChangeCommented, ChangeRaised
from domain.facts.commented import Commented
from domain.facts.contract import ContractAdopted, ContractCommented
from domain.facts.organisation import OrganisationCommented, OrganisationRegistered
from domain.facts.risk import RiskClosed, RiskCommented, RiskIdentified
from domain.log.erasing import is_words
from domain.organisation.organisation import Organisation
from domain.risk.risk import Risk
from tests.given import STREAM, given

RISK = RiskIdentified(title="Flood", scope="council")
NOUNS: list[tuple[type[Described[Any]], Fact, type[Commented]]] = [
    (
        Organisation,
        OrganisationRegistered(name="Halden Homecare Ltd"),
        OrganisationCommented,
    ),
    (Contract, ContractAdopted(title="Home care", status="live"), ContractCommented),
    (ChangeRequest, ChangeRaised(title="Rate", contract_id=STREAM), ChangeCommented),
    (Risk, RISK, RiskCommented),
]


@pytest.mark.parametrize(("kind", "opening", "fact"), NOUNS)
def test_a_comment_is_kept_word_for_word(
    kind: type[Described[Any]], opening: Fact, fact: type[Commented]
) -> None:
    command = Comment(text="The clause allows it", reason="Asked by the board")

    given(kind, opening).when(kind.comment, command).then(
        fact(text="The clause allows it", reason="Asked by the board")
    )


@pytest.mark.parametrize(("kind", "opening", "fact"), NOUNS)
def test_a_comment_changes_nothing_of_the_thing(
    kind: type[Described[Any]], opening: Fact, fact: type[Commented]
) -> None:
    before = given(kind, opening)

    assert before.and_also(fact(text="Seen")).state == before.state


def test_what_is_closed_may_still_be_spoken_of() -> None:
    given(Risk, RISK, RiskClosed(reason="Over")).when(
        Risk.comment, Comment(text="It came back in Moorside")
    ).then(RiskCommented(text="It came back in Moorside"))


def test_the_same_words_twice_are_two_comments() -> None:
    given(Risk, RISK, RiskCommented(text="Seen")).when(
        Risk.comment, Comment(text="Seen")
    ).then(RiskCommented(text="Seen"))


@pytest.mark.parametrize("fact", [fact for *_, fact in NOUNS])
def test_a_comment_can_be_struck_out(fact: type[Commented]) -> None:
    assert is_words(fact.fact_name, "text")
