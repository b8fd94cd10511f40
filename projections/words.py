"""Words as they are searched for: without case, diacritics and punctuation."""

import re
import unicodedata

# With a mark above or below, or joined: not told apart from the plain letter.
LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe"})
APART = re.compile(r"[\W_]+")
# An id among the values of a row: its parts look like numbers, and are nobody's words.
ID = re.compile(r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b")


def words_of(text: str) -> list[str]:
    """The words of a text: runs of letters and digits, in their order."""
    return APART.sub(" ", text.lower() if text.isascii() else _plain(text)).split()


def searchable(text: str) -> str:
    """A text to be looked into: each of its words behind a space.

    A word or its beginning is then found by looking for it with the space before it.
    """
    return "".join(f" {word}" for word in words_of(ID.sub(" ", text)))


def _plain(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text).casefold()
    apart = unicodedata.normalize("NFKD", apart)
    bare = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return bare.translate(LETTERS)
