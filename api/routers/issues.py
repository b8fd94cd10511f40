"""Issues: entered, worked on, disputed, resolved, closed."""

from starlette.responses import Response

from api.call import Asked, Named
from api.commenting import add_comment
from api.materialising import answer_raise
from api.operation import operations
from api.readings import add_readings
from domain.described import EnterInError, Restore
from domain.issue.commands import (
    AdoptIssue,
    AdvanceDispute,
    AssignIssue,
    CloseIssue,
    CorrectIssue,
    DescribeIssue,
    EscalateIssue,
    JudgeImprovement,
    MoveIssue,
    OpenImprovementPlan,
    RaiseDispute,
    RaiseIssue,
    RecordRemedy,
    ReopenIssue,
    RepresentIssue,
    ResolveIssue,
)
from domain.issue.handling import SetIssueHandling, set_handling
from domain.issue.issue import Issue

router = operations("/issues", "issues")


@router.post("", status_code=201)
async def create_issue(call: Asked, command: RaiseIssue) -> Response:
    """Enters an issue: a sentence, and what it hangs on or the risk that happened."""
    return await answer_raise(call, command)


@router.post("/adopt", status_code=201)
async def adopt_issue(call: Asked, command: AdoptIssue) -> Response:
    """Brings in an issue as it stood before the register began."""
    return await call.begin(Issue, Issue.adopt, command)


@router.post("/{id}/assign")
async def assign_issue(call: Asked, thing: Named, command: AssignIssue) -> Response:
    """Gives an issue to somebody, perhaps with a day by which it is due."""
    return await call.decide(Issue, thing, Issue.assign, command)


@router.post("/{id}/escalate")
async def escalate_issue(call: Asked, thing: Named, command: EscalateIssue) -> Response:
    """Takes an issue to a level: up, or down for a reason."""
    return await call.decide(Issue, thing, Issue.escalate, command)


@router.post("/{id}/open-improvement-plan")
async def open_improvement_plan_issue(
    call: Asked, thing: Named, command: OpenImprovementPlan
) -> Response:
    """Records that the provider was told to improve: in what, and by when."""
    return await call.decide(Issue, thing, Issue.open_improvement_plan, command)


@router.post("/{id}/judge-improvement")
async def judge_improvement_issue(
    call: Asked, thing: Named, command: JudgeImprovement
) -> Response:
    """Decides what came of the improvement plan, and says why."""
    return await call.decide(Issue, thing, Issue.judge_improvement, command)


@router.post("/{id}/raise-dispute")
async def raise_dispute_issue(
    call: Asked, thing: Named, command: RaiseDispute
) -> Response:
    """Records that one side formally disputes it, and by which route."""
    return await call.decide(Issue, thing, Issue.raise_dispute, command)


@router.post("/{id}/advance-dispute")
async def advance_dispute_issue(
    call: Asked, thing: Named, command: AdvanceDispute
) -> Response:
    """Records how the dispute went on, or how it ended."""
    return await call.decide(Issue, thing, Issue.advance_dispute, command)


@router.post("/{id}/record-remedy")
async def record_remedy_issue(
    call: Asked, thing: Named, command: RecordRemedy
) -> Response:
    """Records what the council took, or was given, for what went wrong."""
    return await call.decide(Issue, thing, Issue.record_remedy, command)


@router.post("/{id}/represent")
async def represent_issue(
    call: Asked, thing: Named, command: RepresentIssue
) -> Response:
    """Says how the provider concerned sees it, in its own words."""
    return await call.decide(Issue, thing, Issue.represent, command)


@router.post("/{id}/set-handling")
async def set_handling_issue(
    call: Asked, thing: Named, command: SetIssueHandling
) -> Response:
    """Says who may know of an issue, for all that was ever said of it.

    Where a risk names the issue, that of the risk is set, and this goes with it.
    """
    return await call.decide(Issue, thing, set_handling, command)


@router.post("/{id}/move")
async def move_issue(call: Asked, thing: Named, command: MoveIssue) -> Response:
    """Hangs an issue on the contract or organisation that it belonged to all along."""
    return await call.decide(Issue, thing, Issue.move, command)


@router.post("/{id}/resolve")
async def resolve_issue(call: Asked, thing: Named, command: ResolveIssue) -> Response:
    """Says that what had to be done was done, and what it was."""
    return await call.decide(Issue, thing, Issue.resolve, command)


@router.post("/{id}/close")
async def close_issue(call: Asked, thing: Named, command: CloseIssue) -> Response:
    """Closes a resolved issue, and says why."""
    return await call.decide(Issue, thing, Issue.close, command)


@router.post("/{id}/reopen")
async def reopen_issue(call: Asked, thing: Named, command: ReopenIssue) -> Response:
    """Reopens a resolved or closed issue, and says why."""
    return await call.decide(Issue, thing, Issue.reopen, command)


@router.post("/{id}/describe")
async def describe_issue(call: Asked, thing: Named, command: DescribeIssue) -> Response:
    """Says anew what the issue is, how grave it is and by when it is due."""
    return await call.decide(Issue, thing, Issue.describe, command)


@router.post("/{id}/correct")
async def correct_issue(call: Asked, thing: Named, command: CorrectIssue) -> Response:
    """Puts right what was recorded wrongly; the history keeps what was wrong."""
    return await call.decide(Issue, thing, Issue.correct, command)


@router.post("/{id}/enter-in-error")
async def enter_in_error_issue(
    call: Asked, thing: Named, command: EnterInError
) -> Response:
    """Takes an issue that never was out of lists and figures; the history keeps it."""
    return await call.decide(Issue, thing, Issue.enter_in_error, command)


@router.post("/{id}/restore")
async def restore_issue(call: Asked, thing: Named, command: Restore) -> Response:
    """Brings back an issue that was taken out as entered in error."""
    return await call.decide(Issue, thing, Issue.restore, command)


add_comment(router, Issue)
add_readings(router, "issue", "issues")
