"""Claims: one holder at a time, and nothing in the table that is not in the log."""

from uuid import UUID, uuid4

import pytest

from domain.described import EnterInError
from domain.errors import AlreadyTaken
from domain.log.claims import claims_of, kept_claims, rebuild_claims
from domain.log.register import Register, begin, decide
from domain.organisation.commands import RegisterOrganisation
from domain.organisation.organisation import Organisation
from tests.domain.log.acts import told


def entered(register: Register, number: str) -> UUID:
    """An organisation with a company number."""
    command = RegisterOrganisation.model_validate(
        {"name": "Halden Homecare", "identifiers": [{"scheme": "GB-COH", "id": number}]}
    )
    act = begin(
        Organisation, uuid4(), Organisation.register, command, "create_organisation"
    )
    return register.submit(told(act)).stream


def test_no_two_organisations_have_one_identifier(register: Register) -> None:
    entered(register, "01234567")

    with pytest.raises(AlreadyTaken):
        entered(register, "01234567")


def test_an_organisation_entered_in_error_gives_its_identifier_back(
    register: Register,
) -> None:
    wrong = entered(register, "01234567")
    command = EnterInError(reason="Entered twice")
    act = decide(
        Organisation,
        wrong,
        Organisation.enter_in_error,
        command,
        "enter_in_error_organisation",
    )
    register.submit(told(act))

    assert entered(register, "01234567") != wrong


def test_the_table_can_be_made_anew_from_the_log(register: Register) -> None:
    entered(register, "01234567")
    entered(register, "07654321")
    assert not rebuild_claims(register.store, register.reading)
    with register.store.writing() as writing:
        writing.execute("DELETE FROM claims")

    assert rebuild_claims(register.store, register.reading)
    assert kept_claims(register.store) == claims_of(register.reading)
    with pytest.raises(AlreadyTaken):
        entered(register, "07654321")
