"""The read model of each noun: its columns, and what its facts do to them."""

from projections.nouns.account import ACCOUNT, KEY
from projections.nouns.acknowledgement import ACKNOWLEDGEMENT
from projections.nouns.audit_bundle import AUDIT_BUNDLE
from projections.nouns.budget import BUDGET
from projections.nouns.chain import CHAIN
from projections.nouns.change import CHANGE
from projections.nouns.contract import CONTRACT
from projections.nouns.distress import DISTRESS
from projections.nouns.document import DOCUMENT
from projections.nouns.erasure import ERASURE
from projections.nouns.feedback import FEEDBACK
from projections.nouns.imports import IMPORT
from projections.nouns.issue import ISSUE
from projections.nouns.kpi import KPI
from projections.nouns.link import LINK
from projections.nouns.notice import NOTICE
from projections.nouns.organisation import ORGANISATION
from projections.nouns.outcome import OUTCOME
from projections.nouns.plan import PLAN
from projections.nouns.policy import POLICY
from projections.nouns.release import RELEASE
from projections.nouns.risk import RISK
from projections.nouns.row import ROW
from projections.nouns.seat import SEAT
from projections.nouns.service import SERVICE
from projections.nouns.snapshot import SNAPSHOT

MODELS = (
    ORGANISATION,
    DISTRESS,
    SERVICE,
    OUTCOME,
    BUDGET,
    CONTRACT,
    NOTICE,
    SNAPSHOT,
    CHAIN,
    SEAT,
    LINK,
    CHANGE,
    RISK,
    ISSUE,
    DOCUMENT,
    PLAN,
    KPI,
    FEEDBACK,
    POLICY,
    IMPORT,
    ROW,
    ACKNOWLEDGEMENT,
    ACCOUNT,
    KEY,
    ERASURE,
    RELEASE,
    AUDIT_BUNDLE,
)
