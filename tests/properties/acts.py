"""What people may ask for, with a body drawn: sense and nonsense alike."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple, get_args

from hypothesis import strategies as st

from domain.facts.change_control import Artefact, Ground

Chosen = Mapping[str, str]
Body = dict[str, Any]

words = st.sampled_from(["As agreed", "Found late", "Nobody knows"])
amounts = st.builds(
    lambda pounds: {"amount": f"{pounds}.00", "vat_basis": "net"},
    st.integers(-90_000, 900_000),
)
sums = st.builds(
    lambda pounds: {"amount": f"{pounds}.00", "vat_basis": "net"},
    st.integers(1, 900),
)
years = st.sampled_from(["2025-26", "2026-27"])
bases = st.sampled_from(["forecast", "actual"])
plans = st.sampled_from(["exit", "mobilisation", "contingency", "continuity"])
grades = st.builds(
    lambda likelihood, impact: {"likelihood": likelihood, "impact": impact},
    st.integers(1, 5),
    st.integers(1, 5),
)
grounds = st.sampled_from(get_args(Ground))
artefacts = st.sampled_from(get_args(Artefact))
evidence = st.sampled_from(
    [{"statement": "Done"}, {"no_effect": "None"}, {"event": 40}, {"event": 70}]
)
# Days before today, and after it where a field may lie ahead.
gone = st.integers(0, 500).map(lambda days: -days)
ahead = st.integers(-200, 800)


class Link(NamedTuple):
    """A field that names a thing of a noun."""

    noun: str


class Day(NamedTuple):
    """A field that is a day, so many from today."""

    offsets: st.SearchStrategy[int]


Field = st.SearchStrategy[Any] | Link | Day


class Act(NamedTuple):
    """An operation: of which noun, by which verb, with which fields."""

    noun: str
    verb: str
    fields: Mapping[str, Field]
    optional: frozenset[str]

    @property
    def opens(self) -> bool:
        """Whether it makes a new thing."""
        return not self.verb

    @property
    def needs(self) -> Sequence[str]:
        """The nouns of which there has to be one."""
        linked = [f.noun for n, f in self.fields.items() if isinstance(f, Link)]
        return linked if self.opens else [self.noun, *linked]

    def path(self, chosen: Chosen) -> str:
        """Where it is asked for."""
        start = f"/v1/{self.noun}s"
        return start if self.opens else f"{start}/{chosen[self.noun]}/{self.verb}"

    def body(self, data: st.DataObject, chosen: Chosen, today: date) -> Body:
        """What is said, drawn."""
        said: Body = {}
        for name, field in self.fields.items():
            if name in self.optional and data.draw(st.booleans(), f"no {name}"):
                continue
            match field:
                case Link(noun):
                    said[name] = chosen[noun]
                case Day(offsets):
                    days = timedelta(data.draw(offsets, name))
                    said[name] = (today + days).isoformat()
                case _:
                    said[name] = data.draw(field, name)
        return said


def _act(noun: str, verb: str, may: str = "", **fields: Field) -> Act:
    """An act; `may` names the fields that can be left out."""
    return Act(noun, verb, fields, frozenset(may.split()))


def _true_on() -> Field:
    return Day(gone)


def _whole(amount: st.SearchStrategy[Any]) -> Mapping[str, Field]:
    return {
        "value_delta": amount,
        "cost": st.just({"per_year": {"amount": "1.00"}}),
        "risk": st.just({"text": "None"}),
        "supply_chain": st.just({"text": "None"}),
        "exit": words,
        "equality": words,
    }


ON = "effective_on"
SEAT: Mapping[str, Field] = {"seat_id": Link("seat")}
shares = st.sampled_from(["0.1", "0.4", "0.7", "1"])
CHAIN = "supply-chain"
ACTS: Sequence[Act] = (
    _act("organisation", "", name=words),
    _act("organisation", "rename", ON, name=words, effective_on=_true_on()),
    _act(
        "organisation",
        "link-parent",
        ON,
        parent_id=Link("organisation"),
        effective_on=_true_on(),
    ),
    _act("organisation", "merge", into=Link("organisation")),
    _act("organisation", "unmerge"),
    _act("organisation", "close"),
    _act(
        "contract",
        "",
        "end annual_value provider_id",
        title=words,
        start=Day(gone),
        end=Day(ahead),
        annual_value=amounts,
        provider_id=Link("organisation"),
    ),
    _act(
        "contract",
        "establish",
        "end start",
        start=Day(gone),
        end=Day(ahead),
        source=words,
    ),
    _act("contract", "amend-terms", ON, end=Day(ahead), effective_on=_true_on()),
    _act("contract", "describe", ON, department=words, effective_on=_true_on()),
    _act("contract", "award", awarded_on=Day(gone)),
    _act("contract", "sign", signed_on=Day(gone)),
    _act("contract", "start", started_on=Day(gone)),
    _act("contract", "expire", "ended_on", ended_on=Day(gone)),
    _act("contract", "assign-owners", contract_manager=Link("account")),
    _act("contract", "enter-in-error", reason=words),
    _act("contract", "restore", reason=words),
    _act("change", "", contract_id=Link("contract"), title=words),
    _act("change", "assess-impact", "", **_whole(amounts)),
    _act("change", "approve"),
    _act("change", "reject", reason=words),
    _act("change", "send-back", reason=words),
    _act("change", "withdraw"),
    _act("change", "sign", signed_on=Day(gone)),
    _act(
        "change",
        "implement",
        "terms",
        implemented_on=Day(gone),
        terms=st.builds(lambda m: {"annual_value": m}, amounts),
    ),
    _act("change", "ratify"),
    _act(
        "change",
        "classify-ground",
        "known_risk_id",
        ground=grounds,
        known_risk_id=Link("risk"),
    ),
    _act("change", "publish-notice", published_on=Day(gone), standstill=st.booleans()),
    _act("change", "reflect", artefact=artefacts, evidence=evidence),
    _act("change", "confirm-not-applicable", "why", artefact=artefacts, why=words),
    _act("change", "close"),
    _act("change", "close"),
    _act("risk", "", contract_id=Link("contract"), title=words),
    _act("risk", "assess", "target", current=grades, target=grades, reason=words),
    _act("risk", "describe", ON, owner=Link("account"), effective_on=_true_on()),
    _act("risk", "accept", until=Day(ahead), reason=words),
    _act("risk", "materialise", reason=words),
    _act("risk", "review", "next_review", next_review=Day(ahead)),
    _act("risk", "close", reason=words),
    _act("risk", "reopen", reason=words),
    _act("risk", "move", contract_id=Link("contract"), reason=words),
    _act("issue", "", contract_id=Link("contract"), title=words),
    _act("issue", "", from_risk=Link("risk"), title=words),
    _act("issue", "assign", ON, owner=Link("account"), effective_on=_true_on()),
    _act("issue", "escalate", "reason", level=st.integers(0, 4), reason=words),
    _act("issue", "open-improvement-plan", objectives=words, deadline=Day(ahead)),
    _act(
        "issue",
        "judge-improvement",
        outcome=st.sampled_from(["improved", "failed_to_improve"]),
        reason=words,
    ),
    _act("issue", "resolve", reason=words),
    _act("issue", "close", reason=words),
    _act("issue", "reopen", reason=words),
    _act(
        "contract",
        f"{CHAIN}/declare",
        "value_share start effective_on",
        organisation_id=Link("organisation"),
        value_share=shares,
        start=Day(gone),
        effective_on=_true_on(),
    ),
    _act(
        "contract",
        f"{CHAIN}/declare",
        "value_share",
        organisation_id=Link("organisation"),
        parent_seat_id=Link("seat"),
        value_share=shares,
    ),
    _act(
        "contract",
        f"{CHAIN}/amend",
        "value_share parent_seat_id effective_on",
        **SEAT,
        value_share=shares,
        parent_seat_id=Link("seat"),
        effective_on=_true_on(),
    ),
    _act(
        "contract",
        f"{CHAIN}/correct",
        "",
        **SEAT,
        value_share=shares,
        reason_code=st.just("clerical"),
    ),
    _act("contract", f"{CHAIN}/approve", "", **SEAT),
    _act("contract", f"{CHAIN}/suspend", "", **SEAT, reason=words),
    _act("contract", f"{CHAIN}/resume", "", **SEAT),
    _act("contract", f"{CHAIN}/end", "", **SEAT, ended_on=Day(gone)),
    _act("contract", f"{CHAIN}/enter-in-error", "", **SEAT, reason=words),
    _act("contract", f"{CHAIN}/restore", "", **SEAT, reason=words),
    _act(
        "contract",
        f"{CHAIN}/attest",
        "",
        **SEAT,
        side=st.sampled_from(["payer", "payee", "council"]),
        value_share=shares,
    ),
    _act("contract", f"{CHAIN}/disclose-none"),
    _act("service", "", title=words),
    _act("service", "close"),
    _act("service", "reopen", reason=words),
    _act(
        "budget",
        "",
        "amount",
        financial_year=years,
        amount=sums,
        service_id=Link("service"),
    ),
    _act("budget", "set", amount=sums),
    _act("budget", "record-outturn", outturn=sums, outturn_basis=bases),
    _act("plan", "", contract_id=Link("contract"), title=words, kind=plans),
    _act("plan", "review", "next_review", next_review=Day(ahead)),
    _act("plan", "approve"),
    _act("account", "hand-over", to=Link("account")),
    _act(
        "account",
        "delegate",
        "until",
        to=Link("account"),
        acts=st.just("all"),
        until=Day(st.integers(1, 99)),
    ),
)
