"""The walks of what leaves a room or comes from elsewhere: returns, packets, people found abroad, letters, courses."""

import re
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile

from himaya.attestations import rules
from himaya.cases.models import InboundSheet
from himaya.kernel import clock
from himaya.kernel.access import Access
from himaya.kernel.models import AuditEvent, OutboxMessage
from himaya.kernel.sealed import SealedModel, sealed_fields
from himaya.ops import worker
from himaya.packets.models import Packet
from himaya.relations.models import Suspect
from himaya.returns.models import ReturnLine
from himaya.tasks.models import Task
from tests import cast, factories
from tests.rooms.cases import found_abroad
from tests.rooms.cases.found_abroad import CONSUL, CONSUL_COLLEAGUE, RECEIVER
from tests.rooms.packets import packed
from tests.rooms.relations import related
from tests.rooms.relations.related import DETECTIVE
from tests.rooms.returns import gone
from tests.rooms.returns import gone_later as later
from tests.rooms.training import at_hand, certifying
from tests.security.hunts import HUNTER, LATIN, SAID, Walk, browser, cells, found

DAY = "2026-11-24"


def of_case(case_id: object) -> tuple[str, ...]:
    """Pages of a case on which no room's own words stand."""
    return (
        f"/casework/cases/{case_id}/",
        "/tasks/",
        f"/tasks/cases/{case_id}/",
        f"/plans/{case_id}/first-days/",
    )


def inbound(walk: Walk) -> None:
    """What somebody found abroad chose to send ahead; it is read where they are expected."""
    found_abroad.set_up()
    consul = browser(CONSUL)
    walk.post(consul, "/abroad/", _ahead(told=""), 422)
    walk.post(consul, "/abroad/", _ahead(afraid="yes"), 200)
    walk.post(consul, "/abroad/", _ahead())
    assert OutboxMessage.objects.filter(event="inbound.sent").count() == 1
    worker.drain()
    (row,) = InboundSheet.objects.all()
    at, hostel = f"/casework/arrivals/{row.pk}/", browser(RECEIVER)
    walk.hides(hostel, at, "/casework/arrivals/", "/casework/")
    walk.hides(consul, "/abroad/sent/")
    walk.hides(browser(CONSUL_COLLEAGUE), "/abroad/sent/")
    walk.nothing_in_clear()
    walk.post(hostel, at, {"do": "accept"})
    worker.drain()
    row.refresh_from_db()
    file = f"/casework/cases/{row.case_id}/"
    walk.shown.append(walk.post(hostel, file, {"show": "identity", "purpose": "give_service"}, 200))
    walk.hides(hostel, at, file, "/tasks/", f"/tasks/cases/{row.case_id}/", "/casework/arrivals/", "/casework/")
    walk.hides(consul, "/abroad/sent/", "/abroad/")
    with clock.stopped(factories.TUESDAY + timedelta(days=2)):
        worker.drain()
        for kind in ("return_arrival", "return_arrival_lead"):
            assert Task.objects.filter(kind=kind, urgent=True).count() == 1
        hostel = browser(RECEIVER)
        walk.hides(hostel, "/tasks/", at)
        walk.post(hostel, at, {"do": "meet"})
        worker.drain()
        assert not Task.objects.filter(kind__startswith="return_arrival", state__in=("open", "taken")).exists()
    assert AuditEvent.objects.filter(action__startswith="inbound.").count() == 4


def _ahead(**changes: str) -> dict[str, object]:
    return {
        **{"here": "sheet", "danger": "no", "wants": "yes", "afraid": "no", "age": "adult", "to_desk": "hostel"},
        **{"language_spoken": "ary", "interpreter": "none", "way": "phone", "told": "yes", "agreed": "yes"},
        **dict.fromkeys(("called", "phone", "words", "place"), SAID),
        "instance": str(uuid4()),
        "arrives_on": (clock.today() + timedelta(days=1)).isoformat(),
        **changes,
    }


