"""What people said, and what came of it."""

from datetime import date
from typing import Any

import pytest

from domain.errors import RuleBroken
from domain.facts import feedback as facts
from domain.feedback.commands import CloseFeedback, ReceiveFeedback, UseFeedback
from domain.feedback.feedback import Feedback
from tests.chains import AGENCY, CONTRACT
from tests.given import given

RECEIVED = facts.FeedbackReceived(title="Different carers", contract_id=CONTRACT)
USED = facts.FeedbackUsed(used_in="Rounds were re-planned")


def received(**said: Any) -> ReceiveFeedback:
    return ReceiveFeedback.model_validate({"title": "Different carers", **said})


def test_a_sentence_about_a_contract_is_enough() -> None:
    said = received(contract_id=CONTRACT)

    given(Feedback).when(Feedback.receive, said).then(RECEIVED)


@pytest.mark.parametrize(
    "said", [{}, {"contract_id": CONTRACT, "organisation_id": AGENCY}]
)
def test_it_is_about_exactly_one_thing(said: dict[str, Any]) -> None:
    given(Feedback).when(Feedback.receive, received(**said)).refuses(
        RuleBroken, saying="exactly one thing"
    )


def test_nobody_has_said_anything_tomorrow() -> None:
    said = received(contract_id=CONTRACT, received_on=date(2026, 11, 22))

    given(Feedback).when(Feedback.receive, said).refuses(
        RuleBroken, saying="in the future"
    )


def test_more_than_one_thing_may_come_of_it() -> None:
    again = UseFeedback(used_in="Asked again in March")

    given(Feedback, RECEIVED).when(
        Feedback.use, UseFeedback(used_in="Rounds were re-planned")
    ).then(USED)
    given(Feedback, RECEIVED, USED).when(Feedback.use, again).then(
        facts.FeedbackUsed(used_in="Asked again in March")
    )
    given(Feedback, RECEIVED, USED).when(
        Feedback.use, UseFeedback(used_in="Rounds were re-planned")
    ).then()


def test_what_something_came_of_is_not_closed_as_nothing() -> None:
    closing = CloseFeedback(reason="Told twice")

    given(Feedback, RECEIVED).when(Feedback.close, closing).then(
        facts.FeedbackClosed(reason="Told twice")
    )
    given(Feedback, RECEIVED, USED).when(Feedback.close, closing).then()
