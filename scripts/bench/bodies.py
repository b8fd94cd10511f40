"""The body of a score, as a service without a register would declare it."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Grade = Annotated[int, Field(ge=1, le=5)]


class Score(BaseModel):
    """How likely and how bad."""

    model_config = ConfigDict(extra="forbid", strict=True)

    likelihood: Grade
    impact: Grade


class Assess(BaseModel):
    """A new score, and why."""

    model_config = ConfigDict(extra="forbid", strict=True)

    current: Score
    inherent: Score | None = None
    target: Score | None = None
    reason: Annotated[str, Field(min_length=1, max_length=4000)]
