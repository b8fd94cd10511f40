"""Every rule that refuses something, in words: what its problem's `type` opens."""

from collections.abc import Mapping

from api import refusals
from api.rules.chains import RULES_OF_CHAINS
from api.rules.changes import RULES_OF_CHANGES
from api.rules.contracts import CONTRACT_RULES
from api.rules.documents import DOCUMENT_RULES
from api.rules.issues import RULES_OF_ISSUES
from api.rules.kpis import RULES_OF_KPIS
from api.rules.organisations import RULES_OF_ORGANISATIONS
from api.rules.people import RULES_OF_PEOPLE
from api.rules.plans import RULES_OF_PLANS
from api.rules.releases import RELEASE_RULES
from api.rules.risks import RULES_OF_RISKS
from api.rules.rule import Rule
from domain import errors
from domain.errors import Refusal
from domain.operations import OPERATIONS, SYSTEM_ROLE

# What HTTP and the register refuse by kind.
_KINDS: Mapping[type[Refusal], str] = {
    errors.RuleBroken: "The reply's detail says which rule, and what would be taken.",
    errors.UnknownReference: "An id or number in the request leads nowhere. Enter the"
    " thing first, or leave the field out if it is not known.",
    errors.OverridesLater: "An entry that begins later already says something of this"
    ' field. Say effective_until: a date, or "open" to replace the later entry.',
    errors.AlreadyTaken: "What must be unique belongs to something else: look that up,"
    " and correct whichever of the two is wrong.",
    errors.NotFound: "Nothing is known under this id or reference, or nothing that you"
    " may know of. References are written as given: R-1187.",
    errors.NotAllowed: "You may see this and not do that. The reply names who may.",
    errors.FourEyes: "Whoever asked or assessed does not decide, whatever roles and"
    " keys that person has. Ask somebody else.",
    errors.Unauthenticated: "Send `Authorization: Bearer cf_...` with a key that was"
    " issued, has not expired and was not revoked; or the secret of a link, `cl_...`.",
    errors.Stale: "Read the thing again, look at what changed, and decide anew with its"
    ' ETag in If-Match. Only a strong tag is compared: "7", neither * nor W/"7".',
    errors.KeyReused: "An Idempotency-Key stands for one request for 24 hours: same"
    " method, same path, same body. Use a new key for a new request.",
    errors.Unavailable: "Send the same request again after the seconds in Retry-After.",
    errors.RefusesToSign: "The log was restored from an old copy, or altered. Whoever"
    " keeps the machine reads on at `counterfoil recover` in docs/operations.md.",
    errors.Unsigned: "The service signs within a minute of each entry, once"
    " `counterfoil signer create` has made a key.",
    refusals.NotJson: "Send one JSON text in UTF-8: no name twice in an object, no NaN,"
    " no half characters, no whole number beyond 2^53-1, at most 32 levels deep.",
    refusals.Invalid: "`errors` has a JSON pointer and a message for each fault.",
    refusals.NotJsonMedia: "Send `Content-Type: application/json`.",
    refusals.TooLarge: "A body has at most 1 MiB; documents and imports have more.",
    refusals.NoSuchPath: "The reference lists every address.",
    refusals.WrongMethod: "Questions are GET, commands are POST to a verb. Nothing is"
    " ever PATCHed or DELETEd: the register keeps what was asked for.",
    refusals.CrossSite: "Whoever is signed in acts from the register's own pages; a"
    " program sends a key in Authorization instead of the cookie.",
    refusals.TooMany: "Wait the seconds in Retry-After; a list gives 200 at once.",
    refusals.Failure: "Nothing was written unless the reply came from a read. Quote the"
    " request_id to whoever runs the register.",
}

