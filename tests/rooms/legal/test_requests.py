"""What a person asks about their data: recognised, answered by two, by hand, within a term that decides nothing."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils.translation import override

from himaya.cases.actions import consents, erasures, referrals
from himaya.cases.actions.consents import Question
from himaya.cases.models import Consent, Submission
from himaya.disclosures import queries_requests as queries
from himaya.disclosures import rules_requests as rules
from himaya.disclosures import states_requests as states
from himaya.disclosures.access_requests import open_request
from himaya.disclosures.actions import data_requests, demands
from himaya.disclosures.models import DataExport, DataRequest
from himaya.institutions.models import Account, AccountNotice, Membership
from himaya.kernel import clock
from himaya.kernel.actor import SYSTEM, Actor
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from himaya.kernel.models import AuditEvent, OutboxMessage
from himaya.ops import reactions
from tests import cast, factories
from tests.refusals import refused
from tests.rooms.legal import demanding, exporting
from tests.rooms.legal.registering import ELSEWHERE, OFFICER
from tests.rooms.legal.requesting import (
    TODAY,
    WANTED,
    a_file,
    accept,
    asked,
    keys,
    parts,
    prepare,
    prepared,
    recorded,
    release,
    released,
)
from tests.rooms.legal.requesting import wanted as wished

pytestmark = [pytest.mark.django_db, pytest.mark.capability("X10")]
LEAD = cast.LABOUR_LEAD
AUTHORITY = cast.actor("authority-officer", "oversight", "data_protection_officer")
AFTER = {
    ("prepare", "access", "received"): "prepared",
    ("prepare", "access", "prepared"): "prepared",
    ("send_back", "access", "prepared"): "received",
    ("release", "access", "prepared"): "released",
    ("accept", "rectify", "received"): "accepted",
    ("refuse", "rectify", "received"): "refused",
    **{("decline", kind, "received"): "declined" for kind in states.KINDS},
    **{("drop", kind, state): "dropped" for kind in states.KINDS for state in ("received", "prepared", "released")},
    **{
        ("hand_over", kind, state): "closed"
        for kind in states.KINDS
        for state in ("released", "accepted", "refused", "declined")
    },
}


def test_the_truth_tables_of_a_request() -> None:
    for verb in states.TRANSITIONS:
        for kind in states.KINDS:
            for state in states.STATES:
                assert states.leads_to(verb, kind, state) == AFTER.get((verb, kind, state)), (verb, kind, state)
    for asker in (*states.ASKERS, "police", "consulate"):
        for proof in (*states.PROOFS, "telephone"):
            fits = (asker, proof) in {
                ("person", "known_here"),
                ("person", "document_seen"),
                ("person", "phrase"),
                ("counsel", "mandate_seen"),
                ("guardian", "mandate_seen"),
                ("trusted", "mandate_seen"),
            }
            assert rules.proof_fits(asker, proof) == fits, (asker, proof)
    assert rules.split(["a", "b"], {"b": "endangers"}) == (["a"], {"b": "endangers"})
    assert rules.split(["a"], {"b": "endangers"}) is None
    assert rules.split(["a"], {"a": "inconvenient"}) is None


def test_an_answer_is_late_from_the_day_after_its_day_and_never_once_it_was_given() -> None:
    cases = ((0, True, False), (1, True, True), (1, False, False))
    for days, waits, late in cases:
        assert rules.is_late(open_=waits, due=TODAY, today=TODAY + timedelta(days=days)) is late, (days, waits)


def test_the_term_is_a_model_and_drives_no_state() -> None:
    """Planted fault: a `due_on` that closes or blocks something would show here as another state or a refusal."""
    request_id = recorded(a_file())
    row = DataRequest.objects.get()
    assert row.due_on == TODAY + timedelta(days=30)
    with clock.stopped(factories.TUESDAY + timedelta(days=90)):
        assert queries.is_late(queries.requests(OFFICER)[0])
        prepare(request_id)
        release(request_id)
        assert DataRequest.objects.get().state == states.RELEASED


def test_the_officers_are_reminded_without_content_and_only_while_it_is_owed() -> None:
    """Planted fault: without the look at the state, somebody is reminded of an answer that was given."""
    account, _made = Account.objects.get_or_create(pk=OFFICER.account_id, defaults={"username": "keeper"})
    Membership.objects.create(
        account=account, desk_id="labour-north", roles=["data_protection_officer"], valid_from=clock.today()
    )
    request_id = recorded(a_file())
    waits = list(OutboxMessage.objects.filter(event="data_request.due").order_by("due_at"))
    assert [(one.due_at.date() - TODAY).days for one in waits] == [23, 30]
    assert set(waits[0].ids) == {"request", "case"}
    for follow in reactions.REACTIONS["data_request.due"]:
        follow(waits[0].ids)
    assert [one.kind for one in AccountNotice.objects.filter(account=account)] == ["answer_owed"]
    data_requests.drop(request_id=request_id, by=OFFICER)
    data_requests.remind(request_id=request_id, by=SYSTEM)
    assert AccountNotice.objects.filter(account=account).count() == 1


def test_only_the_officer_writes_down_and_an_unknown_file_answers_like_a_foreign_one() -> None:
    case = a_file()
    for actor in (cast.INSPECTOR, LEAD, cast.OPERATOR, cast.SECRETARY, demanding.COUNSEL):
        with pytest.raises(NotPermitted):
            recorded(case, by=actor)
    for reference in ("2346-79CD", case.reference):
        with pytest.raises(NotFound):
            data_requests.record(asked=asked(reference), by=ELSEWHERE)
    recorded(case)
    with pytest.raises(NotNow):
        recorded(case)


@pytest.mark.parametrize(
    "wrong",
    [
        {"asker": "consulate"},
        {"asker": "guardian"},
        {"proof": "mandate_seen"},
        {"kind": "export"},
        {"kind": "rectify", "wanted": "x"},
        {"kind": "rectify", "field": "full_name"},
        {"kind": "rectify", "field": "full_name", "wanted": "x" * 301},
        {"field": "full_name"},
        {"wanted": "a story"},
        {"asked_on": TODAY + timedelta(days=1)},
    ],
)
def test_what_cannot_be_written_down_has_a_sentence(wrong: dict[str, object]) -> None:
    case = a_file()
    with pytest.raises(NotValid) as told:
        recorded(case, **wrong)
    assert str(told.value.sentence)
    assert not DataRequest.objects.exists()


def test_everything_held_is_in_the_answer_and_what_is_left_out_is_counted_by_reason() -> None:
    """Planted fault: a section less in `holdings.items`, or `given` that ignores what was left out."""
    done = factories.hand_over(details={"gender": "woman"})
    factories.case_file(done.case_id)
    referrals.ask(referral_id=done.referral_ids[0], question="Canary question", by=cast.SHELTER)
    case = Submission.objects.get().case
    request_id = recorded(case)
    found = set(parts(request_id).values())
    reference = next(key for key in found if key.startswith("referral:"))
    assert {"identity:full_name", "contact:who", "answer:1:q08", "detail:1:gender", "file:1"} <= found
    assert reference.replace("referral", "talk") + ":question" in found
    prepare(request_id, contact__who="about_other", file__1="endangers", answer__1__q08="endangers")
    row = DataRequest.objects.get()
    assert (row.about_other, row.endangers) == (1, 2)
    release(request_id)
    factories.case_file(done.case_id, description="Canary later")
    with open_request(LEAD, request_id, released=True) as opened:
        given = {one.name: one.value for one in opened.items}
    assert found - set(given) == {"contact:who", "file:1", "answer:1:q08"}
    assert given["identity:full_name"] == factories.SAID
    assert "file:2" not in given, "what came later was looked at by nobody"
    told = AuditEvent.objects.filter(action="case.read").latest("pk")
    assert (told.purpose, told.account_id) == ("answer_the_person", LEAD.account_id)


@pytest.mark.capability("E1")
def test_the_answer_says_what_the_person_said_about_sharing_to_which_desk_and_when() -> None:
    """Planted fault: without `_agreed`, a no and a yes to a desk to which nothing went stand nowhere in the answer."""
    case = a_file()
    refusal = Question("desk:lawyers", ("needs",), "ary", "none", "gesture")
    consents.refuse(case_id=case.pk, question=refusal, by=cast.INSPECTOR)
    consents.withdraw(consent_id=Consent.objects.get(number=1).pk, by=cast.INSPECTOR)
    referrals.send(
        case_id=case.pk, wish=factories.wish(to_desk_id="hostel", data_classes=()), basis="legal_duty", language="ary",
        interpreter="none", told_first=True, by=cast.INSPECTOR,
    )  # fmt: skip
    with override("en"), open_request(LEAD, recorded(case)) as opened:
        said = [(one.label, one.value.split(" · ")[0], one.source) for one in opened.items if one.section == "agreed"]
    on = "24 November 2026 · Desk labour-north"
    assert said == [
        ("Desk shelter", "Agreed", on), ("Desk lawyers", "Said no", on), ("Desk shelter", "Took it back", on),
    ]  # fmt: skip


def test_a_file_that_changed_under_the_eyes_is_looked_at_again() -> None:
    """Planted fault: without the comparison of keys, what nobody looked at is given, or left out without a reason."""
    case = a_file()
    request_id = recorded(case)
    seen = keys(request_id)
    factories.case_file(case.pk)
    for offered in (seen, seen[1:]):
        with refused(NotNow, "file_changed"):
            data_requests.prepare(request_id=request_id, keys=offered, left_out={}, no_danger=True, by=LEAD)


def test_what_says_something_else_afterwards_was_looked_at_by_nobody() -> None:
    """Planted fault: a part known by its name alone prints the words that a desk wrote after the release."""
    done = factories.hand_over()
    talk = done.referral_ids[0]
    referrals.ask(referral_id=talk, question="Canary question", by=cast.SHELTER)
    case = Submission.objects.get().case
    request_id = recorded(case)
    seen = keys(request_id)
    referrals.answer(referral_id=talk, text="Canary answer", by=cast.INSPECTOR)
    referrals.ask(referral_id=talk, question="Canary second question", by=cast.SHELTER)
    with refused(NotNow, "file_changed"):
        data_requests.prepare(request_id=request_id, keys=seen, left_out={}, no_danger=True, by=LEAD)
    prepare(request_id)
    release(request_id)
    referrals.answer(referral_id=talk, text="Canary answer", by=cast.INSPECTOR)
    referrals.ask(referral_id=talk, question="Canary third question", by=cast.SHELTER)
    with open_request(LEAD, request_id, released=True) as opened:
        assert not [one.value for one in opened.items if "third" in one.value]
        assert any(one.name == "identity:full_name" for one in opened.items), "what stayed as it was is given"


def test_the_answer_says_to_whom_a_file_of_records_went() -> None:
    """Planted fault: without `_exported`, what is kept so that the person may be told is read by nobody."""
    exporting.switched_on()
    case = a_file()
    exporting.asked()
    left = exporting.approved(parts=["full_name", "answer.q01"])
    exporting.fetched(left)
    with override("en"), open_request(LEAD, recorded(case)) as opened:
        shared = {one.name: one for one in opened.items if one.name.startswith("export:")}
    row = DataExport.objects.get(pk=left)
    assert list(shared) == [f"export:{row.reference}"], "what never left went to nobody"
    told = shared[f"export:{row.reference}"]
    assert exporting.WHO in told.label
    assert "Name" in told.value
    assert exporting.REASON not in told.value + told.label


def test_a_demand_stays_hidden_until_the_person_may_know_of_it() -> None:
    """Planted fault: without the notice in the filter, an answer breaks the order that forbids telling."""
    case = a_file()
    demand_id = demanding.decided(("dates",), file=case.reference)
    demands.give(demand_id=demand_id, form="by_hand", given_on=TODAY, text="x", by=OFFICER)
    request_id = recorded(case)
    assert not [key for key in keys(request_id) if key.startswith("demand:")]
    demands.tell(demand_id=demand_id, on=TODAY, by=OFFICER)
    assert [key for key in keys(request_id) if key.startswith("demand:")]


def test_who_comes_for_somebody_else_is_looked_at_before_anything_is_prepared() -> None:
    request_id = recorded(a_file(), asker="guardian", proof="mandate_seen")
    seen = keys(request_id)
    with refused(NotNow, "danger_not_answered"):
        data_requests.prepare(request_id=request_id, keys=seen, left_out={}, no_danger=False, by=LEAD)
    data_requests.decline(request_id=request_id, reason="asker_endangers", by=OFFICER)
    assert DataRequest.objects.get().state == states.DECLINED


def test_what_somebody_else_wants_written_is_looked_at_too_and_where_to_find_the_person_only_they_say() -> None:
    """Planted fault: without the look in `accept`, a guardian has the desk call their own number from now on."""
    case = a_file()
    for_them = {"asker": "guardian", "proof": "mandate_seen"}
    for field in ("phone", "meeting_place"):
        with refused(NotValid, "only_the_person"):
            wished(case, field=field, wanted="0600000000", **for_them)
    name = wished(case, **for_them)
    with refused(NotNow, "danger_not_answered"):
        accept(name, WANTED, no_danger=False)
    accept(name, WANTED, no_danger=True)
    older = wished(case, field="phone", wanted="0600000000")
    DataRequest.objects.filter(pk=older).update(**for_them)
    with refused(NotValid, "only_the_person"):
        accept(older, "0600000000", no_danger=True)


def test_an_answer_that_was_prepared_anew_meanwhile_is_not_released_unseen() -> None:
    """Planted fault: without the revision that was seen, only the lead has looked at what goes out."""
    request_id = prepared(a_file(), contact__who="endangers")
    seen = DataRequest.objects.get().revision
    prepare(request_id)
    with refused(NotNow, "request_moved"):
        data_requests.release(request_id=request_id, seen=seen, by=OFFICER)
    release(request_id)


def test_what_the_data_authority_writes_down_is_answered_where_the_file_is() -> None:
    request_id = recorded(a_file(), by=AUTHORITY)
    assert list(queries.requests(OFFICER).values_list("pk", flat=True)) == [request_id]
    prepare(request_id)
    release(request_id)


BOTH = cast.actor("labour-both", "labour-north", "data_protection_officer", "desk_lead")


def test_one_prepares_and_another_releases() -> None:
    """Planted fault: without `check_another`, whoever is both lead and officer answers alone; the database refuses."""
    case = a_file()
    request_id = recorded(case)
    with pytest.raises(NotNow):
        release(request_id)
    prepare(request_id, by=BOTH)
    with pytest.raises(NotPermitted):
        release(request_id, by=BOTH)
    data_requests.send_back(request_id=request_id, by=OFFICER)
    prepare(request_id)
    for actor in (LEAD, cast.INSPECTOR):
        with pytest.raises(NotPermitted):
            release(request_id, by=actor)
    with pytest.raises(NotFound):
        release(request_id, by=ELSEWHERE)
    release(request_id)
    row = DataRequest.objects.get()
    row.decided_by = row.prepared_by
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


@pytest.mark.parametrize("actor", [cast.INSPECTOR_SOUTH, cast.SHELTER, OFFICER, cast.INSPECTOR_COLLEAGUE])
def test_only_the_lead_of_the_file_opens_it(actor: Actor) -> None:
    """Not the officer, who protects data without reading files, and no colleague who does not lead it."""
    request_id = prepared(a_file())
    with pytest.raises((NotFound, NotPermitted)), open_request(actor, request_id):
        pass
    with pytest.raises(NotNow), open_request(LEAD, request_id, released=True):
        pass


def test_the_answer_is_handed_over_by_hand_and_closes() -> None:
    request_id = released(a_file())
    for way, on in (("mailed", TODAY), ("by_hand", TODAY + timedelta(days=1)), ("by_hand", TODAY - timedelta(days=9))):
        with pytest.raises(NotValid):
            data_requests.hand_over(request_id=request_id, way=way, on=on, by=OFFICER)
    data_requests.hand_over(request_id=request_id, way="by_hand", on=TODAY, by=OFFICER)
    row = DataRequest.objects.get()
    assert (row.state, row.answered_on) == (states.CLOSED, TODAY)
    assert not queries.to_answer(LEAD).exists()


def test_a_question_that_has_no_answer_stops_the_erasure_and_goes_with_it_afterwards() -> None:
    done = factories.hand_over()
    referrals.withdraw(referral_id=done.referral_ids[0], by=cast.INSPECTOR)
    case = Submission.objects.get().case
    request_id = wished(case)
    ask = {"case_id": case.pk, "scope": "all", "ground": "person_asked", "by": cast.INSPECTOR}
    with pytest.raises(NotNow) as told:
        erasures.ask(**ask)  # type: ignore[arg-type]
    with override("en"):
        assert "no answer yet" in str(told.value.sentence)
    data_requests.refuse(request_id=request_id, reason="nothing_shows_it", statement="", by=LEAD)
    data_requests.hand_over(request_id=request_id, way="read_aloud", on=TODAY, by=OFFICER)
    erasures.confirm(erasure_id=erasures.ask(**ask), by=OFFICER)  # type: ignore[arg-type]
    assert not DataRequest.objects.exists()
    assert not OutboxMessage.objects.filter(event="data_request.due").exists()
