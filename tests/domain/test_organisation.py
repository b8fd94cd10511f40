"""Organisations: one holder an identifier, names of people kept apart."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from pydantic import ValidationError

from domain.errors import OverridesLater, RuleBroken
from domain.event import Claim, Fact
from domain.facts.organisation import (
    OrganisationCorrected,
    OrganisationDescribed,
    OrganisationIdentified,
    OrganisationRegistered,
    OrganisationRenamed,
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
from domain.values import Identifier, Unknown
from tests.given import EARLIER, FIRST, STREAM, given

COMPANY = Identifier(scheme="GB-COH", id="01234567")
CHARITY = Identifier(scheme="GB-CHC", id="1089464")
HALDEN = OrganisationRegistered(
    name="Halden Homecare Ltd", identifiers=(COMPANY,), sector="private", size="small"
)
PERSON = OrganisationRegistered(name="Jo Bloggs", individual=True)
WRONG: dict[str, Any] = {"reason_code": "clerical"}


def correct(**fields: Any) -> CorrectOrganisation:
    return CorrectOrganisation.model_validate(WRONG | fields)


def claimed(fact: Fact) -> list[Claim]:
    return list(fact.claims(STREAM))


def test_an_organisation_is_registered_with_what_is_known() -> None:
    command = RegisterOrganisation.model_validate(
        {
            "name": "Halden Homecare Ltd",
            "identifiers": [{"scheme": "GB-COH", "id": "01234567"}],
            "sector": "private",
            "size": "small",
        }
    )
    outcome = given(Organisation).when(Organisation.register, command).then(HALDEN)

    assert outcome.state.on("sector", date(2026, 11, 21)) == "private"
    assert outcome.state.on("postcode", date(2026, 11, 21)) is None
    assert outcome.state.identifiers == (COMPANY,)


def test_a_name_is_enough() -> None:
    given(Organisation).when(
        Organisation.register, RegisterOrganisation(name="Halden")
    ).then(OrganisationRegistered(name="Halden"))
    with pytest.raises(ValidationError, match="name"):
        RegisterOrganisation.model_validate({"sector": "private"})


def test_not_known_is_an_answer() -> None:
    asked = {"unknown": "asked_no_answer", "since": "2026-10-01"}
    command = RegisterOrganisation.model_validate({"name": "Halden", "vcse": asked})
    since = Unknown(unknown="asked_no_answer", since=date(2026, 10, 1))
    given(Organisation).when(Organisation.register, command).then(
        OrganisationRegistered(name="Halden", vcse=since)
    )


def test_registering_claims_each_identifier() -> None:
    assert claimed(HALDEN) == [Claim("organisation-identifier", "GB-COH:01234567")]


def test_an_identifier_is_the_same_however_it_is_spelled() -> None:
    spelled = Identifier(scheme="GB-COH", id="sc 123456")
    told = OrganisationRegistered(name="Ben Nevis Care", identifiers=(spelled,))
    assert claimed(told) == [Claim("organisation-identifier", "GB-COH:SC123456")]

    again = Identifier(scheme="GB-COH", id="SC123456")
    command = IdentifyOrganisation(identifiers=(again,))
    given(Organisation, told).when(Organisation.identify, command).then()


@pytest.mark.parametrize(
    ("scheme", "number", "saying"),
    [
        ("GB-COH", "1234567", "a spreadsheet drops the leading zero"),
        ("GB-COH", "012345678", "8 characters"),
        ("GB-CHC", "ABC", "6 or 7 digits"),
        ("GB-PPON", "PABC-12-DEFG", "four letters, four digits, four letters"),
        ("GB-UKPRN", "1000777", "8 digits"),
    ],
)
def test_a_number_that_its_scheme_cannot_have_given_is_refused(
    scheme: str, number: str, saying: str
) -> None:
    identifiers = (CHARITY, Identifier(scheme=scheme, id=number))
    register = RegisterOrganisation(name="Halden", identifiers=identifiers)
    given(Organisation).when(Organisation.register, register).refuses(
        RuleBroken, saying=saying, rule="identifier-form"
    )
    identify = IdentifyOrganisation(identifiers=identifiers)
    refused = given(Organisation, HALDEN).when(Organisation.identify, identify)
    refused.refuses(RuleBroken, saying=saying)
    assert refused.refusal is not None
    assert refused.refusal.pointer == "/identifiers/1/id"
    given(Organisation, HALDEN).when(
        Organisation.correct, correct(identifiers=list(identifiers))
    ).refuses(RuleBroken, saying=saying)


def test_identifying_adds_only_what_is_new() -> None:
    command = IdentifyOrganisation(identifiers=(COMPANY, CHARITY, CHARITY))
    outcome = given(Organisation, HALDEN).when(Organisation.identify, command)
    outcome.then(OrganisationIdentified(identifiers=(CHARITY,)))

    assert outcome.state.identifiers == (COMPANY, CHARITY)
    assert outcome.state.on("identifiers", date(2026, 11, 21)) == (COMPANY, CHARITY)
    assert claimed(OrganisationIdentified(identifiers=(CHARITY,))) == [
        Claim("organisation-identifier", "GB-CHC:1089464")
    ]


def test_an_identifier_may_be_known_to_have_held_for_long() -> None:
    command = IdentifyOrganisation.model_validate(
        {
            "identifiers": [{"scheme": "GB-CHC", "id": "1089464"}],
            "effective_on": "2020-01-01",
        }
    )
    given(Organisation, HALDEN).when(Organisation.identify, command).then(
        OrganisationIdentified(identifiers=(CHARITY,))
    )


def test_an_identifier_has_no_end() -> None:
    command = IdentifyOrganisation(
        identifiers=(CHARITY,), effective_until=date(2027, 1, 1)
    )
    given(Organisation, HALDEN).when(Organisation.identify, command).refuses(
        RuleBroken, saying="an identifier has no end"
    )


def test_renaming_holds_from_its_day() -> None:
    command = RenameOrganisation(name="Halden Care Ltd", effective_on=date(2026, 10, 1))
    given(Organisation, HALDEN).when(Organisation.rename, command).then(
        OrganisationRenamed(name="Halden Care Ltd")
    )
    renamed = OrganisationRenamed(name="Halden Care Ltd")
    state = given(Organisation, HALDEN, Dated(renamed, date(2026, 10, 1))).state
    assert state.on("name", date(2026, 9, 30)) == "Halden Homecare Ltd"
    assert state.on("name", date(2026, 10, 1)) == "Halden Care Ltd"


def test_renaming_to_the_same_name_changes_nothing() -> None:
    command = RenameOrganisation(name="Halden Homecare Ltd")
    given(Organisation, HALDEN).when(Organisation.rename, command).then()


def test_renaming_does_not_replace_a_later_name_in_silence() -> None:
    later = Dated(OrganisationRenamed(name="Halden Care Ltd"), date(2026, 10, 1))
    command = RenameOrganisation(name="Halden Group", effective_on=date(2026, 9, 15))
    given(Organisation, HALDEN, later).when(Organisation.rename, command).refuses(
        OverridesLater, saying="2026-10-01"
    )


def test_the_name_of_a_natural_person_is_personal_wherever_it_stands() -> None:
    assert HALDEN.personal(STREAM) == {}
    assert PERSON.personal(STREAM) == {"name": STREAM}

    renamed = given(Organisation, PERSON).when(
        Organisation.rename, RenameOrganisation(name="Jo Smith")
    )
    renamed.then(OrganisationRenamed(name="Jo Smith", individual=True))
    corrected = given(Organisation, PERSON).when(
        Organisation.correct, correct(name="Joanne Bloggs")
    )
    right = OrganisationCorrected(
        supersedes=FIRST, name="Joanne Bloggs", individual=True
    )
    corrected.then(Dated(right, EARLIER))
    for outcome in (renamed, corrected):
        (decided,) = outcome.decided
        fact = decided.fact if isinstance(decided, Dated) else decided
        assert fact.personal(STREAM) == {"name": STREAM}


def test_describing_says_only_what_is_new() -> None:
    command = DescribeOrganisation.model_validate({"size": "medium", "vcse": False})
    outcome = given(Organisation, HALDEN).when(Organisation.describe, command)
    outcome.then(OrganisationDescribed(size="medium", vcse=False))
    outcome.after.when(Organisation.describe, command).then()


def test_a_description_has_no_name_and_no_identifiers() -> None:
    for field in ("name", "identifiers", "individual", "parent_id"):
        with pytest.raises(ValidationError, match="Extra inputs"):
            DescribeOrganisation.model_validate({field: "x"})


def test_it_lies_with_itself() -> None:
    place = given(Organisation, HALDEN, stream=UUID(int=7)).state.place
    assert place.organisations == frozenset({UUID(int=7)})
    assert place.contract is None
