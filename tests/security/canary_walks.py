"""The walks of the rooms that work with a person: each types its two words wherever the room takes words."""

from datetime import timedelta
from typing import Any
from unittest import mock

from himaya.adapters import sheet_html
from himaya.conferences.models import Conference, Item
from himaya.determinations.models import Decision, Request
from himaya.health.models import ClinicianLetter
from himaya.interviews import policy
from himaya.interviews.models import Interpreter
from himaya.kernel import clock
from himaya.kernel.models import AuditEvent, OutboxMessage
from himaya.ops import worker
from tests import cast, factories
from tests.rooms.cases.test_nothing_in_clear import everything_stored
from tests.rooms.conferences import conference_at_hand
from tests.rooms.crisis import looked
from tests.rooms.determinations import determination_at_hand
from tests.rooms.health import stepped
from tests.rooms.interviews import interview_at_hand
from tests.rooms.risks.assessed import opened
from tests.rooms.safety import made
from tests.security.hunts import SAID, Walk, browser, found


def care(walk: Walk) -> None:
    """A step of care and a letter: neither words nor step nor purpose stands outside a sealed column."""
    case = stepped.apart()
    nurse, holds, police = browser(cast.NURSE), browser(cast.INSPECTOR), browser(cast.OFFICER)
    care, letters = f"/health/{case}/care/", f"/health/{case}/letters/"
    walk.post(nurse, care, {"do": "begin", "step": "", "words": SAID}, 422)
    walk.post(nurse, care, {"do": "begin", "step": "3", "words": SAID})
    letter = {"purpose": "court_accommodation", "reader": "court", "terms": "short_talks", "language": "fr"}
    walk.post(nurse, letters, {**letter, "days": "30", "own": SAID}, 422)
    walk.post(nurse, letters, {**letter, "purpose": "housing", "reader": "landlord", "days": "30", "own": SAID})
    one = f"{letters}{ClinicianLetter.objects.get().pk}/"
    walk.post(nurse, one, {"do": "release", "answer": "yes", **stepped.SAFE, "phrase": f"{SAID} et un puits"})
    walk.shows(nurse, care, one)
    walk.hides(nurse, letters, "/health/waiting/")
    walk.hides(holds, f"/casework/cases/{case}/", "/tasks/desk/")
    walk.hides(police, "/casework/")
    assert OutboxMessage.objects.filter(event="care_step.review_due").exists()
    walk.nothing_in_clear()
    with clock.stopped(factories.TUESDAY + timedelta(days=43)):
        worker.drain()
        walk.hides(browser(cast.NURSE), "/tasks/desk/")
        walk.hides(browser(cast.INSPECTOR), "/tasks/desk/")
    waits = "Something waits in what your desk keeps apart"
    assert [waits in page for page in walk.hidden[-2:]] == [True, False]
    stored = everything_stored()
    for word in (b"housing", b"landlord", b"short_talks", b"begin"):
        assert word not in stored["care_step"], word
        assert word not in stored["clinician_letter"], word
    assert AuditEvent.objects.filter(action="clinician_letter.released").exists()


def conference(walk: Walk) -> None:
    """A conference held; its words are not before the desk that was told nothing, either.

    Seen red with the words of an action among the ids of `conference.action_given`.
    """
    with clock.stopped(conference_at_hand.BEGINS):
        _held(walk)
    with clock.stopped(conference_at_hand.BEGINS + timedelta(days=3)):
        at = f"/conferences/{Conference.objects.get().pk}/"
        walk.hides(browser(cast.NURSE), f"{at}seat/")
        walk.hides(browser(cast.HOSTEL), f"{at}seat/")
    assert (len(walk.shown), len(walk.hidden)) == (4, 11)
    assert OutboxMessage.objects.filter(event__startswith="conference.").count() >= 4
    assert Conference.objects.get().state == "agreed"


