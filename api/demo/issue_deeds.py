"""What people do about issues in the story, by the names of the public contract."""

from api.demo.verb import Verb
from domain import issue_commands as commands
from domain.described import Comment
from domain.issue import Issue

ISSUES_OPENED: dict[str, Verb] = {
    "create_issue": Verb(Issue, Issue.raise_, commands.RaiseIssue),
    "adopt_issue": Verb(Issue, Issue.adopt, commands.AdoptIssue),
}
ISSUES_WORKED_ON: dict[str, Verb] = {
    "assign_issue": Verb(Issue, Issue.assign, commands.AssignIssue),
    "escalate_issue": Verb(Issue, Issue.escalate, commands.EscalateIssue),
    "open_improvement_plan_issue": Verb(
        Issue,
        Issue.open_improvement_plan,
        commands.OpenImprovementPlan,
    ),
    "judge_improvement_issue": Verb(
        Issue,
        Issue.judge_improvement,
        commands.JudgeImprovement,
    ),
    "raise_dispute_issue": Verb(Issue, Issue.raise_dispute, commands.RaiseDispute),
    "advance_dispute_issue": Verb(
        Issue, Issue.advance_dispute, commands.AdvanceDispute
    ),
    "record_remedy_issue": Verb(Issue, Issue.record_remedy, commands.RecordRemedy),
    "represent_issue": Verb(Issue, Issue.represent, commands.RepresentIssue),
    "move_issue": Verb(Issue, Issue.move, commands.MoveIssue),
    "resolve_issue": Verb(Issue, Issue.resolve, commands.ResolveIssue),
    "close_issue": Verb(Issue, Issue.close, commands.CloseIssue),
    "comment_issue": Verb(Issue, Issue.comment, Comment),
}
