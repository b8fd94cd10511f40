"""Names in a picture: broken between words, and never wider than their room."""

from hypothesis import given, settings
from hypothesis import strategies as st

from api.pictures.lettering import MORE, broken, width

NAMES = st.lists(st.text("abcWMi\u00e9", min_size=1, max_size=14), max_size=9).map(
    " ".join
)


def test_a_name_that_fits_is_left_as_it_is() -> None:
    assert broken("Steadyrail Ltd", 12, 150, 2) == ["Steadyrail Ltd"]


def test_a_long_name_is_broken_between_words() -> None:
    assert broken("Northern Mattress Importers Ltd", 12, 150, 2) == [
        "Northern Mattress",
        "Importers Ltd",
    ]


def test_a_name_that_needs_more_lines_ends_after_a_whole_word() -> None:
    name = "Community equipment: store, delivery, collection and repair of aids"
    first, second = broken(name, 12, 150, 2)

    assert second.endswith(f" {MORE}")
    kept = f"{first} {second.removesuffix(f' {MORE}')}"
    assert name.startswith(kept)
    assert name[len(kept)] == " "


@given(NAMES)
@settings(max_examples=80, deadline=None)
def test_no_line_is_wider_than_its_room(name: str) -> None:
    lines = broken(name, 12, 90, 2)

    assert len(lines) <= 2
    assert all(width(line, 12) <= 90 for line in lines)
    if not any(MORE in line for line in lines):
        assert " ".join(lines) == " ".join(name.split())
