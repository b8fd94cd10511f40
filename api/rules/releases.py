"""The rules of releases, in words."""

from collections.abc import Mapping

from api.rules.rule import Rule

RELEASE_RULES: Mapping[str, Rule] = {
    "bundle-range": Rule(
        "A bundle is of entries that there are", "Give first and last in their order."
    ),
    "bundle-size": Rule(
        "A bundle over HTTP has a limit",
        "Ask for fewer entries, or have `counterfoil bundle` run on the machine.",
    ),
    "release-basis": Rule(
        "What is withheld is withheld under the law of the request",
        "Name one of the exemptions that this law has; the reply lists them.",
    ),
    "release-differs": Rule(
        "What one release withholds another does not give away unnoticed",
        "Look at `differences` of the preview: withhold the same, or approve with"
        " differences_seen.",
    ),
    "release-due": Rule(
        "An answer is due after the request was received", "Give a later due_on."
    ),
    "release-field": Rule(
        "A field that is named is one that there is",
        "The preview names the fields of what is asked for.",
    ),
    "release-hold": Rule(
        "What is asked for stays until the request is closed",
        "To destroy it so that it is not disclosed is an offence (FOIA s.77, EIR"
        " reg. 19). Close the release, then ask for the erasure or disposal again.",
    ),
    "release-not-approved": Rule(
        "A file is made of what was approved",
        "Prepare it; somebody with no hand in it approves it; then make it.",
    ),
    "release-not-prepared": Rule(
        "What is approved was prepared",
        "Say what is withheld, if anything; then somebody else decides.",
    ),
    "release-outcome": Rule(
        "A request is answered with a file",
        "Make the file, or say that it is refused, not held, or withdrawn.",
    ),
    "release-over": Rule(
        "What went out stays as it is", "Enter another release for what is to follow."
    ),
    "release-public-interest": Rule(
        "A qualified exemption holds where the public interest was weighed",
        "Say in public_interest how it was weighed.",
    ),
    "release-restricted": Rule(
        "What is restricted is not given out",
        "Lift the restriction first if it is over, or leave the record out.",
    ),
    "release-scope": Rule(
        "A release is about something", "Name contracts, records, or both."
    ),
    "release-size": Rule(
        "A release is no larger than somebody can look through",
        "Name fewer contracts, or single records.",
    ),
}