def letters(walk: Walk) -> None:
    """A letter, a carer and a suspect. A phrase and a name on a letter stand nowhere at all: not sealed either.

    Seen red with the phrase in the code of `attestation.issued`.
    """
    child = related.child()
    inspector, police = browser(cast.INSPECTOR), browser(cast.OFFICER)
    letters, relations = f"/attestations/cases/{child.pk}/", f"/relations/cases/{child.pk}/"
    wish: dict[str, Any] = {
        **dict.fromkeys(rules.QUESTIONS, "no"), "do": "make", "kept": "carried", "text": "care", "languages": "ar",
        "days": "7", "bearer": LATIN, "phrase": SAID,
    }  # fmt: skip
    walk.post(inspector, f"{letters}offer/", {**wish, "kept": ""}, 422)
    walk.post(inspector, f"{letters}offer/", wish)
    walk.post(police, "/attestations/check/", {"shown": "K7MR-2QXD-9FGH", "phrase": SAID}, 422)
    carer = {"do": "note_carer", "kind": "parent", "words": SAID}
    walk.post(inspector, relations, {**carer, "implicated": ""}, 422)
    walk.post(inspector, relations, {**carer, "implicated": "yes"})
    related.seat_police()
    related.switched_on()
    related.opened_to(DETECTIVE)
    line = {"do": "write", "who": LATIN, "role": "other", "event": "", "words": SAID}
    walk.post(browser(DETECTIVE), "/relations/suspects/", {**line, "role": ""}, 422)
    walk.post(browser(DETECTIVE), "/relations/suspects/", line)
    assert Suspect.objects.defer("content").count() == 1
    walk.shows(inspector, relations)
    walk.shows(browser(DETECTIVE), "/relations/suspects/")
    walk.hides(inspector, letters)
    walk.hides(police, "/relations/suspects/", "/attestations/check/")
    assert OutboxMessage.objects.filter(event="attestation.issued").exists()
    assert AuditEvent.objects.filter(action="attestation.issued").exists()
    assert not _opened("attestation"), "a phrase and a name are not even sealed: they are not here"


def _opened(table: str) -> bool:
    """True when a sealed column of a table holds one of the words."""
    model = next(one for one in SealedModel.__subclasses__() if one._meta.db_table == table)
    with Access(cast.INSPECTOR, "give_service") as reader:
        rows = reader.open(*model._base_manager.all())
        return any(found(str(getattr(row, one.name))) for row in rows for one in sealed_fields(model))


def packet(walk: Walk) -> None:
    """What was typed for a partner abroad."""
    case = packed.case()
    inspector, at = browser(cast.INSPECTOR), f"/packets/cases/{case.pk}/"
    wanted = {
        "receiver": packed.PARTNER,
        "key": packed.KEY,
        "parts": ["partner_words", "arrival"],
        "reply_by": packed.day().isoformat(),
        **{"packet_language": "fr", "language": "ary", "interpreter": "none", "mode": "spoken"},
        **dict.fromkeys(("words", "arrival_place"), SAID),
    }
    walk.post(inspector, f"{at}new/", wanted, 422)
    walk.post(inspector, f"{at}new/", {**wanted, "agrees": "yes"})
    row = Packet.objects.defer("typed").get()
    packed.released(row)
    walk.shows(inspector, f"{at}{row.pk}/")
    seen = re.search(r'name="seen" value="(\w+)"', walk.shown[-1])
    assert seen is not None
    file = inspector.post(f"{at}{row.pk}/file/", {"seen": seen[1]}).content
    said = packed.opened(file)["packet"]
    assert found(str(said)), "the partner reads it"
    assert not HUNTER.in_bytes(file)
    walk.post(inspector, f"{at}{row.pk}/", {"do": "acknowledge", "code": said["code"]})
    walk.post(inspector, f"{at}{row.pk}/", {"do": "answer", "answer": "cannot", "answer_words": SAID}, 422)
    told = {"do": "answer", "answer": "cannot", "reason": "no_place", "answer_words": SAID}
    walk.post(inspector, f"{at}{row.pk}/", told)
    worker.drain()
    walk.hides(inspector, at, f"/casework/cases/{case.pk}/", f"/casework/cases/{case.pk}/consents/")
    walk.hides(inspector, f"/tasks/cases/{case.pk}/")
    with clock.stopped(factories.TUESDAY + timedelta(days=20)):
        worker.drain()
    assert [place for place, cell in cells() if said["code"].encode() in cell] == [], "nor the code"
    assert AuditEvent.objects.filter(action__startswith="packet").count() >= 6