def _held(walk: Walk) -> None:
    one = conference_at_hand.called(begins=clock.now())
    conference_at_hand.seat(one, "shelter", comes=cast.SHELTER)
    conference_at_hand.seat(one, "ward", comes=cast.NURSE)
    conference_at_hand.seat(one, "hostel")
    at = f"/conferences/{one.pk}/"
    chair, shelter, ward, hostel = (browser(who) for who in (cast.INSPECTOR, cast.SHELTER, cast.NURSE, cast.HOSTEL))
    item = {"part": "protection", "topic": "housing", "words": SAID, "hearers": ["agreement:shelter"]}
    health = {"part": "protection", "words": SAID, "terms": ["medicine_hours"], "until": "2026-12-24"}
    walk.post(ward, f"{at}health/", health)
    walk.post(hostel, f"{at}seat/", {"do": "answer", "part": "protection", "answer": "writes", "line": SAID})
    walk.post(chair, f"{at}items/", {**item, "topic": ""}, 422)
    walk.post(chair, f"{at}items/", {**item, "words": f"PTSD {SAID}"}, 422)
    walk.post(chair, f"{at}items/", item)
    walk.post(chair, at, {"do": "say", "word": "told", "on": "2026-11-24"})
    walk.post(chair, at, {"do": "say", "word": "sends_words", "words": SAID, "on": "2026-11-24"})
    walk.post(chair, at, {"do": "begin"})
    walk.post(shelter, f"{at}seat/", {"do": "enter"})
    thing = str(Item.objects.defer("content").get(topic="housing").pk)
    walk.post(chair, at, {"do": "take_up", "item": thing})
    walk.shows(shelter, f"{at}seat/")
    walk.shows(chair, at)
    walk.hides(shelter, f"{at}now/")
    walk.hides(ward, f"{at}seat/")
    walk.hides(hostel, f"{at}seat/")
    walk.post(chair, at, {"do": "hear", "item": thing, "decided": SAID})
    give = {"do": "give", "item": thing, "to": "shelter", "what": SAID, "due_on": "2026-11-27"}
    walk.post(chair, at, {**give, "due_on": "2020-01-01"}, 422)
    walk.post(chair, at, give)
    walk.post(chair, at, {"do": "end"})
    walk.post(chair, f"{at}minutes/", {"do": "draft", "remark": SAID})
    walk.post(chair, f"{at}minutes/", {"do": "agree", "number": "1"})
    walk.shows(chair, f"{at}minutes/")
    walk.shows(shelter, f"{at}seat/")
    for who in (shelter, chair):
        walk.hides(who, "/conferences/", "/casework/")
    walk.hides(chair, f"/conferences/cases/{one.case}/")
    walk.hides(ward, f"{at}seat/")


def crisis(walk: Walk) -> None:
    """What somebody said of dying."""
    case = looked.case()
    inspector, at = browser(cast.INSPECTOR), f"/crisis/cases/{case.pk}/"
    look = {"way": "with_them", "within": "24", "thoughts": "yes", "words": SAID}
    done = {"do": "record", "acts": ["stay"], "stays": "worker", "told": "told", "done_words": SAID}
    walk.post(inspector, at, {**look, "do": "begin", "way": ""}, 422)
    walk.post(inspector, at, {**look, "do": "begin"})
    walk.post(inspector, at, {**done, "stays": ""}, 422)
    walk.post(inspector, at, done)
    walk.post(inspector, at, {**look, "do": "look_again"})
    worker.drain()
    walk.shows(inspector, at)
    of_case = (f"/casework/cases/{case.pk}/", f"/tasks/cases/{case.pk}/", f"/plans/{case.pk}/first-days/")
    walk.hides(inspector, "/tasks/", *of_case)
    with clock.stopped(factories.TUESDAY + timedelta(days=1)):
        worker.drain()
    assert AuditEvent.objects.filter(action__startswith="crisis_").count() >= 4


def determination(walk: Walk) -> None:
    """A decision asked, recorded, told and looked at again; what the body does not get is not before it.

    Seen red with the reasons among the ids of `determination.recorded`.
    """
    determination_at_hand.seat_everybody()
    determination_at_hand.period()
    case_id = determination_at_hand.ready(panel=1)
    desk, body = browser(cast.INSPECTOR), browser(determination_at_hand.RECORDER)
    of_case = f"/determinations/cases/{case_id}/"
    sheet = {"asked_by": "person", "found": SAID, "alternatives": SAID, "missing": SAID, "wishes": SAID}
    walk.post(desk, f"{of_case}ask/presumed/", {**sheet, "do": "read", "found": ""}, 422)
    walk.post(desk, f"{of_case}ask/presumed/", {**sheet, "do": "read"}, 200)
    walk.post(desk, f"{of_case}ask/presumed/", {**sheet, "do": "send"})
    at = f"/determinations/requests/{Request.objects.defer('sheet').get().pk}/"
    walk.shows(body, at)
    form = {"status": "presumed", "reasons": SAID, "decided_on": "2026-11-24", "name_1": SAID}
    walk.post(body, at, {**form, "vote_1": ""}, 422)
    walk.post(body, at, {**form, "vote_1": "for"})
    tell = f"/determinations/decisions/{Decision.objects.defer('reasons').get().pk}/told/"
    told = {"on": "2026-11-24", "language": "ar", "interpreter": "none", "how": "spoken", "words": SAID}
    walk.post(desk, tell, {**told, "how": ""}, 422)
    walk.post(desk, tell, told)
    walk.post(desk, of_case, {"do": "start"})
    walk.post(desk, of_case, {"do": "extend", "last_on": "2027-03-01", "reason": SAID})
    walk.shows(desk, of_case)
    walk.shows(body, at)
    walk.hides(body, "/determinations/")
    walk.hides(desk, "/tasks/", "/casework/")
    walk.hides(browser(cast.SECRETARY), "/determinations/bodies/")
    assert not any("Zahra Canary" in page for page in (walk.shown[0], walk.shown[2])), "the body learns no name"
    assert OutboxMessage.objects.filter(event__startswith="determination.").count() == 2


