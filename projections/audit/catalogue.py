"""Every question of the auditor, by its name."""

from collections.abc import Mapping
from typing import Final

from projections.audit import decisions, entries, erasures, settings, variations
from projections.audit.question import Question

QUESTIONS: Final[Mapping[str, Question]] = {
    question.name: question
    for question in (
        *entries.QUESTIONS,
        *variations.QUESTIONS,
        *decisions.QUESTIONS,
        *settings.QUESTIONS,
        *erasures.QUESTIONS,
    )
}
BY_OPERATION: Final[Mapping[str, Question]] = {
    question.operation: question for question in QUESTIONS.values()
}
