"""The words in which issues are told: states, kinds, levels, routes of a dispute."""

from typing import Annotated, Literal

from pydantic import Field

from domain.values import Code, Value

Handling = Literal["normal", "restricted"]
Scope = Literal["council", "contract", "organisation"]
Type = Literal[
    "risk_materialised",
    "breach",
    "complaint",
    "safeguarding",
    "payment",
    "data",
    "dispute",
    "member_enquiry",
]
# 1 is the gravest.
Severity = Annotated[int, Field(ge=1, le=4)]
# 0 is not escalated, 4 the highest.
Level = Annotated[int, Field(ge=0, le=4)]
Status = Literal[
    "open",
    "in_progress",
    "escalated",
    "improvement_plan",
    "improved",
    "failed_to_improve",
    "remedy",
    "resolved",
    "closed",
]
Judgement = Literal["improved", "failed_to_improve"]
Route = Literal[
    "negotiation",
    "mediation",
    "expert_determination",
    "adjudication",
    "arbitration",
    "litigation",
]
Stage = Literal["raised", "in_progress", "settled", "determined", "withdrawn"]
Remedy = Literal[
    "deduction", "damages", "settlement", "partial_termination", "termination"
]


class Clause(Value):
    """Where it is agreed: a document, perhaps its version and the clause."""

    document: Code
    version: Code | None = None
    clause: Code | None = None
