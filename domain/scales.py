"""What policy decides: how risks are scored, and what of them goes how far."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Annotated

from pydantic import ConfigDict, Field

from domain.thresholds import DELIVERED
from domain.values import Code, Money, Number, Score, Value

Points = Annotated[int, Field(ge=1, le=25)]
Labels = Annotated[tuple[Code, ...], Field(strict=False, min_length=5, max_length=5)]


class Band(Value):
    """A named range of scores, both ends included, for example high 10-14."""

    # Stored as it is asked for: "from", a word that Python keeps to itself.
    model_config = ConfigDict(serialize_by_alias=True)

    name: Code
    from_: Annotated[int, Field(ge=1, le=25, alias="from")]
    to: Points


class ApprovalLevel(Value):
    """How much a role may approve: what is worth at most `up_to`.

    Risks above appetite are accepted up to the score `up_to_score`, if one is set.
    """

    role: Code
    up_to: Money
    up_to_score: Points | None = None


class Threshold(Value):
    """A number at which the register speaks up, by the name it has there."""

    name: Code
    value: Number


@dataclass(frozen=True, slots=True)
class Policies:
    """The policies in force, with the version of the matrix (0: as delivered).

    `appetites` are the highest scores that are taken without more ado, by category;
    None stands for every category that has none of its own. `thresholds` are those
    that the council set.
    """

    bands: tuple[Band, ...]
    matrix_version: int = 0
    levels: tuple[ApprovalLevel, ...] = ()
    appetites: Mapping[str | None, int] = field(default_factory=dict)
    thresholds: Mapping[str, Decimal] = field(default_factory=dict)

    def band(self, score: Score) -> str:
        """The name of the band in which a score lies."""
        return next(b.name for b in self.bands if b.from_ <= score.product <= b.to)

    def is_top(self, score: Score) -> bool:
        """Whether a score lies in the highest band."""
        return score.product >= max(band.from_ for band in self.bands)

    def appetite(self, category: object) -> int | None:
        """The highest score that is within appetite, None if nobody has set one."""
        own = self.appetites.get(category) if isinstance(category, str) else None
        return self.appetites.get(None) if own is None else own

    def exceeds_appetite(self, category: object, score: Score | None) -> bool | None:
        """Whether a score is above appetite, None where that cannot be said."""
        limit = self.appetite(category)
        return None if limit is None or score is None else score.product > limit

    def threshold(self, name: str) -> Decimal:
        """A threshold as the council set it, else as delivered. KeyError for none."""
        return self.thresholds.get(name, DELIVERED[name].value)


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
