"""Subscribers and what the ledger knows of them → who gets a mail now, in which languages, and who not."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from communique.model import Subscriber, canonical

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from communique.model import Occasion

# Why somebody on a list gets no mail now.
Omission = Literal["served", "doubt", "refused", "suppressed", "digest", "topic", "held", "unserved"]

# What the ledger says against another try. What was deferred, or only meant, is tried.
OMITTED: dict[str, Omission] = {
    "accepted": "served",
    "doubt": "doubt",
    "sending": "doubt",
    "refused": "refused",
}


@dataclass(frozen=True, slots=True)
class Content:
    """What is mailed, so far as it decides who gets it."""

    is_digest: bool
    topics: tuple[str, ...] = ()
    is_embargoed: bool = False  # now
    is_withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Member:
    """A subscriber of a list that is mailed to."""

    list_name: str
    subscriber: Subscriber
    sees_embargoed: bool = False


@dataclass(frozen=True, slots=True)
class Addressee:
    """One who gets a mail now."""

    address: str  # as the list writes it
    name: str | None
    list_name: str
    languages: tuple[str, ...]  # of the letter, the reader's first
    occasion: Occasion

    @property
    def variant(self) -> tuple[tuple[str, ...], Occasion, str]:
        """What the mails that say the same have in common."""
        return self.languages, self.occasion, self.list_name


@dataclass(slots=True)
class Plan:
    """Who gets a mail, in the order of the lists, and who of these lists not, and why."""

    addressees: list[Addressee] = field(default_factory=list)
    omitted: dict[Omission, list[Addressee]] = field(default_factory=dict)

    def in_languages(self) -> Counter[tuple[str, ...]]:
        """Count the mails by the languages of their letters."""
        return Counter(addressee.languages for addressee in self.addressees)


@dataclass(frozen=True, slots=True)
class Served:
    """One who got an earlier version, and in what languages."""

    address: str
    languages: tuple[str, ...]
    list_name: str

    def as_subscriber(self) -> Subscriber:
        """Return them as a list would have them, who is on none any longer."""
        return Subscriber(address=self.address, languages=self.languages)


def plan_mailing(
    members: Sequence[Member],
    content: Content,
    published: Sequence[str],
    *,
    asked: Sequence[str] = (),
    states: Mapping[str, str],
    suppressed: Collection[str],
    before: Mapping[str, Served],
) -> Plan:
    """Return who of `members` gets a mail about `content`, each address once.

    The newsroom's languages are `published`; those `asked` for go before a subscriber's own.
    `states` are those of this version's deliveries, `before` who got an earlier one through these
    lists, `suppressed` who gets nothing at all, each by canonical address. Who got an earlier version
    gets this one though the list has them no longer: a correction must reach whom the error reached.
    """
    plan = Plan()
    former = [Member(served.list_name, served.as_subscriber()) for served in before.values()]
    seen: set[str] = set()
    for member in (*members, *former):
        subscriber, key = member.subscriber, canonical(member.subscriber.address)
        if key in seen:
            continue
        seen.add(key)
        addressee = Addressee(
            subscriber.address,
            subscriber.name,
            member.list_name,
            letter_languages(subscriber.languages, published, asked),
            occasion_of(content, is_known=key in before),
        )
        state = states.get(key, "")
        omission: Omission | None = "suppressed"
        if key not in suppressed:
            omission = _omission(member, content, state, is_known=key in before)
        if omission:
            plan.omitted.setdefault(omission, []).append(addressee)
        else:
            plan.addressees.append(addressee)
    return plan


def letter_languages(
    own: Sequence[str], published: Sequence[str], asked: Sequence[str] = ()
) -> tuple[str, ...]:
    """Return the languages of a letter to one who reads `own`, the best first.

    Who says nothing, or reads none that is published, gets all in the newsroom's order.
    """
    offered = asked or published
    return tuple(tag for tag in dict.fromkeys(own) if tag in offered) or tuple(offered)


def occasion_of(content: Content, *, is_known: bool) -> Occasion:
    """Return why one is written to, who got an earlier version or, where not `is_known`, none."""
    if content.is_withdrawn:
        return "withdrawal"
    if content.is_embargoed:
        return "embargoed"
    return "correction" if is_known and not content.is_digest else "release"


def _omission(member: Member, content: Content, state: str, *, is_known: bool) -> Omission | None:
    """Return why `member` gets no mail, or None. A delivery's fate goes before what the list says."""
    if state in OMITTED:
        return OMITTED[state]
    if content.is_embargoed and not member.sees_embargoed:
        return "held"
    if is_known:
        return None
    return "unserved" if content.is_withdrawn else _unwanted(member.subscriber, content)


def _unwanted(subscriber: Subscriber, content: Content) -> Omission | None:
    """Return which of a subscriber's wishes `content` does not meet, or None."""
    if content.is_digest:
        return "digest" if subscriber.digest == "never" else None
    if subscriber.digest == "only":
        return "digest"
    topics = {topic.casefold() for topic in subscriber.topics}
    is_of_interest = not topics or not topics.isdisjoint(topic.casefold() for topic in content.topics)
    return None if is_of_interest else "topic"