def going(walk: Walk) -> None:
    """Where somebody would go, why, and what a partner says."""
    case = gone.case()
    inspector, at = browser(cast.INSPECTOR), f"/returns/cases/{case.pk}/"
    talk = {"do": "talk", "points": ["yours"], "language": "fr", "interpreter": "none", "talk_words": SAID}
    walk.post(inspector, at, {"do": "open"})
    walk.post(inspector, at, {**talk, "points": []}, 422)
    for one in (
        talk,
        {"do": "fear", "back": "yes", "state": "no", "asylum": "no", "onward": "no", "fear_words": SAID},
        {"do": "choose", "way": "origin", "country": SAID, "choice_words": SAID},
        {"do": "confirm", "service": "met", "who_confirms": SAID, "service_words": SAID},
    ):
        walk.post(inspector, at, one)
    walk.post(inspector, f"{at}weigh/", {"words": SAID}, 422)
    walk.post(inspector, f"{at}weigh/", {"stay-family": "safe", "origin-family": "grave", "words": SAID})
    partner = {"who": SAID, "on": DAY, "partner-family": "grave", "words": SAID}
    walk.post(inspector, f"{at}partner/", partner)
    not_now = {"do": "not_now", "reasons": ["danger"], "alternatives": ["stay_with_plan"], "review_on": "2026-12-08"}
    walk.post(inspector, at, {**not_now, "not_now_words": SAID})
    walk.post(inspector, at, {"do": "alone", "plan": "wants_one", "alone_words": SAID})
    worker.drain()
    walk.shows(inspector, at)
    walk.hides(inspector, *of_case(case.pk))
    walk.post(inspector, at, {"do": "end", "reason": "stays", "end_words": SAID})
    with clock.stopped(factories.TUESDAY + timedelta(days=20)):
        worker.drain()
    assert AuditEvent.objects.filter(action__startswith="return.").count() >= 8


