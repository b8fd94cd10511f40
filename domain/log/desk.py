"""The writer's desk: fresh states, one person's rights, and what has been decided."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from domain.account import Account
from domain.aggregate import Aggregate
from domain.contract.contract import Contract
from domain.delegation import Delegation, judge_deputy, lent
from domain.document.document import Document
from domain.errors import (
    NotFound,
    Stale,
    Unauthenticated,
    UnknownReference,
)
from domain.event import Envelope, Fact, Recorded
from domain.key import LONDON, Key
from domain.link.link import ReturnLink
from domain.log.batch import Batch
from domain.log.checks import refuse_undelegated, refuse_unknown, under_survivors
from domain.log.draft import Draft
from domain.log.kinds import NOUNS
from domain.log.submission import Asker, Submission
from domain.occasion import Command, Dated, Occasion, days
from domain.organisation.group import records_of
from domain.organisation.organisation import Organisation
from domain.place import Place
from domain.policy import Policy
from domain.rights import SYSTEM, Grant, Principal, judge, reach, readable
from domain.scales import AS_DELIVERED, Policies

A = TypeVar("A", bound=Aggregate[Any])


class WritingDesk(Draft):
    """Where one command is decided: who asks, by which right, on which occasion."""

    def __init__(
        self,
        batch: Batch,
        submission: Submission,
        now: datetime,
        policy: UUID,
    ) -> None:
        super().__init__(batch)
        self.asker: Asker = submission.asker
        self.now = now
        self.secret: str | None = None
        self._if_match = submission.if_match
        self._policy = policy
        self._command: Command | None = None
        self._grant: Grant | None = None
        mine = submission.on_behalf_of in {None, submission.asker.account}
        self._for: UUID | None = None if mine else submission.on_behalf_of
        self._lent: Delegation | None = None
        # Today's civil date in London.
        self.today: date = now.astimezone(LONDON).date()

    def turn_to(self, if_match: int | None, on_behalf_of: UUID | None) -> None:
        """Takes up the next of several commands that are all or nothing.

        Each has rights of its own: what an earlier one was granted is none of its.
        """
        self._if_match = if_match
        self._command = self._grant = self._lent = None
        mine = on_behalf_of in {None, self.asker.account}
        self._for = None if mine else on_behalf_of

    def policies(self) -> Policies:
        """The policies in force."""
        known = self.known(self._policy)
        state = known.state if known else None
        return state.policies if isinstance(state, Policy) else AS_DELIVERED

    def principal(self) -> Principal:
        """Who asks, with the rights of this very moment. Raises Unauthenticated."""
        if self.asker.auth in ("system", "cli"):
            return SYSTEM
        if self.asker.link is not None:
            link = self.read(ReturnLink, self.asker.link)
            return link.principal_at(self.now, self.asker.digest or "")
        if self.asker.key is not None:
            key = self.read(Key, self.asker.key)
            key.refuse_unless_valid(self.now, self.asker.digest)
        try:
            account = self.read(Account, self.asker.account)
        except NotFound as error:
            raise Unauthenticated(str(error)) from error
        return account.principal_at(self.now)

    def authorise(self, operation: str, state: Aggregate[Any] | Place) -> None:
        """Refuses what the caller may not do to this thing.

        Raises NotFound for a thing that the caller may not know of, NotAllowed for
        one that it may see. The grant used is kept with the events.
        """
        place = state if isinstance(state, Place) else self.place(state)
        principal = self.principal()
        if principal.is_of_organisations:
            place = under_survivors(place, self.known)
        if self._for is None:
            self._grant = judge(principal, operation, place, self.today)
        else:
            self._grant = self._deputy(principal, self._for, operation, place)

    @property
    def acting_for(self) -> UUID:
        """In whose name the asker acts: the own, unless as a deputy."""
        return self._for or self.asker.account

    def place(self, thing: Any) -> Place:
        """Where a thing lies, or one that a command is about to make.

        What belongs to a contract lies where the contract does. Providers share the
        contract, and of what belongs to it what they entered themselves and what says
        so; whatever hangs on what is theirs they may make, if they may make it at all.
        """
        found = getattr(thing, "place", None)
        if isinstance(found, Place):
            return found
        place = self._home(thing)
        if isinstance(thing, Command):
            return replace(place, shared=True)
        mine = self.asker.account in getattr(thing, "entered_by", ())
        return replace(
            place,
            restricted_to=getattr(thing, "readers", None),
            confidential_from=self._all_records(
                getattr(thing, "confidential_from", ())
            ),
            shared=mine or getattr(thing, "is_shared", False),
            shared_with=getattr(thing, "shared_with", frozenset()),
        )

    def _all_records(self, organisations: Iterable[UUID]) -> frozenset[UUID]:
        """The organisations, by whichever of its records each is known."""
        return frozenset(
            record for one in organisations for record in records_of(self, one)
        )

    def _home(self, thing: Any) -> Place:
        if (contract := getattr(thing, "contract_id", None)) is not None:
            return self._linked(Contract, contract).place
        if (organisation := getattr(thing, "organisation_id", None)) is not None:
            return self._linked(Organisation, organisation).place
        return Place(account=getattr(thing, "account_id", None))

    def match(self, stream: UUID) -> None:
        """Refuses if the caller last saw another version (If-Match). Raises Stale."""
        self.match_version(self.version(stream))

    def match_version(self, version: int) -> None:
        """The same for what has a version of its own. Raises Stale."""
        if self._if_match is not None and self._if_match != version:
            detail = (
                f"you read version {self._if_match}, and it now is {version}."
                " Read it again and decide anew"
            )
            raise Stale(detail)

    def occasion(self, command: Command) -> Occasion:
        """When, by whom and under which policy the command is decided.

        Raises UnknownReference for a link to something that does not exist.
        """
        self._command = command
        refuse_unknown(command, self._may_name)
        refuse_undelegated(command, self.asker.account, self.acting_for)
        day, until, replaces = days(command, self.today)
        return Occasion(
            by=self.asker.account,
            role=self._grant.role if self._grant else self.asker.auth,
            now=self.now,
            today=self.today,
            day=day,
            until=until,
            replaces_later=replaces,
            policies=self.policies(),
            on_behalf_of=self._for or command.on_behalf_of,
            limit=self._grant.limit if self._grant else None,
            lent=self._lent.limit if self._lent else None,
        )

    def record(
        self, kind: type[Any], stream: UUID, facts: Sequence[Fact | Dated]
    ) -> None:
        """Adds facts to a stream, new or known. Raises AlreadyTaken for a claim."""
        for decided in facts:
            dated = decided if isinstance(decided, Dated) else self._dated(decided)
            self.claim(stream, dated.fact)
            self.add(kind, Recorded(self._envelope(stream, dated), dated.fact))

    def _deputy(
        self, deputy: Principal, whose: UUID, operation: str, place: Place
    ) -> Grant:
        """The grant of somebody else that the asker may use as a deputy."""
        known = self.known(whose)
        account = known.state if known else None
        if not isinstance(account, Account):
            detail = f"there is no account {whose} to act for"
            raise UnknownReference(detail, pointer="/on_behalf_of")
        self._lent = lent(account.delegations, deputy.account, operation, self.today)
        return judge_deputy(deputy, account.principal, operation, place, self.today)

    def _linked(self, kind: type[A], stream: UUID) -> A:
        """What a command hangs on. Who may not read everything is told nothing.

        Raises UnknownReference to officers, who know of everything, else NotFound:
        what does not exist and what is hidden look the same.
        """
        try:
            return self.read(kind, stream)
        except NotFound:
            if not reach(self.principal(), self.today).everything:
                raise
            detail = f"there is no {kind.noun} {stream}; enter it first"
            raise UnknownReference(detail, pointer=f"/{kind.noun}_id") from None

    def _may_name(self, noun: str, stream: UUID) -> bool:
        """Whether a command may name it: of documents only what one may read."""
        if not self._exists(noun, stream):
            return False
        if noun != Document.noun:
            return True
        place = self.place(self.read(Document, stream))
        return readable(self.principal(), place, self.today)

    def _exists(self, noun: str, stream: UUID) -> bool:
        kind, known = NOUNS.get(noun), self.known(stream)
        return kind is not None and known is not None and isinstance(known.state, kind)

    def _dated(self, fact: Fact) -> Dated:
        if self._command is None:
            return Dated(fact, self.today)
        day, until, _ = days(self._command, self.today)
        return Dated(fact, day, until)

    def _envelope(self, stream: UUID, dated: Dated) -> Envelope:
        command = self._command
        given = vars(command).get("reason_code") if command else None
        routine = None if dated.fact.reason else dated.fact.fact_name
        return Envelope(
            position=self.next_position,
            stream=stream,
            version=self.version(stream) + 1,
            recorded_at=self.now,
            effective_on=dated.effective_on,
            effective_until=dated.effective_until,
            by=self.asker.account,
            on_behalf_of=self._for or (command.on_behalf_of if command else None),
            role=self._grant.role if self._grant else self.asker.auth,
            auth=self.asker.auth,
            confidence=self.asker.confidence,
            reason_code=given or routine,
            request=self.asker.request,
            source_document=command.source_document if command else None,
        )


# Decides and records at the desk, and says which stream the answer is about.
Act = Callable[[WritingDesk], UUID]
