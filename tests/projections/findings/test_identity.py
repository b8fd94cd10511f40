"""A finding has the same id whenever it is found, and its id leads back to it."""

from uuid import UUID, uuid4

from projections.findings.identity import all_rules, evidence, finding_id, subjects


def test_an_id_leads_back_to_its_rule_and_its_subject() -> None:
    subject = str(uuid4())

    found = [
        dict(subjects(UUID(finding_id(rule, subject)), all_rules()))[rule]
        for rule in all_rules()
    ]

    assert found == [subject] * len(all_rules())


def test_no_two_rules_give_one_subject_the_same_id() -> None:
    ids = {finding_id(rule, str(UUID(int=5))) for rule in all_rules()}

    assert len(ids) == len(all_rules())


def test_what_is_nobodys_has_an_id_of_its_own() -> None:
    rule = all_rules()[-1]

    assert dict(subjects(UUID(finding_id(rule, None)), [rule])) == {rule: None}


def test_other_values_are_other_evidence() -> None:
    assert evidence({"end": "2027-03-31"}) == evidence({"end": "2027-03-31"})
    assert evidence({"end": "2027-03-31"}) != evidence({"end": "2027-04-30"})
