"""The interval tree that finds what was known at a position, in plain B-trees.

Every version that is past lies at one node, the topmost of a binary tree over all
positions that is inside its life [known_from, known_to). The versions alive at a
position lie at the nodes on the way to it: twenty of them in a million.
"""

from typing import NamedTuple


class Path(NamedTuple):
    """The nodes on the way to a position.

    Versions at a node of `before` are alive there if they are replaced after the
    position, those at a node of `after` if they are written at or before it.
    """

    before: list[int]
    after: list[int]


def fork(known_from: int, known_to: int) -> int:
    """The node of a version that was known from a position until before another."""
    last = known_to - 1
    level = ((known_from - 1) ^ last).bit_length() - 1
    return last >> level << level


def path(position: int, head: int) -> Path:
    """The nodes of all that can be alive at a position, in a log up to `head`."""
    nodes = [(position >> level | 1) << level for level in range(head.bit_length())]
    return Path(
        before=[node for node in nodes if node <= position],
        after=[node for node in nodes if node > position],
    )
