"""What the verifier accepts, corrects and refuses."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from himaya.instruments import catalogue
from himaya.instruments.compiled import Compiled, compile_instrument
from himaya.instruments.flaws import SENTENCES
from himaya.instruments.guard import LARGEST
from himaya.instruments.render import submission
from himaya.instruments.source import load
from himaya.instruments.verify import Verdict, verify
from tests.oracles import mutations
from tests.oracles.answers import random_submission

pytestmark = pytest.mark.capability("B4")

FORMS = Path(__file__).with_name("forms")
ANSWERS = {"age": "30", "alone": "yes", "signs": "papers pay", "region": "north", "town": "tangier", "pay": "10"}


@pytest.fixture(scope="module")
def form() -> Compiled:
    return compile_instrument(load(FORMS / "everything.yaml"))


def filled(form: Compiled, **answers: str) -> bytes:
    content = submission(form, {**ANSWERS, **answers})
    # The renderer draws one row of the repeat; its one required answer is given here.
    return content.replace(b"<each_age></each_age>", b"<each_age>20</each_age>").replace(
        b"<each_child>0</each_child>", b"<each_child></each_child>"
    )


def codes(verdict: Verdict) -> list[tuple[str, str]]:
    return [(flaw.code, flaw.path.rpartition("/")[2]) for flaw in verdict.errors]


def test_a_good_submission_is_valid_and_its_values_are_typed_by_name(form: Compiled) -> None:
    verdict = verify(form, filled(form))
    assert (verdict.valid, codes(verdict)) == (True, [])
    assert verdict.values["score"] == "5"
    assert verdict.values["person"] == [{"each_age": "20", "each_pay": "", "each_child": "0"}]
    assert verdict.readings["T-05"] == "papers"
    assert verdict.instance_id.startswith("uuid:")


def test_a_client_cannot_choose_its_own_score(form: Compiled) -> None:
    verdict = verify(form, filled(form).replace(b"<score>5</score>", b"<score>0</score>"))
    assert codes(verdict) == [("calculation", "score")]
    assert verdict.values["score"] == "5"


def test_a_score_the_client_did_not_compute_is_computed(form: Compiled) -> None:
    verdict = verify(form, filled(form).replace(b"<score>5</score>", b"<score/>"))
    assert verdict.valid
    assert verdict.values["score"] == "5"


def test_answers_to_closed_questions_are_dropped_and_still_known_as_given(form: Compiled) -> None:
    content = filled(form, age="12", alone="yes").replace(b"</who>", b"<guardian>somebody</guardian></who>")
    verdict = verify(form, content)
    assert verdict.valid
    assert "guardian" not in verdict.values
    assert "signs" not in verdict.values
    assert verdict.given["guardian"] == "somebody"


def test_no_story_gets_in_through_a_closed_question() -> None:
    found = catalogue.find("first-line-labour")
    assert found is not None
    labour = compile_instrument(found)
    content = submission(labour, {"q01": "no", "q06": "adult"})
    told = verify(
        labour, content.replace(b"</asked>", b"<no_facts>all she said</no_facts><q11>all she said</q11></asked>")
    )
    assert codes(told) == [("readonly", "no_facts")]
    assert "all she said" not in f"{told.given} {told.values} {told.readings}"


@pytest.mark.parametrize(
    ("answers", "code", "name"),
    [
        ({"age": ""}, "required", "age"),
        ({"age": "12", "alone": ""}, "required", "alone"),
        ({"age": "130"}, "constraint", "age"),
        ({"age": "twelve"}, "type", "age"),
        ({"age": "99999999999"}, "type", "age"),
        ({"born": "2001-02-30"}, "type", "born"),
        ({"born": "2999-01-01"}, "constraint", "born"),
        ({"alone": "perhaps"}, "choice", "alone"),
        ({"signs": "papers flying"}, "choice", "signs"),
        ({"signs": "papers papers"}, "duplicate", "signs"),
        ({"signs": "papers none"}, "constraint", "signs"),
        ({"town": "agadir"}, "choice_filter", "town"),
        ({"hours": "200"}, "constraint", "hours"),
        ({"phone": "call me"}, "constraint", "phone"),
    ],
)
def test_a_wrong_answer_is_refused_where_it_stands(
    form: Compiled, answers: dict[str, str], code: str, name: str
) -> None:
    verdict = verify(form, filled(form, **answers))
    assert not verdict.valid
    assert (code, name) in codes(verdict)


def test_a_required_question_left_out_altogether_is_missing(form: Compiled) -> None:
    assert ("required", "age") in codes(verify(form, filled(form).replace(b"<age>30</age>", b"")))


DAMAGE: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "nothing": ("malformed", lambda content: b""),
    "cut": ("malformed", lambda content: content[:-20]),
    "nul": ("malformed", lambda content: content.replace(b"30", b"3\0")),
    "no XML": ("malformed", lambda content: b"PK\x03\x04" + b"zip" * 40),
    "undefined entity": ("malformed", lambda content: content.replace(b"30", b"&x;")),
    "too large": ("too_large", lambda content: content + b" " * LARGEST),
    "latin 1": ("encoding", lambda content: content.replace(b"papers", "été".encode("latin-1"))),
    "utf 16": ("encoding", lambda content: content.decode().encode("utf-16")),
    "another encoding named": ("encoding", lambda content: content.replace(b"utf-8", b"utf-7")),
    "doctype": ("doctype", lambda content: b"<!DOCTYPE data>" + content.partition(b"?>")[2]),
    "doctype in small letters": ("doctype", lambda content: b"<!doctype data>" + content.partition(b"?>")[2]),
    "laughs": (
        "doctype",
        lambda content: (
            b'<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
            + content.partition(b"?>")[2].replace(b"30", b"&b;")
        ),
    ),
    "file entity": (
        "doctype",
        lambda content: b'<!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + content.partition(b"?>")[2],
    ),
    "another form": ("wrong_form", lambda content: content.replace(b'id="everything"', b'id="nothing"')),
    "another root": ("wrong_form", lambda content: content.replace(b"<data", b"<html").replace(b"</data", b"</html")),
    "another version": ("wrong_version", lambda content: content.replace(b'version="3"', b'version="2"')),
    "no version": ("wrong_version", lambda content: content.replace(b' version="3"', b"")),
    "a node more": ("unknown_node", lambda content: content.replace(b"<who>", b"<who><story>all of it</story>")),
    "a node of another space": (
        "unknown_node",
        lambda content: content.replace(b"<age>30</age>", b'<age xmlns="urn:x">30</age>'),
    ),
    "a node inside an answer": ("unknown_node", lambda content: content.replace(b"30", b"3<b>0</b>")),
    "a node twice": ("duplicate", lambda content: content.replace(b"<age>30</age>", b"<age>30</age><age>31</age>")),
    "a group twice": ("duplicate", lambda content: content.replace(b"</who>", b"</who><who/>")),
    "text between nodes": ("text", lambda content: content.replace(b"<who>", b"<who>and more")),
    "text of the form changed": (
        "readonly",
        lambda content: content.replace(b"<shown>", b"<shown>she said"),
    ),
    "deep nesting": ("malformed", lambda content: b"<data>" * 5000),
}


@pytest.mark.parametrize("name", DAMAGE)
def test_a_damaged_submission_is_refused_with_a_sentence(form: Compiled, name: str) -> None:
    code, damage = DAMAGE[name]
    verdict = verify(form, damage(filled(form)))
    assert not verdict.valid
    assert code in [flaw.code for flaw in verdict.errors]
    assert all(flaw.sentence(language) for flaw in verdict.errors for language in ("fr", "ar", "en"))


def test_every_refusal_says_what_to_do_in_three_languages() -> None:
    form = compile_instrument(load(FORMS / "everything.yaml"))
    verdict = verify(form, filled(form, age="130"))
    sentences = {language: verdict.errors[0].sentence(language) for language in ("fr", "ar", "en")}
    assert sentences == {"fr": "De 0 à 119.", "ar": "من 0 إلى 119.", "en": "From 0 to 119."}
    assert len(SENTENCES) >= 18


def test_today_is_the_day_of_the_submission_as_long_as_its_clock_is_believable(form: Compiled) -> None:
    received = dt.datetime(2026, 6, 15, 12, tzinfo=dt.UTC)
    late = filled(form, born="2026-06-14")
    early = late.replace(b"<end></end>", b"<end>2026-06-10T10:00:00.000+01:00</end>")
    absurd = late.replace(b"<end></end>", b"<end>1999-06-10T10:00:00.000+01:00</end>")
    ahead = late.replace(b"<end></end>", b"<end>2036-06-10T10:00:00.000+01:00</end>")
    assert verify(form, late, received=received).valid
    assert codes(verify(form, early, received=received)) == [("constraint", "born")]
    assert verify(form, absurd, received=received).valid
    assert verify(form, ahead, received=received).valid


def survivors(count: int) -> list[str]:
    """What is wrong with mutated submissions that were accepted."""
    chance = random.Random(27_14)
    forms = [compile_instrument(one) for one in [*catalogue.current(), load(FORMS / "everything.yaml")]]
    found = []
    for _ in range(count):
        form = chance.choice(forms)
        content = mutations.mutated(chance.choice([random_submission(form, chance), submission(form, ANSWERS)]), chance)
        verdict = verify(form, content)
        if verdict.valid:
            found.extend(mutations.objections(form, content))
            found.extend(mutations.wrong_values(form, dict(verdict.values)))
        else:
            assert all(flaw.sentence("fr") for flaw in verdict.errors)
    return found


def test_a_hundred_mutated_submissions_crash_nothing_and_slip_through_nowhere() -> None:
    assert survivors(100) == []


@pytest.mark.night
def test_a_thousand_mutated_submissions_crash_nothing_and_slip_through_nowhere() -> None:
    assert survivors(1000) == []
