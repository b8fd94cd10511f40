"""What policy decides: the scoring matrix and who may approve how much."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import ConfigDict, Field

from domain.values import Code, Money, Score, Value

Labels = Annotated[tuple[Code, ...], Field(strict=False, min_length=5, max_length=5)]


class Band(Value):
    """A named range of scores, both ends included, for example high 10-14."""

    # Stored as it is asked for: "from", a word that Python keeps to itself.
    model_config = ConfigDict(serialize_by_alias=True)

    name: Code
    from_: Annotated[int, Field(ge=1, le=25, alias="from")]
    to: Annotated[int, Field(ge=1, le=25)]


class ApprovalLevel(Value):
    """How much a role may approve: changes whose value is at most `up_to`."""

    role: Code
    up_to: Money


@dataclass(frozen=True, slots=True)
class Policies:
    """The policies in force, with the version of the matrix (0: as delivered)."""

    bands: tuple[Band, ...]
    matrix_version: int = 0
    levels: tuple[ApprovalLevel, ...] = ()

    def band(self, score: Score) -> str:
        """The name of the band in which a score lies."""
        return next(b.name for b in self.bands if b.from_ <= score.product <= b.to)

    def is_top(self, score: Score) -> bool:
        """Whether a score lies in the highest band."""
        return score.product >= max(band.from_ for band in self.bands)


# A convention, not law: five by five in four bands. A council sets its own.
AS_DELIVERED = Policies(
    bands=tuple(
        Band(name=name, **{"from": low}, to=high)
        for name, low, high in (
            ("low", 1, 4),
            ("moderate", 5, 9),
            ("high", 10, 14),
            ("extreme", 15, 25),
        )
    )
)
