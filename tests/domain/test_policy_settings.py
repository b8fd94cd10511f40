"""What a council sets one by one: appetites, thresholds, sources of rules."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given as forall
from hypothesis import strategies as st
from pydantic import ValidationError

from domain.errors import OverridesLater, RuleBroken
from domain.facts.policy import AppetiteSet, RuleSourceSet, ThresholdsSet
from domain.occasion import Dated
from domain.policy import Policy
from domain.policy_settings import SetAppetite, SetRuleSource, SetThresholds
from domain.scales import AS_DELIVERED
from domain.thresholds import DELIVERED
from domain.values import Score, Unknown
from tests.given import given, recorded

SOURCE = "Risk strategy, minute 42"
OTHERS = AppetiteSet(limit=12)
WORKFORCE = AppetiteSet(category="workforce", limit=6)


def thresholds(**values: str) -> dict[str, Any]:
    said = [{"name": n.replace("_", "-"), "value": v} for n, v in values.items()]
    return {"thresholds": said, "source": SOURCE}


def set_thresholds(**values: str) -> SetThresholds:
    return SetThresholds.model_validate(thresholds(**values))


DAYS_SET = ThresholdsSet.model_validate(thresholds(acceptance_days="180"))


def test_nothing_is_within_or_above_an_appetite_that_nobody_set() -> None:
    score = Score(likelihood=5, impact=5)

    assert AS_DELIVERED.appetite("workforce") is None
    assert AS_DELIVERED.exceeds_appetite("workforce", score) is None


def test_a_category_has_its_own_appetite_or_that_of_all_others() -> None:
    policies = given(Policy, OTHERS, WORKFORCE).state.policies

    assert policies.appetite("workforce") == 6
    assert policies.appetite("money") == 12
    assert policies.appetite(Unknown(unknown="not_asked")) == 12
    assert policies.exceeds_appetite("workforce", Score(likelihood=2, impact=3)) is (
        False
    )
    assert policies.exceeds_appetite("workforce", Score(likelihood=2, impact=4)) is True
    assert policies.exceeds_appetite("workforce", None) is None


def test_the_appetite_of_one_category_is_set_and_taken_back() -> None:
    once = given(Policy, OTHERS).when(
        Policy.set_appetite, SetAppetite(category="workforce", limit=6)
    )
    once.then(WORKFORCE)

    back = once.after.when(Policy.set_appetite, SetAppetite(category="workforce"))

    back.then(AppetiteSet(category="workforce"))
    assert back.state.policies.appetite("workforce") == 12


@pytest.mark.parametrize(
    "command",
    [
        SetAppetite(category="workforce", limit=6, reason="Yearly look"),
        SetAppetite(category="money"),
    ],
)
def test_an_appetite_that_stands_is_not_set_again(command: SetAppetite) -> None:
    given(Policy, WORKFORCE).when(Policy.set_appetite, command).then()


@pytest.mark.parametrize("limit", [0, 26, "9", 9.0, True])
def test_an_appetite_is_a_score_there_can_be(limit: object) -> None:
    with pytest.raises(ValidationError):
        SetAppetite.model_validate({"limit": limit})


def test_a_threshold_is_the_councils_own_or_as_delivered() -> None:
    before = given(Policy, OTHERS)
    outcome = before.when(Policy.set_thresholds, set_thresholds(acceptance_days="180"))
    outcome.then(DAYS_SET)

    delivered, own = before.state.policies, outcome.state.policies
    assert delivered.threshold("acceptance-days") == 365
    assert own.threshold("acceptance-days") == 180
    assert own.threshold("lead-months-gold") == 18


def test_thresholds_from_one_source_are_set_at_once_and_again_if_one_moved() -> None:
    both = set_thresholds(acceptance_days="180", budget_variance="0.03")
    outcome = given(Policy, DAYS_SET).when(Policy.set_thresholds, both)

    outcome.after.when(Policy.set_thresholds, both).then()
    assert outcome.state.policies.threshold("budget-variance") == Decimal("0.03")


def test_the_same_number_from_another_source_is_news() -> None:
    said = {**thresholds(acceptance_days="180"), "source": "Cabinet, minute 7"}

    given(Policy, DAYS_SET).when(
        Policy.set_thresholds, SetThresholds.model_validate(said)
    ).then(ThresholdsSet.model_validate(said))


@pytest.mark.parametrize(
    ("said", "saying", "rule"),
    [
        ({"patience": "3"}, "use one of: acceptance-days", "threshold-name"),
        ({"acceptance_days": "-1"}, "write 0 or more", "threshold-value"),
    ],
)
def test_a_threshold_has_a_name_and_a_number(
    said: dict[str, str], saying: str, rule: str
) -> None:
    given(Policy, OTHERS).when(Policy.set_thresholds, set_thresholds(**said)).refuses(
        RuleBroken, saying=saying, rule=rule
    )


def test_a_threshold_is_named_once() -> None:
    one = {"name": "acceptance-days", "value": "1"}
    command = SetThresholds.model_validate({"thresholds": [one, one], "source": SOURCE})

    given(Policy, OTHERS).when(Policy.set_thresholds, command).refuses(
        RuleBroken, saying="named twice", rule="named-twice"
    )


@pytest.mark.parametrize("said", [{"thresholds": [], "source": SOURCE}, {}])
def test_thresholds_come_with_a_source(said: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        SetThresholds.model_validate(said)


def test_a_rule_says_on_what_it_rests_and_can_be_switched_off() -> None:
    command = SetRuleSource(
        rule="A8", standing="disputed", source="Counsel, 3 May", in_force=False
    )
    outcome = given(Policy, OTHERS).when(Policy.set_rule_source, command)

    outcome.then(
        RuleSourceSet(
            rule="A8", standing="disputed", source="Counsel, 3 May", in_force=False
        )
    )
    outcome.after.when(Policy.set_rule_source, command).then()


def test_a_setting_is_not_slipped_in_below_a_later_one_of_its_own() -> None:
    october = date(2026, 10, 1)
    stands = given(Policy, Dated(WORKFORCE, october))
    early = {"limit": 9, "effective_on": "2026-09-30"}

    stands.when(
        Policy.set_appetite,
        SetAppetite.model_validate({**early, "category": "workforce"}),
    ).refuses(OverridesLater, saying="say effective_on 2026-10-01 or later")
    stands.when(Policy.set_appetite, SetAppetite.model_validate(early)).then(
        AppetiteSet(limit=9)
    )


@forall(
    st.lists(
        st.builds(
            AppetiteSet,
            category=st.none() | st.sampled_from(["money", "workforce"]),
            limit=st.none() | st.integers(1, 25),
        )
        | st.builds(
            lambda name, value: ThresholdsSet.model_validate(
                {"thresholds": [{"name": name, "value": str(value)}], "source": "s"}
            ),
            st.sampled_from(["acceptance-days", "budget-variance"]),
            st.integers(0, 99),
        ),
        min_size=1,
    )
)
def test_of_each_setting_that_which_was_set_last_stands(facts: list[Any]) -> None:
    policies = Policy.replay(
        recorded(fact, version=at) for at, fact in enumerate(facts, 1)
    ).policies

    limits = {f.category: f.limit for f in facts if isinstance(f, AppetiteSet)}
    for category in ("money", "workforce"):
        own = limits.get(category)
        assert policies.appetite(category) == (own or limits.get(None))
    for name in ("acceptance-days", "budget-variance"):
        said = [
            f.thresholds[0].value
            for f in facts
            if isinstance(f, ThresholdsSet) and f.thresholds[0].name == name
        ]
        assert policies.threshold(name) == [DELIVERED[name].value, *said][-1]
