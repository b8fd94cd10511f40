"""Who owns whom and which records are of one: never a circle, on no day."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given as forall
from hypothesis import strategies as st

from domain.described import EnterInError
from domain.errors import Refusal, RuleBroken, UnknownReference
from domain.facts.organisation import OrganisationRegistered
from domain.facts.organisation_tie import (
    OrganisationAbsorbed,
    OrganisationMerged,
    OrganisationParentLinked,
    OrganisationReleased,
    OrganisationUnmerged,
)
from domain.occasion import Dated, Occasion
from domain.organisation.commands import (
    CorrectOrganisation,
    LinkParent,
    MergeOrganisation,
    RenameOrganisation,
    UnmergeOrganisation,
)
from domain.organisation.group import link_parent, merge, put_right, unmerge
from domain.organisation.organisation import Organisation
from domain.values import NotApplicable
from tests.desk import DictDesk
from tests.given import EARLIER, TODAY

A, B, C, D = (UUID(int=n) for n in range(0xA, 0xE))
SPRING, OCTOBER = date(2026, 4, 1), date(2026, 10, 1)


def desk(*streams: UUID) -> DictDesk:
    """Organisations that stand for themselves."""
    made = DictDesk()
    for stream in streams or (A, B, C, D):
        opened = OrganisationRegistered(name=f"Firm {stream.int}")
        made.record(Organisation, stream, [Dated(opened, date(2020, 1, 1))])
    return made


def owned(here: DictDesk, stream: UUID, by: Any, **more: Any) -> None:
    link_parent(here, stream, LinkParent.model_validate({"parent_id": by, **more}))


def merged(here: DictDesk, stream: UUID, into: UUID, **more: Any) -> None:
    merge(here, stream, MergeOrganisation.model_validate({"into": into, **more}))


def parted(here: DictDesk, stream: UUID, **more: Any) -> None:
    unmerge(here, stream, UnmergeOrganisation.model_validate(more))


def refused(act: Any, *args: Any, **more: Any) -> RuleBroken:
    with pytest.raises(RuleBroken) as caught:
        act(*args, **more)
    return caught.value


class TestParents:
    def test_a_parent_holds_from_a_day_until_a_day(self) -> None:
        here = desk()
        owned(here, A, B, effective_on="2026-04-01", effective_until="2026-10-01")

        assert here.facts(A)[1:] == [
            Dated(OrganisationParentLinked(parent_id=B), SPRING, OCTOBER)
        ]
        state = here.read(Organisation, A)
        assert state.on("parent_id", SPRING) == B
        assert state.on("parent_id", OCTOBER) is None

    def test_that_nobody_owns_it_is_an_answer(self) -> None:
        here = desk()
        alone = NotApplicable(not_applicable="a charity of its own")
        owned(here, A, {"not_applicable": "a charity of its own"})

        assert here.read(Organisation, A).on("parent_id", TODAY) == alone

    def test_the_same_parent_again_changes_nothing(self) -> None:
        here = desk()
        owned(here, A, B)
        owned(here, A, B)

        assert len(here.facts(A)) == 2

    def test_no_organisation_owns_itself_by_way_of_others(self) -> None:
        here = desk()
        owned(here, A, B)
        owned(here, B, C)

        told = refused(owned, here, C, A)

        assert told.named_rule == "parent-circle"
        assert len(here.facts(C)) == 1
        assert refused(owned, here, C, C).named_rule == "own-parent"

    def test_a_circle_on_other_days_is_none(self) -> None:
        here = desk()
        owned(here, A, B, effective_on="2026-04-01", effective_until="2026-10-01")

        owned(here, B, A, effective_on="2026-10-01")

        assert here.read(Organisation, B).on("parent_id", TODAY) == A
        told = refused(
            owned, here, B, A, effective_on="2026-09-30", effective_until="2026-10-01"
        )
        assert "on 2026-09-30" in told.detail

    def test_a_correction_closes_no_circle_either(self) -> None:
        here = desk()
        owned(here, B, A)
        said = {"parent_id": B, "reason_code": "clerical", "effective_until": "open"}

        told = refused(put_right, here, A, CorrectOrganisation.model_validate(said))

        assert told.named_rule == "parent-circle"

    def test_a_parent_that_does_not_exist_is_refused(self) -> None:
        with pytest.raises(UnknownReference):
            owned(desk(A), A, B)


class TestMergers:
    def test_a_merger_is_told_in_both_streams(self) -> None:
        here = desk()
        merged(here, A, B, effective_on="2026-10-01", reason="Twice")

        assert here.facts(A)[-1] == Dated(
            OrganisationMerged(merged_into=B, reason="Twice"), OCTOBER
        )
        assert here.facts(B)[-1] == Dated(
            OrganisationAbsorbed(record=A, reason="Twice"), OCTOBER
        )
        merged(here, A, B)
        assert len(here.facts(A)) == len(here.facts(B)) == 2

    def test_unmerging_restores_both_as_they_were(self) -> None:
        here = desk()
        before = [here.read(Organisation, one) for one in (A, B)]
        merged(here, A, B)
        parted(here, A)

        after = [here.read(Organisation, one) for one in (A, B)]
        assert [s.timeline for s in after] == [s.timeline for s in before]
        assert [s.ties.merged_into for s in after] == [None, None]
        assert [s.ties.absorbed for s in after] == [frozenset(), frozenset()]
        assert here.facts(A)[-1].fact == OrganisationUnmerged(was_merged_into=B)
        assert here.facts(B)[-1].fact == OrganisationReleased(record=A)
        parted(here, A)
        assert len(here.facts(A)) == 3

    def test_a_record_is_not_merged_into_itself(self) -> None:
        assert refused(merged, desk(), A, A).named_rule == "own-merger"

    def test_a_record_is_merged_straight_into_the_one_that_stays(self) -> None:
        here = desk()
        merged(here, A, B)

        assert refused(merged, here, B, C).named_rule == "merge-chain"
        assert refused(merged, here, C, A).named_rule == "merged"
        assert refused(merged, here, A, C).named_rule == "merged"
        merged(here, C, B)
        assert here.read(Organisation, B).ties.absorbed == {A, C}

    def test_who_owns_the_other_is_not_the_same(self) -> None:
        here = desk()
        owned(here, A, C)
        owned(here, C, B)

        for one, other in ((A, B), (B, A)):
            assert refused(merged, here, one, other).named_rule == "parent-circle"

    def test_records_that_are_merged_count_as_one_in_a_circle(self) -> None:
        here = desk()
        owned(here, C, A)
        merged(here, A, B)

        assert refused(owned, here, B, C).named_rule == "parent-circle"
        assert refused(owned, here, D, A).named_rule == "merged"

    def test_what_the_merged_records_were_owned_by_counts_with_the_one_that_stays(
        self,
    ) -> None:
        here = desk()
        owned(here, C, A)
        merged(here, C, B)

        assert refused(merged, here, A, B).named_rule == "parent-circle"

    def test_a_merged_record_rests(self) -> None:
        here = desk()
        merged(here, A, B)
        state, command = here.read(Organisation, A), RenameOrganisation(name="X")
        occasion: Occasion = here.occasion(command)

        told = refused(state.rename, command, occasion)

        assert str(B) in told.detail
        for one in (A, B):
            gone = EnterInError(reason="Twice")
            entry = here.read(Organisation, one)
            assert refused(entry.enter_in_error, gone, occasion).named_rule == "merged"

    def test_a_merger_has_no_end_and_does_not_reach_behind_the_last(self) -> None:
        here = desk()
        told = refused(merged, here, A, B, effective_until="2026-11-22")
        assert told.named_rule == "merge-period"
        merged(here, A, B, effective_on="2026-04-01")
        parted(here, A, effective_on="2026-10-01")

        for record, into in ((A, C), (C, B)):
            told = refused(merged, here, record, into, effective_on="2026-09-30")
            assert told.named_rule == "merge-period"
        merged(here, A, C, effective_on="2026-10-01")


DAYS = st.dates(EARLIER, TODAY)
ACTS = st.lists(
    st.tuples(
        st.sampled_from(["own", "merge", "part"]),
        st.sampled_from([A, B, C, D]),
        st.sampled_from([A, B, C, D]),
        DAYS,
        st.none() | st.integers(1, 40),
    ),
    max_size=12,
)


@forall(ACTS)
def test_whatever_is_said_no_day_has_a_circle(acts: list[Any]) -> None:
    here = desk()
    for act, one, other, day, length in acts:
        until = {"effective_until": day + timedelta(length)} if length else {}
        on = {"effective_on": day}
        try:
            if act == "own":
                owned(here, one, other, **on, **until or {"effective_until": "open"})
            elif act == "merge":
                merged(here, one, other, **on)
            else:
                parted(here, one, **on)
        except Refusal:
            continue

    states = {one: here.read(Organisation, one) for one in (A, B, C, D)}
    as_one = {one: s.ties.merged_into or one for one, s in states.items()}
    for days in range((TODAY - EARLIER).days + 1):
        parents = {
            (one, above)
            for one, state in states.items()
            if (above := state.on("parent_id", EARLIER + timedelta(days))) is not None
        }
        assert not circular(parents)
        assert not circular({(as_one[one], as_one[above]) for one, above in parents})


def circular(parents: set[tuple[UUID, UUID]]) -> bool:
    """Whether something is above itself: what has nobody above it goes, until none."""
    while parents:
        owners = {above for _, above in parents}
        left = {(one, above) for one, above in parents if one in owners}
        if left == parents:
            return True
        parents = left
    return False