def interview(walk: Walk) -> None:
    """Seen red with the words of a fact among the code of `interview.fact_added`."""
    with mock.patch.object(policy, "qualified", return_value=True):
        _sat(walk)
    assert not OutboxMessage.objects.filter(event__startswith="interview.").exists()


def _sat(walk: Walk) -> None:
    interview_at_hand.form()
    one = interview_at_hand.opened()
    leader, colleague = browser(cast.SHELTER), browser(cast.SHELTER_LEAD)
    at, of_case = f"/interviews/{one.pk}/", f"/interviews/cases/{one.case_id}/"
    walk.post(leader, f"{of_case}told/", {"body": "x", "words": SAID}, 422)
    walk.post(leader, f"{of_case}told/", {"body": "ngo", "by_whom": SAID, "words": SAID})
    ticks = ["no_tie_to_community", "no_tie_to_suspect", "accepted"]
    offered = {"name": SAID, "dialect": SAID, "language": "wo", "sex": "woman", "mode": "on_site", "vetted_by": SAID}
    offered |= {"vetted_on": "2026-11-01", "signed_on": "2026-11-01"}
    walk.post(leader, f"{at}interpreter/", {**offered, "ticks": ticks[:1]}, 422)
    walk.post(leader, f"{at}interpreter/", {**offered, "ticks": ticks})
    who = str(Interpreter.objects.defer("details").get().pk)
    walk.post(leader, f"{at}prepare/", {**interview_at_hand.READY, "who": who, "alone_what": SAID})
    items = {f"item_{item}": "yes" for item in interview_at_hand.ITEMS}
    walk.post(leader, f"{at}items/", {**items, "language": "wo", "mode": "spoken", "witness": "nobody"})
    walk.post(leader, f"{at}begin/", {"limits_read": "limits_read", "conditions": SAID})
    assert not found(walk.post(leader, f"{at}draft/", {"xml": interview_at_hand.filled(SAID), "revision": "0"}, 200))
    walk.post(leader, f"{at}distress/", {"steps": ["nonsense"], "words": SAID}, 422)
    walk.post(leader, f"{at}distress/", {"steps": ["stop"], "words": SAID, "topic": "E"})
    walk.post(leader, f"{at}timeline/", {"do": "add", "event_kind": "transit", "event_words": SAID, "anchor": SAID})
    fact = {"do": "add", "topic": "C", "kind": "said", "text": SAID, "interpretation": SAID}
    walk.post(leader, f"{at}facts/", {**fact, "topic": "Z"}, 422)
    walk.post(leader, f"{at}facts/", fact)
    walk.post(leader, f"{at}facts/", {"do": "amend", "number": "1", "change": "supplement", "amended": SAID})
    walk.post(leader, f"{at}facts/", {"do": "own", "rating": "much", "own_words": SAID})
    walk.post(leader, f"{at}facts/", {"do": "odd", "odd_words": SAID, "explanations": ["trauma"]})
    wrong = leader.post(f"{at}finish/", {"xml": interview_at_hand.filled(SAID, papers=""), "revision": "1"})
    assert wrong.status_code == 422
    walk.post(leader, f"{at}now/", {"ending": "done"})
    closing = {"outcome": "heard", "read_back": "yes", "summary": SAID, "next_steps": SAID, "told": SAID}
    walk.post(leader, f"{at}close/", {**closing, "outcome": "x"}, 422)
    walk.post(leader, f"{at}close/", closing)
    walk.post(leader, f"{at}close/", {"do": "after", "steps": SAID})
    for each in (leader, colleague):
        walk.shows(each, f"{at}facts/", f"{at}timeline/", f"{at}close/")
    walk.hides(leader, "/casework/", "/interviews/sheet/adult/", f"/casework/cases/{one.case_id}/")


