"""Whatever is shown of a change by whom in whatever order: none closes without it."""

from typing import Any, get_args

from hypothesis import given as drawn
from hypothesis import strategies as st

from domain.change.change import ChangeRequest
from domain.change.control_commands import CloseChange
from domain.change.control_decisions import close
from domain.errors import RuleBroken
from domain.event import Fact
from domain.facts.change import (
    ChangeApproved,
    ChangeImpactAssessed,
    ChangeImplemented,
    ChangeRaised,
)
from domain.facts.change_control import (
    Artefact,
    ChangeNotApplicableConfirmed,
    ChangeReflected,
)
from tests.given import STREAM, given, occasion

ARTEFACTS = get_args(Artefact)
artefacts = st.sampled_from(ARTEFACTS)
risks = st.sampled_from([STREAM.__class__(int=n) for n in (1, 2)])


def reflected(artefact: Any, **said: Any) -> ChangeReflected:
    return ChangeReflected(artefact=artefact, **said)


steps: st.SearchStrategy[Fact] = st.one_of(
    st.builds(
        lambda a: reflected(a, evidence="statement", statement="Done"), artefacts
    ),
    st.builds(
        lambda a, alone: reflected(
            a, evidence="no_effect", no_effect="None", counts_alone=alone
        ),
        artefacts,
        st.booleans(),
    ),
    st.builds(lambda r: reflected("risk_register", evidence="event", risk_id=r), risks),
    st.builds(lambda a: ChangeNotApplicableConfirmed(artefact=a), artefacts),
)


@drawn(
    st.lists(steps, max_size=12),
    st.lists(risks, unique=True, max_size=2),
    st.fixed_dictionaries(
        dict.fromkeys(ARTEFACTS, st.sampled_from([True, False, None]))
    ),
)
def test_a_change_closes_when_all_that_there_is_follows_it_and_only_then(
    shown: list[Fact], touched: list[Any], has: dict[str, bool | None]
) -> None:
    change = given(
        ChangeRequest,
        ChangeRaised(contract_id=STREAM, title="Nights"),
        ChangeImpactAssessed(risk_ids=tuple(touched)),
        ChangeApproved(),
        ChangeImplemented(),
        *shown,
    ).state

    follows = {
        a: has[a] is False or _follows(a, shown, set(touched)) for a in ARTEFACTS
    }
    try:
        closed = bool(close(change, has, CloseChange(), occasion()))
    except RuleBroken as refusal:
        closed = False
        named = {a for a in ARTEFACTS if f"{a.replace('_', ' ')}:" in refusal.detail}
        assert named == {a for a in ARTEFACTS if not follows[a]}

    assert closed is all(follows.values())


def _follows(artefact: str, shown: list[Fact], risks_left: set[Any]) -> bool:
    """By the words of the rule, one fact after another."""
    found = False
    for fact in shown:
        if getattr(fact, "artefact", None) != artefact:
            continue
        if isinstance(fact, ChangeNotApplicableConfirmed):
            return True
        assert isinstance(fact, ChangeReflected)
        if fact.counts_alone:
            return True
        if fact.no_effect is None:
            found = True
            risks_left = risks_left - {fact.risk_id}
    return found and (artefact != "risk_register" or not risks_left)