def travelling(walk: Walk) -> None:
    """Who decided of a child, which paper, who goes along, who met the person, how it goes."""
    case, child = gone.case(), gone.child()
    inspector, at, of_child = browser(cast.INSPECTOR), f"/returns/cases/{case.pk}/", f"/returns/cases/{child.pk}/"
    gone.to_weighing(child.pk)
    later.carer(child.pk, "no")
    interest = {"do": "interest", "outcome": "for_return", "who": SAID, "on": DAY, "heard": ["child"]}
    _in_turn(
        walk, f"{of_child}child/", {**interest, "interest_words": SAID}, {"outcome": ""},
        {"do": "view", "stage": "weighing", "view": "wishes", "how": SAID, "view_words": SAID},
        {"do": "family", "goes_to": "to_care", "family_who": SAID, "family_words": SAID},
        {"do": "trace", "trace_words": SAID},
    )  # fmt: skip
    gone.to_preparing(case.pk)
    consent = later.agreed_to_consulate(case.pk)
    _in_turn(
        walk, f"{at}documents/", {"do": "paper", "what": "passport", "paper_how": "has", "paper_words": SAID},
        {"what": ""},
        {"do": "court_claim", "claim_how": "goes_on", "claim_who": SAID, "claim_on": DAY, "claim_words": SAID},
        {"do": "consulate", "consulate_words": SAID, "consent": str(consent)},
    )  # fmt: skip
    fit = {"do": "fit", "fit": "with_help", "needs": ["walks_little"], "fit_who": SAID, "fit_on": DAY}
    _in_turn(
        walk, f"{at}travel/", {**fit, "fit_words": SAID}, {"fit": ""},
        {"do": "stand_by", "part": "along", "part_who": SAID, "part_words": SAID},
        {"do": "transit", "transit": "promised", "transit_who": SAID, "transit_words": SAID},
        {"do": "ready", "travel_on": DAY, "ready_words": SAID},
    )  # fmt: skip
    money = {"do": "budget", "dimension": "social", "level": "individual", "for_what": SAID, "amount": "5"}
    walk.post(inspector, f"{at}after/", {**money, "payer": SAID, "currency": "dirham"}, 422)
    walk.post(inspector, f"{at}after/", {"do": "plan", "economic": SAID})
    walk.post(inspector, f"{at}after/", {**money, "payer": SAID, "currency": "MAD"})
    walk.post(inspector, f"{at}travel/", {"do": "goes", "gate_words": SAID})
    walk.post(inspector, f"{at}travel/", {"do": "board", "arrives_on": DAY, "arrives_at": "23:30"})
    _in_turn(
        walk, f"{at}after/", {"do": "no_word", "done": ["call_there"], "again": "2", "no_words": SAID}, {"done": []},
        {"do": "adverse", "wrong": "held", "wrong_words": SAID},
    )  # fmt: skip
    # Nobody is met before they can have arrived.
    with clock.stopped(datetime.fromisoformat(f"{DAY}T23:45+01:00")):
        inspector = browser(cast.INSPECTOR)
        walk.post(inspector, f"{at}after/", {"do": "met", "met_by": SAID, "met_words": SAID})
        walk.post(inspector, f"{at}after/", {"do": "follow", "reached": "reached", "anew": "yes", "follow_words": SAID})
        worker.drain()
        walk.shows(inspector, f"{at}documents/", f"{at}travel/", f"{at}after/", f"{of_child}child/")
        walk.hides(inspector, *of_case(case.pk))
    with clock.stopped(factories.TUESDAY + timedelta(days=40)):
        worker.drain()
    assert ReturnLine.objects.filter(case__in=(case, child)).count() >= 30
    assert AuditEvent.objects.filter(action__startswith="return.").count() >= 20


def _in_turn(walk: Walk, url: str, first: dict[str, Any], refused: dict[str, Any], *others: dict[str, Any]) -> None:
    """The first is refused once, so that what was typed comes back; then all are taken."""
    inspector = browser(cast.INSPECTOR)
    walk.post(inspector, url, {**first, **refused}, 422)
    for one in (first, *others):
        walk.post(inspector, url, one)


def participant(walk: Walk) -> None:
    """The name of a participant, on every page that takes one."""
    session = at_hand.session()
    focal, trainer, secretary = browser(at_hand.LABOUR), browser(at_hand.TRAINER), browser(cast.SECRETARY)
    here = f"/training/sessions/{session.pk}/"
    walk.post(focal, f"{here}people/", {"do": "name", "name": SAID, "sex": "strange"}, 422)
    walk.post(focal, f"{here}people/", {"do": "name", "name": SAID, "function": SAID})
    walk.post(focal, f"{here}people/", {"do": "name", "name": SAID}, 422)
    sent = SimpleUploadedFile("names.csv", f"name\n{SAID}\n".encode())
    walk.post(focal, f"{here}people/list/", {"file": sent})
    made = certifying.issued(of=session.line, name=SAID)
    certified = f"/training/sessions/{made.enrolment.session_id}/certificates/"
    walk.post(trainer, certified, {"do": "renew", "enrolment": str(made.enrolment_id), "code": SAID}, 422)
    worker.drain()
    walk.shows(focal, f"{here}people/")
    walk.shows(trainer, f"{here}1/", certified)
    walk.hides(secretary, here, "/training/", f"/training/lines/{session.line_id}/", certified, status=None)
