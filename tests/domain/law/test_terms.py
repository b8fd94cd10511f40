"""Days that a contract sets, and what is published again and again."""

from datetime import date

import pytest

from domain.law.publications import next_publications
from domain.law.terms import (
    BREAK,
    CONTRACT_END,
    EXTENSION,
    NOTICE,
    last_day_of_notice,
    to_end,
    to_extend,
    to_give_notice,
)
from domain.law.verdict import Due, Missing

END = date(2027, 3, 31)


@pytest.mark.parametrize(
    ("months", "last"),
    [(0, END), (6, date(2026, 9, 30)), (1, date(2027, 2, 28)), (12, date(2026, 3, 31))],
)
def test_notice_of_some_months_ends_by_the_end(months: int, last: date) -> None:
    assert last_day_of_notice(END, months) == last


def test_what_is_not_known_of_a_term_is_named() -> None:
    assert to_end(None) == Missing(CONTRACT_END, ("end",))
    assert to_give_notice(END, None) == Missing(NOTICE, ("notice_period_months",))
    assert to_extend(None, 6) == Missing(EXTENSION, ("end",))


def test_a_break_and_an_option_are_counted_back_as_well() -> None:
    assert to_give_notice(END, 6, BREAK) == Due(date(2026, 9, 30), BREAK)
    assert to_extend(END, 6) == Due(date(2026, 9, 30), EXTENSION)


@pytest.mark.parametrize(
    ("day", "found"),
    [
        (
            date(2026, 4, 29),
            [
                ("transparency_code", date(2026, 3, 31), date(2026, 4, 30)),
                ("payments_compliance", date(2026, 3, 31), date(2026, 4, 29)),
                ("contract_payments", date(2026, 6, 30), date(2026, 7, 29)),
            ],
        ),
        (
            date(2026, 5, 1),
            [
                ("transparency_code", date(2026, 6, 30), date(2026, 7, 30)),
                ("payments_compliance", date(2026, 9, 30), date(2026, 10, 29)),
                ("contract_payments", date(2026, 6, 30), date(2026, 7, 29)),
            ],
        ),
    ],
)
def test_the_next_publications_are_those_whose_last_day_has_not_passed(
    day: date, found: list[tuple[str, date, date]]
) -> None:
    coming = next_publications(day, 30)
    assert [(due.rule.name, ended, due.on) for ended, due in coming] == found
