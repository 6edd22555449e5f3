"""Who gets a mail, in which languages, and who not."""

from hypothesis import given
from hypothesis import strategies as st

from communique.dispatch.plan import Content, Member, Served, letter_languages, plan_mailing
from communique.model import Subscriber, canonical

BULLETIN = Content(is_digest=False, topics=("Japan", "security"))
DIGEST = Content(is_digest=True)
EMBARGOED = Content(is_digest=False, is_embargoed=True)
WITHDRAWN = Content(is_digest=False, is_withdrawn=True)
PUBLISHED = ("en", "ru")


def member(address, languages=(), *, sees_embargoed=False, digest="never", topics=()):
    subscriber = Subscriber(address=address, languages=languages, digest=digest, topics=topics)
    return Member("press", subscriber, sees_embargoed=sees_embargoed)


def plan(*members, content=BULLETIN, asked=(), states=None, suppressed=(), before=None):
    return plan_mailing(
        members,
        content,
        PUBLISHED,
        asked=asked,
        states=states or {},
        suppressed=suppressed,
        before=before or {},
    )


def addresses(planned):
    return [one.address for one in planned.addressees]


def test_a_letter_has_the_readers_languages_the_best_first():
    """… who reads Russian first has it first, and who says nothing has all in the newsroom's order."""
    planned = plan(
        member("both@example.org", ("ru", "en")),
        member("one@example.org", ("ru",)),
        member("any@example.org"),
    )

    assert [one.languages for one in planned.addressees] == [("ru", "en"), ("ru",), ("en", "ru")]


def test_a_language_that_is_asked_for_goes_before_the_readers_own():
    """… a bulletin may be sent in one language alone, to all."""
    assert letter_languages(("en", "ru"), PUBLISHED, ("ru",)) == ("ru",)
    assert letter_languages(("en",), PUBLISHED, ("ru",)) == ("ru",)
    assert letter_languages(("fr",), PUBLISHED) == ("en", "ru")


def test_an_address_on_two_lists_in_two_spellings_gets_one_mail():
    """… nobody gets a bulletin twice because two lists have them."""
    planned = plan(member("Anna@Example.org"), member("anna@example.ORG"))

    assert addresses(planned) == ["Anna@Example.org"]


def test_only_those_not_yet_served_are_served():
    """… sending again reaches who was missed, and leaves doubt and refusal to the officer."""
    names = ("accepted", "doubt", "refused", "deferred", "intended", "suppressed", "new")
    states = {f"{name}@example.org": name for name in names[:-2]}

    planned = plan(
        *(member(f"{name}@example.org") for name in names),
        states=states,
        suppressed={"suppressed@example.org"},
    )

    assert addresses(planned) == ["deferred@example.org", "intended@example.org", "new@example.org"]
    assert {why: [one.address for one in omitted] for why, omitted in planned.omitted.items()} == {
        "served": ["accepted@example.org"],
        "doubt": ["doubt@example.org"],
        "refused": ["refused@example.org"],
        "suppressed": ["suppressed@example.org"],
    }


def test_who_was_suppressed_then_and_is_not_now_gets_it():
    """… lifting a suspension counts at once."""
    planned = plan(member("back@example.org"), states={"back@example.org": "suppressed"})

    assert addresses(planned) == ["back@example.org"]


def test_wishes_are_kept():
    """… who wants digests alone gets no bulletin, and who named topics gets those."""
    members = (
        member("each@example.org"),
        member("also@example.org", digest="also"),
        member("only@example.org", digest="only"),
        member("japan@example.org", topics=("japan",)),
        member("sport@example.org", topics=("sport",)),
    )

    bulletin, digest = plan(*members), plan(*members, content=DIGEST)

    assert addresses(bulletin) == ["each@example.org", "also@example.org", "japan@example.org"]
    assert [one.address for one in bulletin.omitted["topic"]] == ["sport@example.org"]
    assert addresses(digest) == ["also@example.org", "only@example.org"]


def test_before_its_hour_a_bulletin_goes_to_those_alone_who_keep_embargoes():
    """… an embargo is broken by nobody's slip."""
    planned = plan(
        member("wire@example.org", sees_embargoed=True), member("all@example.org"), content=EMBARGOED
    )

    assert [(one.address, one.occasion) for one in planned.addressees] == [("wire@example.org", "embargoed")]
    assert [one.address for one in planned.omitted["held"]] == ["all@example.org"]


def test_a_correction_reaches_whom_the_error_reached():
    """… also those who have left the list since, and others get the new version as it is."""
    before = {
        "old@example.org": Served("old@example.org", ("ru",), "press"),
        "left@example.org": Served("left@example.org", ("ru", "en"), "press"),
        "gone@example.org": Served("gone@example.org", ("en",), "press"),
    }

    planned = plan(
        member("old@example.org", ("en",)),
        member("new@example.org"),
        before=before,
        suppressed={"gone@example.org"},
    )

    assert [(one.address, one.occasion, one.languages) for one in planned.addressees] == [
        ("old@example.org", "correction", ("en",)),
        ("new@example.org", "release", ("en", "ru")),
        ("left@example.org", "correction", ("ru", "en")),
    ]


def test_a_withdrawal_goes_to_those_alone_who_have_what_is_withdrawn():
    """… nobody learns of a statement by its being taken back."""
    before = {"old@example.org": Served("old@example.org", ("en",), "press")}

    planned = plan(member("old@example.org"), member("new@example.org"), content=WITHDRAWN, before=before)

    assert [(one.address, one.occasion) for one in planned.addressees] == [("old@example.org", "withdrawal")]
    assert [one.address for one in planned.omitted["unserved"]] == ["new@example.org"]


ADDRESSES = st.builds(
    "{}@example.{}".format, st.sampled_from("abcABC"), st.sampled_from(["org", "ORG", "net"])
)
STATES = st.sampled_from(["accepted", "doubt", "refused", "deferred", "intended", "suppressed"])


@given(
    st.lists(st.builds(member, ADDRESSES, digest=st.sampled_from(["only", "also", "never"]))),
    st.dictionaries(ADDRESSES.map(canonical), STATES),
    st.sets(ADDRESSES.map(canonical)),
    st.sampled_from([BULLETIN, DIGEST, EMBARGOED, WITHDRAWN]),
)
def test_each_address_is_planned_for_once(members, states, suppressed, content):
    """… whatever lists and ledger hold, each person is written to or left out, and nobody is served again."""
    planned = plan(*members, content=content, states=states, suppressed=suppressed)

    served = [canonical(one.address) for one in planned.addressees]
    omitted = [canonical(one.address) for group in planned.omitted.values() for one in group]
    assert sorted(served + omitted) == sorted({canonical(one.subscriber.address) for one in members})
    assert not any(states.get(key) in {"accepted", "doubt", "refused"} or key in suppressed for key in served)
