"""The head of the log in twenty characters: short enough to print, and to type."""

from base64 import b32encode
from typing import Final

# 100 bits: whoever wants another log with the same code looks for a second preimage.
CHARACTERS: Final = 20
_GROUP: Final = 5


def head_code(root: bytes) -> str:
    """The code of a checkpoint's root: its first 100 bits in Base32 (RFC 4648, 6).

    Four groups of five, without the figures 0, 1, 8 and 9, which are misread. The
    size of the checkpoint is printed beside it.
    """
    code = b32encode(root).decode()[:CHARACTERS]
    groups = (code[at : at + _GROUP] for at in range(0, CHARACTERS, _GROUP))
    return "-".join(groups)


def typed(code: str) -> str:
    """A code as somebody typed it: without regard to case, spaces and hyphens."""
    return "".join(code.split()).replace("-", "").upper()


def is_head(code: str, root: bytes) -> bool:
    """Whether a typed code is that of a root."""
    return typed(code) == typed(head_code(root))
