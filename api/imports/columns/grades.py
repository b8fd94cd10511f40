"""Likelihood and impact as risk sheets grade them, and scores of other schemes."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from api.imports.faults import noted, unknown
from api.imports.sheets.grid import Cell as Found
from api.imports.sheets.grid import text
from api.imports.words import Cell, Wrong

TOP: Final = 5
LEADING: Final = re.compile(
    r"([1-5])(?:\.0+)?(?:\s*[-\u2013:.)(=]\s*.*| .*)?", re.DOTALL
)
# Words that councils use for the five steps; a sheet may bring a table of its own.
LIKELIHOOD: Final = {
    1: "rare, remote, very unlikely, very low, improbable, almost impossible",
    2: "unlikely, low",
    3: "possible, medium, moderate, even chance",
    4: "likely, high, probable",
    5: "almost certain, very likely, very high, certain, highly likely",
}
IMPACT: Final = {
    1: "negligible, insignificant, very low, minimal, trivial",
    2: "minor, low",
    3: "moderate, medium",
    4: "major, high, serious",
    5: "severe, catastrophic, critical, very high, extreme",
}

NO_GRADE = unknown(
    "has no place on a scale of 1 to 5",
    "give a table with the import that says which step each word is",
)
BY_CONVENTION = noted(
    "was read as a step from 1 to 5 as these words are commonly used",
    "give a table with the import if your scale is another",
)
NO_SCORE = unknown(
    "is a score of a scheme that the register does not have",
    "give a table with the import: which likelihood and impact each score stands for",
)
OTHER_PRODUCT = noted(
    "is not likelihood times impact as the row grades them",
    "check the row; likelihood and impact count, and the score stays as it was written",
)


def _steps(scale: Mapping[int, str]) -> dict[str, int]:
    return {word: step for step, words in scale.items() for word in words.split(", ")}


WORDS: Final = {"likelihood": _steps(LIKELIHOOD), "impact": _steps(IMPACT)}


@dataclass(frozen=True, slots=True)
class Scheme:
    """How one file scores risks: its name, and the tables given with it.

    `scores` says of a word or number of the file which likelihood and impact it
    stands for; `likelihood` and `impact` which step from 1 to 5 a word is. All are
    looked up without regard to case.
    """

    name: str
    scores: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    likelihood: Mapping[str, int] = field(default_factory=dict)
    impact: Mapping[str, int] = field(default_factory=dict)

    def grade(self, side: str, found: Found) -> Cell[Any]:
        """The step that a cell names on one side of the matrix."""
        said = text(found)
        given: Mapping[str, int] = getattr(self, side)
        step = given.get(_plain(said))
        if step is not None:
            return Cell(step)
        if number := LEADING.fullmatch(said):
            return Cell(int(number[1]))
        if (step := WORDS[side].get(_plain(said))) is not None:
            return Cell(step, (Wrong(BY_CONVENTION),))
        return Cell(None, (Wrong(NO_GRADE),) if said else ())

    def score(self, found: Found) -> Cell[Any]:
        """The likelihood and impact that a score of the file stands for, if told."""
        said = text(found)
        if not said:
            return Cell(None)
        known = self.scores.get(_plain(said))
        return Cell(dict(known)) if known else Cell(None, (Wrong(NO_SCORE),))


def _plain(said: str) -> str:
    return " ".join(said.casefold().split())
