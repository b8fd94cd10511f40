"""What is not known of one thing: the finding by which it can be let be."""

from projections.findings.beside_one import around_one, with_manager
from projections.findings.cases import Case, contract_of
from projections.findings.gaps import PREFIX, Lack, gap_rule, gaps, owner_of
from projections.findings.gathering import read_cases, read_policy
from projections.findings.identity import finding_id
from projections.findings.marks import marks_of
from projections.findings.showing import Shown, of_lack, with_names
from projections.findings.surroundings import Surroundings
from projections.rendering import Json
from projections.view import View


def field_of(rule: str) -> tuple[str, str]:
    """The noun and the field that a rule wants known."""
    noun, _, field = rule.removeprefix(PREFIX).partition(".")
    return noun, field


def lacking(view: View, noun: str, thing: str, rule: str) -> Json | None:
    """That something is not known of a thing that the caller may read, if it is not."""
    rows = view.pages.alive(noun, view.pin)
    for case in read_cases(view, noun, rows.c.id == thing):
        policy = read_policy(view)
        plain = Surroundings(
            today=view.pin.effective_on,
            appetites=policy.appetites,
            top_band_from=policy.top_band_from,
            thresholds=policy.thresholds,
        )
        around = with_manager(view, case, around_one(view, noun, case, plain))
        lines, _ = gaps(noun, [case], around)
        if any(gap_rule(noun, line.field) == rule for line in lines):
            shown = lack_of(rule, case, around)
            marks = marks_of(view, [finding_id(rule, thing)])
            return with_names(view, [shown], policy.sources, marks)[0]
    return None


def lack_of(rule: str, case: Case, around: Surroundings) -> Shown:
    """What is not known of one thing, to be listed by itself."""
    noun, field = field_of(rule)
    lack = Lack(noun, field, case.id)
    return of_lack(lack, contract_of(case), owner_of(case, around))
