"""What a person is told of a packet, against the packet that is made: each class once, no word of another class."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from himaya.cases import packets
from himaya.cases.packets import Known
from himaya.institutions import catalogue
from himaya.instruments.triage import Noted, Reading
from himaya.persons.actions.people import Identity
from himaya.persons.ways import BY_NUMBER, WAYS

pytestmark = pytest.mark.capability("E1")

# A word that nothing else holds, and the class of data under which alone it may leave. None: never with a referral.
WORDS = {
    "CANARYFIRST": "first_name",
    "CANARYLAST": "identity",
    "CANARYOTHER": None,
    "CANARYBIRTH": None,
    "0600000199": "telephone",
    "CANARYPAPER": None,
    "CANARYAUNT": "safe_contact",
    "CANARYHOUR": "safe_contact",
    "CANARYPHARMACY": "safe_contact",
    "CANARYSQUARE": "meeting_place",
    "CANARYTWINS": "dependants",
    "CANARYFARM": "work_sector",
    "CANARYSIGN": "signs",
}
# The full name holds the first one.
ALSO = {"CANARYFIRST": {"identity"}}


def somebody(way: str) -> Known:
    contact = {"way": way, "who": "CANARYAUNT", "when": "CANARYHOUR", "words": "CANARYPHARMACY"}
    return Known(
        identity=Identity(
            full_name="CANARYFIRST CANARYLAST",
            other_names="CANARYOTHER",
            birth="CANARYBIRTH",
            phone="0600000199",
            document="CANARYPAPER",
            safe_contact=contact,
            meeting_place="CANARYSQUARE",
        ),
        heard=(Noted("CANARYSIGN", "8", "", "", Reading.YES), Noted("FL-02", "2", "", "", Reading.YES)),
        details={"dependants": "CANARYTWINS", "work_sector": "CANARYFARM", "gender": "woman"},
        age_group="adult",
        language="ary",
        interpreter="none",
    )


CLASSES = tuple(catalogue.data_classes())
SOME_CLASSES = some.sets(some.sampled_from(CLASSES))


def made(classes: set[str], known: Known) -> dict[str, Any]:
    identity, story = packets.build(classes, known)
    return {**identity, **story}


@given(SOME_CLASSES, some.sampled_from(WAYS))
def test_every_class_is_told_once_and_what_is_told_as_sent_is_what_leaves(classes: set[str], way: str) -> None:
    told, known = packets.told(classes, somebody(way)), somebody(way)
    assert sorted([*told.sent, *told.empty, *told.withheld]) == sorted(CLASSES)
    always = {name for name, row in catalogue.data_classes().items() if row.always}
    assert {*told.sent} == always | {*made(classes, known)}
    assert {*told.empty} == classes - {*told.sent}


@given(SOME_CLASSES, some.sampled_from(WAYS))
def test_no_word_leaves_under_a_class_that_is_told_as_not_sent(classes: set[str], way: str) -> None:
    """Seen red with the number put among the words of a safe contact, as it was."""
    told = packets.told(classes, somebody(way))
    leaves = json.dumps(made(classes, somebody(way)))
    for word, owner in WORDS.items():
        if word in leaves:
            assert owner is not None, word
            assert ({owner} | ALSO.get(word, set())) & {*told.sent}, word
        else:
            assert owner not in told.sent, word


@pytest.mark.parametrize("way", [one for one in WAYS if one not in BY_NUMBER])
def test_a_number_at_which_nobody_may_call_stays_here_even_where_it_was_agreed(way: str) -> None:
    assert "telephone" in packets.told(CLASSES, somebody(way)).empty
    assert "0600000199" not in json.dumps(made({*CLASSES}, somebody(way)))


@pytest.mark.parametrize("classes", [{"telephone"}, {"telephone", "first_name"}])
def test_a_number_for_messages_never_leaves_without_the_way_beside_it(classes: set[str]) -> None:
    """Whoever reads a number alone calls it."""
    assert "telephone" in packets.told(classes, somebody("message")).empty
    assert "telephone" not in made(classes, somebody("message"))
    assert "telephone" in made({*classes, "safe_contact"}, somebody("message"))
    assert "telephone" in made(classes, somebody("phone"))


@given(SOME_CLASSES)
def test_a_closed_record_tells_class_by_class_and_never_too_little(classes: set[str]) -> None:
    """Where the record may not be opened to ask, what is told as sent holds whatever would leave."""
    told = packets.told(classes)
    assert told.empty == ()
    for way in WAYS:
        assert {*made(classes, somebody(way))} <= {*told.sent}
