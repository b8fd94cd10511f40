"""An example of every command about feedback."""

from collections.abc import Mapping
from typing import Any

from api.examples.contracts import CONTRACT

EXAMPLES_OF_FEEDBACK: Mapping[str, Mapping[str, Any]] = {
    "create_feedback": {
        "title": "Different carers every day, and nobody says who comes",
        "contract_id": CONTRACT,
        "said_by": "user",
        "channel": "survey",
        "received_on": "2026-10-14",
    },
    "use_feedback": {
        "used_in": "Rounds were re-planned so that three carers share a person's calls"
    },
    "close_feedback": {"reason": "Told twice: the first entry is worked on"},
    "describe_feedback": {"text": "41 of 212 answers said so"},
    "correct_feedback": {"channel": "letter", "reason_code": "clerical"},
    "enter_in_error_feedback": {"reason": "It was about another service"},
    "restore_feedback": {"reason": "It was about this one after all"},
    "comment_feedback": {"text": "The survey runs again in March"},
}
