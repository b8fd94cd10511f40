"""What people do about risks in the story, by the names of the public contract."""

from api.demo.verb import Verb
from domain import risk_passing as passing
from domain import risk_response as response
from domain import risk_response_commands as asked
from domain import risk_work as work
from domain import risk_work_commands as worked
from domain.policy import Policy
from domain.policy_settings import SetAppetite, SetRuleSource, SetThresholds
from domain.risk import Risk

RISKS_WORKED_ON: dict[str, Verb] = {
    "plan_response_risk": Verb(Risk, response.plan_response, asked.PlanResponse),
    "allocate_risk": Verb(Risk, response.allocate, asked.AllocateRisk),
    "accept_risk": Verb(Risk, response.accept, asked.AcceptRisk),
    "escalate_risk": Verb(Risk, passing.escalate, asked.EscalateRisk),
    "share_risk": Verb(Risk, passing.share, asked.ShareRisk),
    "add_control_risk": Verb(Risk, work.add_control, worked.AddControl),
    "add_action_risk": Verb(Risk, work.add_action, worked.AddAction),
    "record_indicator_risk": Verb(Risk, work.record_indicator, worked.RecordIndicator),
}
SETTINGS: dict[str, Verb] = {
    "set_appetite_policy": Verb(Policy, Policy.set_appetite, SetAppetite),
    "set_thresholds_policy": Verb(Policy, Policy.set_thresholds, SetThresholds),
    "set_rule_source_policy": Verb(Policy, Policy.set_rule_source, SetRuleSource),
}