def reasoning(walk: Walk) -> None:
    """Not before a desk that has nothing to do with the case, police least of all.

    Seen red with the words of a fact among the codes that the audit keeps of `reasoning.added`.
    """
    case = factories.hand_over().case_id
    at, client = f"/reasonings/cases/{case}/", browser(cast.INSPECTOR)
    walk.post(client, at, {"verb": "add", "words": SAID}, 422)
    walk.post(client, at, {"verb": "add", "words": SAID, "source": "said"})
    for verb, code, value in (
        ("qualify", "dignity_injured", "yes"), ("argue", "LAB_DOM", "for"), ("consider", "smuggling", "explains"),
    ):  # fmt: skip
        walk.post(client, at, {"verb": verb, "code": code, "words": SAID}, 422)
        walk.post(client, at, {"verb": verb, "code": code, "value": value, "words": SAID})
    walk.post(client, at, {"verb": "take_back", "line": "1", "words": SAID})
    paper = client.post(f"{at}paper/", {"purpose": "give_service", "language": "ar"})
    assert paper.content.startswith(b"%PDF")
    assert not found(repr(sorted(paper.headers.items())))
    walk.shows(client, at)
    walk.hides(client, "/casework/", f"/casework/cases/{case}/", f"{at}signs/", "/")
    for actor in (cast.OFFICER, cast.SHELTER, cast.LAWYER, cast.INSPECTOR_SOUTH, cast.OPERATOR, cast.AUDITOR):
        walk.hides(browser(actor), at, f"{at}signs/", "/", status=None)


def risk(walk: Walk) -> None:
    """What is known of a risk, and what the person thinks of it."""
    factories.version("risk-protocol")
    top = f"/risks/cases/{opened().pk}/"
    client = browser(cast.INSPECTOR)
    answered = {"likelihood": "1", "impact": "1", "seen": "0", "protects": SAID}
    walk.post(client, f"{top}begin/", {"occasion": "intake"})
    walk.post(client, f"{top}1/R2/", {**answered, "likelihood": ""}, 422)
    walk.post(client, f"{top}1/R2/", answered)
    walk.post(client, f"{top}1/R2/", answered, 409)
    walk.post(client, f"{top}1/finish/", {"do": "finish", "seen": "1"})
    walk.post(client, f"{top}own/R2/", {"own": "", "words": SAID}, 422)
    walk.post(client, f"{top}own/R2/", {"own": "high", "words": SAID})
    walk.post(client, f"{top}talk/R2/", {"stands": "hers", "words": SAID, "seen": "1"})
    walk.shows(client, top, f"{top}1/")
    walk.hides(client, f"{top}begin/")
    assert OutboxMessage.objects.filter(event="risk_assessment.finished").exists()
    assert AuditEvent.objects.filter(action="risk_discussion.noted").exists()


def risk_clock(walk: Walk) -> None:
    """What comes, and what was agreed."""
    top = f"/risks/cases/{opened().pk}/"
    client = browser(cast.INSPECTOR)
    event = {"do": "note", "kind": "hearing", "day": "2026-12-10", "words": SAID}
    agreed = {"do": "plan", "code": "relocation", "owner": cast.INSPECTOR.desk_id, "due_on": "2026-12-01"}
    walk.post(client, f"{top}clocks/", {**event, "kind": ""}, 422)
    walk.post(client, f"{top}clocks/", event)
    walk.post(client, f"{top}measures/", {**agreed, "words": SAID, "owner": ""}, 422)
    walk.post(client, f"{top}measures/", {**agreed, "words": SAID})
    assert OutboxMessage.objects.filter(event="risk_measure.planned").exists()
    worker.drain()
    walk.shows(client, f"{top}clocks/", f"{top}measures/")
    walk.hides(client, top, "/risks/overdue/", "/tasks/")
    assert AuditEvent.objects.filter(action="risk_measure.planned").exists()


def safety(walk: Walk) -> None:
    """How somebody is reached, and their plan."""
    case = made.case(identity=None)
    client, base = browser(cast.INSPECTOR), f"/safety/cases/{case.pk}/"
    reached: dict[str, Any] = {"ways": ["call"], "messages": "no", "every": "20:00-08:00"}
    reached |= dict.fromkeys(("word", "answer", "who", "say", "words"), SAID)
    walk.post(client, f"{base}contact/", {**reached, "every": "evening"}, 422)
    walk.post(client, f"{base}contact/", {**reached, "after": "3"}, 409)
    walk.post(client, f"{base}contact/", reached)
    plan = {"do": "write", "language": "fr", "staff": SAID, "who_to_call": SAID}
    walk.post(client, base, {**plan, "language": ""}, 422)
    walk.post(client, base, plan)
    walk.post(client, base, {**plan, "do": "revise", "after": "1"})
    walk.post(client, f"{base}copy/", {"do": "answer", "version": "2", "finds": "no", "harm": "no", "wish": "staff"})
    with mock.patch.object(sheet_html, "render", return_value=b"%PDF"):
        assert client.post(f"{base}sheet/", {"version": "2"}).content == b"%PDF"
    walk.shows(client, base, f"{base}contact/")
    walk.hides(client, f"{base}copy/")
