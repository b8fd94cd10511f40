"""A checkpoint: how many leaves a log has, and their root, in three lines.

The form is C2SP tlog-checkpoint, without extension lines; signed, it is a note.
"""

import re
from typing import Final, NamedTuple

from domain.ledger.note import BadNote, decoded, encoded
from domain.ledger.tree import HASH_BYTES

_SIZE: Final = re.compile(r"0|[1-9][0-9]{0,18}")
_LINES: Final = 3


class Checkpoint(NamedTuple):
    """The head of a log: the name of the log, the number of its leaves, their root."""

    origin: str
    size: int
    root: bytes

    def text(self) -> str:
        """What is signed."""
        return f"{self.origin}\n{self.size}\n{encoded(self.root)}\n"


def read_checkpoint(text: str) -> Checkpoint:
    """A checkpoint from the text of a note. Raises BadNote."""
    lines = text.split("\n")
    if len(lines) != _LINES + 1 or lines[-1]:
        raise BadNote("a checkpoint has three lines: name, size and root")
    origin, size, root = lines[:_LINES]
    if not origin or not _SIZE.fullmatch(size):
        raise BadNote("a checkpoint names its log, and its size as a plain number")
    hash_ = decoded(root)
    if len(hash_) != HASH_BYTES:
        raise BadNote(f"a root has {HASH_BYTES} bytes")
    return Checkpoint(origin, int(size), hash_)
