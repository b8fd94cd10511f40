"""The rules of documents, in words."""

from collections.abc import Mapping

from api.rules.rule import Rule

DOCUMENT_RULES: Mapping[str, Rule] = {
    "disposal-open": Rule(
        "A disposal is asked for once, and then decided",
        "Request it first; somebody else approves or rejects it.",
    ),
    "document-content": Rule(
        "Not every document is a file that is kept",
        "A link has an address, a fingerprint a hash; what was disposed of is gone.",
    ),
    "document-scope": Rule(
        "A document belongs to exactly one thing",
        'contract_id, organisation_id, or scope "council".',
    ),
    "empty-file": Rule("A file has bytes", "Send the file itself as the body."),
    "nothing-kept": Rule(
        "Only a file that is kept is disposed of",
        "A link or a fingerprint that should not be there is entered in error.",
    ),
    "other-file": Rule(
        "What comes is what was sent", "Send the whole file again, as it is."
    ),
    "retention-runs": Rule(
        "What has to be kept is kept",
        "Wait for destroy_on, describe it if it is wrong, or name another basis.",
    ),
}
