"""The report for planning an exit, with the head of the log that it stands on."""

from typing import Any

from api.papers.exit_paper import exit_blocks
from api.papers.fields import PaperFields
from api.papers.paper import Paper, Stand
from projections.reports.exit_report import exit_report
from projections.view import View

Json = dict[str, Any]


def report_with_head(view: View, stand: Stand, fields: PaperFields, name: str) -> Json:
    """The report with the head of the log that it stands on, and what it is for."""
    report = exit_report(view, name)
    report["provenance"]["head_code"] = stand.code
    return report | {"paper": {**fields._asdict(), "marking": fields.marking}}


def exit_paper(report: Json, stand: Stand, fields: PaperFields) -> Paper:
    """The report as a paper."""
    contract, source = report["contract"], report["provenance"]
    subject = f"{contract['reference']} {contract['title']}"
    rests = stand._replace(
        positions=(source["first_position"], source["last_position"])
    )
    return Paper("Exit planning report", subject, rests, fields, exit_blocks(report))
