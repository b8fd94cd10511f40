"""Organisations put right: identifiers freed and taken, entries taken back."""

from typing import Any

from domain.described import EnterInError, Restore
from domain.errors import RuleBroken, UnknownReference
from domain.event import Claim, Fact
from domain.facts.organisation import (
    OrganisationCorrected,
    OrganisationDescribed,
    OrganisationEnteredInError,
    OrganisationErrorReported,
    OrganisationIdentified,
    OrganisationRegistered,
    OrganisationRenamed,
    OrganisationRestored,
)
from domain.occasion import Dated
from domain.organisation.commands import (
    CorrectOrganisation,
    DescribeOrganisation,
    IdentifyOrganisation,
    RegisterOrganisation,
    RenameOrganisation,
)
from domain.organisation.organisation import Organisation
from domain.values import Identifier
from tests.given import ANN, BEN, EARLIER, FIRST, STREAM, given

COMPANY = Identifier(scheme="GB-COH", id="01234567")
CHARITY = Identifier(scheme="GB-CHC", id="1089464")
HALDEN = OrganisationRegistered(
    name="Halden Homecare Ltd", identifiers=(COMPANY,), sector="private", size="small"
)
ERROR = OrganisationEnteredInError(identifiers=(COMPANY,), reason="Entered twice")
WRONG: dict[str, Any] = {"reason_code": "clerical"}


def correct(**fields: Any) -> CorrectOrganisation:
    return CorrectOrganisation.model_validate(WRONG | fields)


def claimed(fact: Fact) -> list[Claim]:
    return list(fact.claims(STREAM))


def released(fact: Fact) -> list[Claim]:
    return list(fact.releases(STREAM))


def test_who_turns_out_to_be_a_natural_person_is_named_anew() -> None:
    outcome = given(Organisation, HALDEN).when(
        Organisation.correct, correct(individual=True)
    )
    right = OrganisationCorrected(
        supersedes=FIRST, name="Halden Homecare Ltd", individual=True
    )
    outcome.then(Dated(right, EARLIER))

    assert right.personal(STREAM) == {"name": STREAM}
    outcome.after.when(Organisation.rename, RenameOrganisation(name="Jo Halden")).then(
        OrganisationRenamed(name="Jo Halden", individual=True)
    )


def test_correcting_identifiers_frees_the_wrong_one_and_takes_the_right_one() -> None:
    right = {"scheme": "GB-COH", "id": "07654321"}
    outcome = given(Organisation, HALDEN).when(
        Organisation.correct, correct(identifiers=[right])
    )
    found = Identifier(scheme="GB-COH", id="07654321")
    fact = OrganisationCorrected(
        supersedes=FIRST, identifiers=(found,), gained=(found,), dropped=(COMPANY,)
    )
    outcome.then(Dated(fact, EARLIER))

    assert outcome.state.identifiers == (found,)
    assert claimed(fact) == [Claim("organisation-identifier", "GB-COH:07654321")]
    assert released(fact) == [Claim("organisation-identifier", "GB-COH:01234567")]


def test_correcting_one_of_two_identifiers_keeps_the_other() -> None:
    both = given(Organisation, HALDEN, OrganisationIdentified(identifiers=(CHARITY,)))
    outcome = both.when(
        Organisation.correct,
        correct(
            identifiers=[COMPANY.model_dump(), {"scheme": "GB-CHC", "id": "200555"}]
        ),
    )
    other = Identifier(scheme="GB-CHC", id="200555")
    outcome.then(
        Dated(
            OrganisationCorrected(
                supersedes=FIRST + 1,
                identifiers=(COMPANY, other),
                gained=(other,),
                dropped=(CHARITY,),
            ),
            EARLIER,
        )
    )


def test_correcting_to_what_stands_changes_nothing() -> None:
    given(Organisation, HALDEN).when(
        Organisation.correct, correct(sector="private", name="Halden Homecare Ltd")
    ).then()


def test_correcting_names_the_entry_that_was_wrong() -> None:
    described = OrganisationDescribed(size="large")
    given(Organisation, HALDEN, described).when(
        Organisation.correct, correct(size="medium")
    ).then(Dated(OrganisationCorrected(supersedes=FIRST + 1, size="medium"), EARLIER))
    given(Organisation, HALDEN).when(
        Organisation.correct, correct(size="medium", supersedes=99)
    ).refuses(UnknownReference, saying="#99 asserts nothing of this organisation")
    given(Organisation, HALDEN).when(Organisation.correct, correct()).refuses(
        RuleBroken, saying="name at least one field"
    )


def test_an_organisation_is_not_its_own_parent() -> None:
    given(Organisation, HALDEN).when(
        Organisation.correct, correct(parent_id=str(STREAM))
    ).refuses(RuleBroken, saying="not its own parent")
    given(Organisation, HALDEN).when(
        Organisation.correct, correct(parent_id=str(ANN))
    ).then(Dated(OrganisationCorrected(supersedes=FIRST, parent_id=ANN), EARLIER))


def test_a_parent_has_to_exist() -> None:
    for command in (
        RegisterOrganisation(name="Halden", parent_id=ANN),
        correct(parent_id=str(ANN)),
    ):
        assert [(link.noun, link.id) for link in command.links()] == [
            ("organisation", ANN)
        ]


def test_entering_in_error_frees_the_identifiers_and_restoring_takes_them() -> None:
    outcome = (
        given(Organisation, HALDEN)
        .and_also(OrganisationErrorReported(), by=BEN)
        .when(Organisation.enter_in_error, EnterInError(reason="Entered twice"))
    )
    outcome.then(ERROR)
    assert released(ERROR) == claimed(HALDEN)

    back = OrganisationRestored(identifiers=(COMPANY,), reason="It was not")
    outcome.after.when(Organisation.restore, Restore(reason="It was not")).then(back)
    assert claimed(back) == claimed(HALDEN)


def test_taking_back_twice_or_restoring_what_stands_changes_nothing() -> None:
    given(Organisation, HALDEN, ERROR).when(
        Organisation.enter_in_error, EnterInError(reason="Again")
    ).then()
    given(Organisation, HALDEN).when(Organisation.restore, Restore(reason="Why")).then()


def test_an_entry_made_in_error_is_not_worked_on() -> None:
    gone = given(Organisation, HALDEN, ERROR)
    for decide, command in (
        (Organisation.rename, RenameOrganisation(name="X")),
        (Organisation.identify, IdentifyOrganisation(identifiers=(CHARITY,))),
        (Organisation.describe, DescribeOrganisation(size="micro")),
    ):
        gone.when(decide, command).refuses(RuleBroken, saying="restore it first")


def test_correcting_an_entry_made_in_error_frees_nothing_that_others_may_hold() -> None:
    outcome = given(Organisation, HALDEN, ERROR).when(
        Organisation.correct, correct(identifiers=[CHARITY.model_dump()])
    )
    fact = OrganisationCorrected(supersedes=FIRST, identifiers=(CHARITY,))
    outcome.then(Dated(fact, EARLIER))
    assert released(fact) == []
    outcome.after.when(Organisation.restore, Restore(reason="It was right")).then(
        OrganisationRestored(identifiers=(CHARITY,), reason="It was right")
    )
