"""Whatever a file holds, it is read to the end, counted, and fit for the register."""

import json
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from api.imports.contracts_finder import read
from api.imports.notice import Notice
from domain.values import Code, Money, Title, Words
from tests.api.imports.notices import notice as a_notice

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters(exclude_categories=())),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4)
    ),
    max_leaves=12,
)
ROWS = st.lists(
    st.dictionaries(st.sampled_from(sorted(a_notice())) | st.text(), JSON)
    | st.builds(a_notice, **dict.fromkeys(("title", "awarded_supplier", "url"), JSON))
    | JSON,
    min_size=1,
    max_size=5,
)


@given(st.binary())
def test_no_bytes_raise_anything(data: bytes) -> None:
    assert list(read(data).faults)


@given(ROWS)
def test_every_row_ends_as_notice_or_fault_and_fits_the_register(
    rows: list[Any],
) -> None:
    reading = read(json.dumps(rows).encode())

    counts = reading.counts
    assert counts.rows == len(rows) == sum(counts[1:])
    assert [row.row for row in reading.rows] == list(range(1, len(rows) + 1))
    assert all(row.faults for row in reading.rows if row not in reading.taken)
    for row in reading.taken:
        fits_the_register(row.notice)
        assert len(row.notice.content_hash) == 64


def fits_the_register(notice: Notice) -> None:
    """Raises where the register's own values would refuse what was read."""
    for name in (notice.title, *notice.suppliers):
        TypeAdapter(Title).validate_python(name)
    texts = [*notice.unmapped, *notice.unmapped.values()]
    if notice.supplier:
        texts += [notice.supplier.verbatim]
    if notice.description is not None:
        texts += [notice.description]
    for text in texts:
        TypeAdapter(Words).validate_python(text)
    for amount in (notice.value_low, notice.value_high, notice.awarded_value):
        assert amount is None or Money(amount=Decimal(amount)).amount > 0
    TypeAdapter(Code).validate_python(notice.key)