_NAMED: Mapping[str, Rule] = {
    "INV-G1": Rule(
        "A change is approved after it was looked at whole",
        "Assess cost, risk, supply chain, exit and equality first; that one of them is"
        " not touched, or is not known, is an answer.",
    ),
    "INV-G2": Rule(
        "Nobody decides on own work",
        "Somebody who neither raised nor assessed the change has to decide on it.",
    ),
    "INV-G3": Rule(
        "Nobody approves beyond a limit",
        "The limit of the grant and that of the policy both count; a cut counts like a"
        " rise of its size. Ask somebody whose limits reach that far.",
    ),
    "already-erased": Rule(
        "It was erased already",
        "Nothing is left to do; the history says by what event.",
    ),
    "approval-limits": Rule(
        "A limit is nothing or more", "Write a limit of 0.00 or above."
    ),
    "batch-command": Rule(
        "Some commands are sent alone",
        "Imports, batches, keys shown once and erasures are none of several.",
    ),
    "change-status": Rule(
        "A change goes through its states in order",
        "Raised, assessed, approved or rejected; signed and implemented are recorded"
        " whenever they happened. For more, raise another change.",
    ),
    "cursor": Rule(
        "A cursor goes with the question that gave it",
        "Send `next` back as it came, with the same filters and order.",
    ),
    "signing-key-over": Rule("A signing key does not come back", "Make another."),
    "signing-name": Rule(
        "The name of a log signs its checkpoints",
        "Give `init --origin` a name without spaces and without a plus.",
    ),
    "nothing-lost": Rule(
        "What is there is not declared lost",
        "The log begins with all that was signed; nothing has to be done.",
    ),
    "no-loss-declared": Rule(
        "A loss is declared before it is confirmed",
        "The first of two people runs `counterfoil recover` and says what was lost.",
    ),
    "cosignature": Rule(
        "A witness that is trusted has signed it",
        "Put the key of the witness into the file of --trust; it is told by another way"
        " than the signature.",
    ),
    "timestamp": Rule(
        "An authority that is trusted has stamped it",
        "Put the certificate that signs the authority's timestamps, and its root, into"
        " the file of --trust.",
    ),
    "foreign-head": Rule(
        "What others sign is a head of this register",
        "Ask again for the newest: `counterfoil witness request`, `anchor request`. A"
        " head that bears the register's signature and is not its own is evidence: keep"
        " it.",
    ),
    "loss-four-eyes": Rule(
        "Two people say that entries are lost",
        "Somebody other than who declared the loss has to confirm it.",
    ),
    "effective-on": Rule(
        "Nothing is true from a future day",
        "The register records what has happened; planned dates have their own fields.",
    ),
    "effective-until": Rule(
        "A period ends after it begins",
        "effective_until is the first day on which it no longer holds.",
    ),
    "empty-correction": Rule(
        "A correction says what is right", "Name at least one field and its value."
    ),
    "empty-listing": Rule("A file that lists nothing says nothing", "Leave it out."),
    "entered-in-error": Rule(
        "What was entered in error is worked on no more", "Restore it first."
    ),
    "erasure-over": Rule("An erasure is decided once", "Ask anew if need be."),
    "erasure-target": Rule(
        "An erasure names one thing",
        "Either `subject`, a person; or `position` and `field`, words of one event.",
    ),
    "grant-days": Rule("A grant holds on some day", "Give a later day, or no end."),
    "grant-limit": Rule(
        "Limits are for those who approve",
        "Leave limit out, or grant commissioner or approver.",
    ),
    "grant-scope": Rule(
        "A grant is for something",
        'Say "all", or name contracts, departments, wards, organisations or services;'
        " providers always name their organisation.",
    ),
    "key-expired": Rule("The key has expired", "Ask an administrator for a new one."),
    "key-expiry": Rule("A key opens on some day", "Give a later day, or no end."),
    "key-over": Rule("A key that opens nothing stays so", "Issue a new one."),
    "key-revoked": Rule("The key was revoked", "Ask an administrator for a new one."),
    "key-rotated": Rule(
        "The key has another secret by now",
        "Use the new one; whoever rotated the key was shown it.",
    ),
    "known-at": Rule(
        "The register is known up to now",
        "known_at is a position that there is, a past moment, or checkpoint:<size>.",
    ),
    "list-question": Rule(
        "A list knows its fields",
        "Filter and sort by the fields of the resource; the reply lists them.",
    ),
    "matrix-bands": Rule(
        "Every score lies in one band", "Bands cover 1 to 25 without gap or overlap."
    ),
    "named-twice": Rule("A name is given once", "Name each band and each role once."),
    "no-backdating": Rule(
        "A judgement holds from the day it is given",
        "Leave effective_on out. The register shows what was thought at the time.",
    ),
    "old-until": Rule(
        "An old secret ends at a moment to come",
        "Give a later moment, or leave it out: it then ends at once.",
    ),
    "not-canonical": Rule(
        "What is kept has one spelling",
        "Text is UTF-8 without half characters, whole numbers stay below 2^53; the"
        " reply says what cannot be kept.",
    ),
    "not-yet": Rule(
        "The register records what has happened",
        "Record it when it has happened; planned dates have fields of their own.",
    ),
    "one-register": Rule(
        "There is a register here already", "Choose another place for a new one."
    ),
    "policy-open": Rule(
        "A policy holds until another is set", "Leave effective_until out."
    ),
    "said-twice": Rule(
        "A day is said once", "Leave effective_on out where a date of its own is given."
    ),
    "strike-words-only": Rule(
        "Only words are struck out",
        "Amounts, dates, grades and links are corrected, not struck out.",
    ),
    "threshold-name": Rule(
        "A threshold has a name that the register goes by",
        "GET /v1/policy lists them all, with what they stand at.",
    ),
    "threshold-value": Rule("A threshold is nothing or more", "Write 0 or above."),
}

RULES: Mapping[str, Rule] = {
    **{kind.rule: Rule(kind.title, advice) for kind, advice in _KINDS.items()},
    **_NAMED,
    **RULES_OF_ORGANISATIONS,
    **RULES_OF_CHAINS,
    **RULES_OF_CHANGES,
    **CONTRACT_RULES,
    **RULES_OF_PLANS,
    **RULES_OF_KPIS,
    **RULES_OF_RISKS,
    **RULES_OF_PEOPLE,
    **RULES_OF_ISSUES,
    **DOCUMENT_RULES,
    **RELEASE_RULES,
}


def rule_of_rights(operation: str) -> Rule | None:
    """Who may do an operation, None if there is no such operation."""
    rule = OPERATIONS.get(operation)
    if rule is None:
        return None
    who = (
        f"{role.replace('_', ' ')} ({where.value})"
        for role, where in sorted(rule.items())
        if role != SYSTEM_ROLE
    )
    title = f"Who may {operation.replace('_', ' ')}"
    return Rule(title, f"{'; '.join(who)}. An administrator can grant a role.")
