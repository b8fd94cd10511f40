"""An example of every command about KPIs."""

from collections.abc import Mapping
from typing import Any

from api.examples.contracts import ACCOUNT, CONTRACT

# An approved change of the same contract.
CHANGE = "0b9f0a52-6d1c-4b1f-9a53-1f6f2f6f0c33"

EXAMPLES_OF_KPIS: Mapping[str, Mapping[str, Any]] = {
    "create_kpi": {
        "title": "Calls on time",
        "contract_id": CONTRACT,
        "definition": "Home care calls that begin within 30 minutes of the time agreed",
        "formula": "calls on time / all calls, in per cent",
        "unit": "per cent",
        "direction": "higher",
        "target": "95",
        "tolerance": "2",
        "kind": "quality",
        "horizon": "short",
        "frequency": "monthly",
        "data_source": "Electronic call monitoring",
        "collected_by": "provider",
        "statutory": True,
        "most_material": True,
        "benchmark": {"value": "93.5", "source": "Regional group", "of": "2026-03-31"},
        "change_route": "Reviewed each April; moves by a change request",
        "owner": ACCOUNT,
    },
    "agree_kpi": {"effective_on": "2024-04-01"},
    "revise_kpi": {"change_id": CHANGE, "target": "96"},
    "measure_kpi": {
        "period_from": "2026-10-01",
        "period_to": "2026-10-31",
        "value": "93.8",
        "numerator": "11256",
        "denominator": "12000",
    },
    "verify_kpi": {
        "period_from": "2026-10-01",
        "check": "sampled",
        "method": "40 calls traced to the monitoring system",
    },
    "query_kpi": {
        "period_from": "2026-10-01",
        "text": "Two weekends are missing from the file",
    },
    "assess_kpi": {
        "period_from": "2025-11-01",
        "period_to": "2026-10-31",
        "rating": "approaching_target",
        "provider_comment": "Two rounds were re-planned in August",
    },
    "publish_kpi": {"published_on": "2026-11-20", "notice_id": "2026-048213"},
    "retire_kpi": {"reason": "Replaced by the regional measure"},
    "describe_kpi": {"consequence": "Service credit of 1 per cent a month when red"},
    "correct_kpi": {"frequency": "quarterly", "reason_code": "clerical"},
    "enter_in_error_kpi": {"reason": "Entered twice"},
    "restore_kpi": {"reason": "They were two different ones after all"},
    "comment_kpi": {"text": "The file comes on the fifth of the month"},
}
