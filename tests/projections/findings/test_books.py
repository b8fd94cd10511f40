"""What the books of rules bring along fits what there is to be read."""

from collections import Counter

from projections.findings.catalogue import BOOKS, NOUNS, RULES
from projections.nouns import MODELS
from projections.reach import FOUND_ON

COLUMNS = {model.noun: {name for name, _ in model.cells()} for model in MODELS}


def test_every_cell_that_rules_are_told_of_is_a_column_of_the_noun() -> None:
    for noun, what in NOUNS.items():
        assert set(what.case._fields) <= COLUMNS[noun], noun


def test_rules_look_at_nouns_that_are_read_for_them() -> None:
    for rule in RULES:
        assert rule.on.keys() <= NOUNS.keys(), rule.id


def test_what_is_said_of_findings_is_hidden_with_what_they_are_about() -> None:
    assert NOUNS.keys() <= set(FOUND_ON)


def test_nouns_and_readings_belong_to_one_book() -> None:
    brought = [name for book in BOOKS for name in (*book.nouns, *book.besides)]

    assert not [name for name, count in Counter(brought).items() if count > 1]


def test_readings_rest_on_nouns_that_there_are() -> None:
    for book in BOOKS:
        for name, beside in book.besides.items():
            assert set(beside.of) <= COLUMNS.keys(), name
