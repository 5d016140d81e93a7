"""The sending desk sees state and report only, answers a question, sends on, or withdraws."""

from typing import Any

import pytest
from django.test import Client

from himaya.cases.actions import referrals
from himaya.cases.models import Case, Referral
from tests import cast, factories
from tests.pages import body
from tests.signed_in import Sit


def url(referral: object, verb: str = "") -> str:
    return f"/casework/referrals/{referral}/" + (f"{verb}/" if verb else "")


def test_the_sender_follows_the_state_and_reads_no_packet_again(sit: Sit) -> None:
    referral = factories.referral_to_shelter()
    page = body(sit(cast.INSPECTOR).get(url(referral)))
    assert "What you sent" in page
    assert "Desk shelter" in page
    for secret in ("Zahra", factories.PHONE, "Show identity"):
        assert secret not in page
    assert "Zahra" not in body(sit(cast.INSPECTOR).post(url(referral), {"purpose": "contact_person"}))


def test_a_question_is_answered_and_the_clock_runs_again(sit: Sit) -> None:
    client, referral = sit(cast.INSPECTOR), factories.referral_to_shelter()
    referrals.ask(referral_id=referral, question="How many children?", by=cast.SHELTER)
    assert "How many children?" in body(client.get(url(referral)))
    assert "Write the answer." in body(client.post(url(referral, "answer"), {"text": ""}), 422)
    assert client.post(url(referral, "answer"), {"text": "One"}).status_code == 302
    assert Referral.objects.get(pk=referral).state == "sent"
    assert "One" in body(sit(cast.SHELTER).get(url(referral)))


def test_the_agreement_is_withdrawn_when_the_person_asks_and_the_packet_is_gone(sit: Sit) -> None:
    client, referral = sit(cast.INSPECTOR), factories.referral_to_shelter()
    assert "only the person can take" in body(client.post(url(referral, "withdraw"), {}), 422)
    assert client.post(url(referral, "withdraw"), {"asked": "yes"}).status_code == 302
    receiver = sit(cast.SHELTER)
    assert "can no longer be read" in body(receiver.get(url(referral)))
    assert "Zahra" not in body(receiver.post(url(referral), {"purpose": "contact_person"}))
    assert "Agreement withdrawn" in body(receiver.get("/casework/"))


def test_the_receiver_cannot_answer_in_the_sender_s_place(sit: Sit) -> None:
    referral = factories.referral_to_shelter()
    referrals.ask(referral_id=referral, question="How many?", by=cast.SHELTER)
    assert sit(cast.SHELTER).post(url(referral, "answer"), {"text": "One"}).status_code == 403
    assert sit(cast.INSPECTOR).post(url(referral, "accept")).status_code == 403


def send_form(case: Case, **changes: Any) -> dict[str, Any]:
    base = {
        "service": "labour_rights", "region": "north", "language": "ary", "urgency": "ordinary", "desk": "lawyers",
        "share": ["first_name", "needs"], "basis": "consent", "told": "yes", "interpreter": "none", "step": "share",
    }  # fmt: skip
    return {**base, **changes}


def agreed(client: Client, case: Case, **changes: Any) -> str:
    """The signed moment that the page of the agreement carries."""
    page = body(client.post(f"/casework/cases/{case.pk}/send/", send_form(case, step="desk", **changes)))
    return page.split('name="agreed" value="')[1].split('"')[0]


def test_a_further_referral_goes_through_three_pages_and_only_the_last_one_sends(sit: Sit) -> None:
    done = factories.hand_over()
    client, case = sit(cast.INSPECTOR), Case.objects.get(pk=done.case_id)
    path = f"/casework/cases/{case.pk}/send/"
    assert "What is needed, and where?" in body(client.get(path))
    desks = body(client.post(path, send_form(case, step="need")))
    assert "One desk can receive" in desks
    assert "Desk lawyers" in desks
    share = body(client.post(path, send_form(case, step="desk")))
    assert "Not sent" in share
    assert "Signs noted" in share.split("Not sent")[1]
    assert Referral.objects.filter(case=case).count() == 1
    sent = client.post(path, send_form(case, agreed=agreed(client, case)))
    assert sent.status_code == 302
    made = Referral.objects.exclude(pk=done.referral_ids[0]).get()
    assert sent.headers["Location"] == url(made.pk)
    assert set(made.consent.data_classes) == {"first_name", "needs", "reference", "region"}


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"service": "", "step": "need"}, "Choose what the person needs."),
        ({"region": "atlantis", "step": "need"}, "Choose the region"),
        ({"language": "", "step": "need"}, "Choose the language"),
        ({"urgency": "yesterday", "step": "need"}, "Choose how soon"),
        ({"desk": "", "step": "desk"}, "Choose a desk."),
        ({"desk": "ward", "step": "desk"}, "can no longer receive"),
        ({"told": ""}, "Say whether the person was told"),
        ({"told": "not_alone"}, "Without a conversation there is no agreement"),
        ({"interpreter": ""}, "Say whether an interpreter"),
        ({"basis": "child"}, "Say on what this sharing rests"),
        ({"share": ["first_name", "identity"]}, "Send only what this service needs."),
    ],
)
def test_each_page_says_what_it_misses_and_sends_nothing(sit: Sit, changes: dict[str, Any], sentence: str) -> None:
    case = Case.objects.get(pk=factories.hand_over().case_id)
    page = body(sit(cast.INSPECTOR).post(f"/casework/cases/{case.pk}/send/", send_form(case, **changes)), 422)
    assert sentence in page
    assert Referral.objects.filter(case=case).count() == 1


def test_an_agreement_withdrawn_between_form_and_send_stops_it(sit: Sit) -> None:
    done = factories.hand_over()
    client, case = sit(cast.INSPECTOR), Case.objects.get(pk=done.case_id)
    moment = agreed(client, case)
    referrals.withdraw(referral_id=done.referral_ids[0], by=cast.INSPECTOR_COLLEAGUE)
    page = body(client.post(f"/casework/cases/{case.pk}/send/", send_form(case, agreed=moment)), 409)
    assert "has withdrawn their agreement since this form was opened" in page
    assert Referral.objects.filter(case=case).count() == 1


def test_a_forged_moment_of_agreement_counts_for_nothing(sit: Sit) -> None:
    done = factories.hand_over()
    case = Case.objects.get(pk=done.case_id)
    referrals.withdraw(referral_id=done.referral_ids[0], by=cast.INSPECTOR)
    forged = send_form(case, agreed="2099-01-01T00:00:00+00:00")
    body(sit(cast.INSPECTOR).post(f"/casework/cases/{case.pk}/send/", forged), 409)


def test_a_desk_that_closed_meanwhile_sends_the_worker_back_to_the_list(sit: Sit) -> None:
    case = Case.objects.get(pk=factories.hand_over().case_id)
    client = sit(cast.INSPECTOR)
    moment = agreed(client, case)
    from_shelter = send_form(case, agreed=moment, desk="labour-south")
    assert "can no longer receive" in body(client.post(f"/casework/cases/{case.pk}/send/", from_shelter), 422)


def test_a_redirected_referral_is_sent_on_to_the_proposed_desk(sit: Sit) -> None:
    done = factories.hand_over()
    earlier, case = done.referral_ids[0], Case.objects.get(pk=done.case_id)
    referrals.redirect(referral_id=earlier, to_desk_id="hostel", reason="closer_desk", by=cast.SHELTER)
    client = sit(cast.INSPECTOR)
    assert "Proposed instead" in body(client.get(url(earlier)))
    page = body(client.get(url(earlier, "send-on")))
    assert 'value="hostel" checked' in page
    changes = {"service": "emergency_shelter", "desk": "hostel", "follows": str(earlier)}
    form = send_form(case, agreed=agreed(client, case, **changes), **changes)
    assert client.post(f"/casework/cases/{case.pk}/send/", form).status_code == 302
    assert Referral.objects.get(follows=earlier).to_desk_id == "hostel"
    assert "This has been sent on." in body(client.get(url(earlier)))
    assert "already been sent on" in body(client.post(f"/casework/cases/{case.pk}/send/", form), 409)


def test_a_child_is_sent_on_without_a_consent_gate_after_the_question_on_the_guardian(sit: Sit) -> None:
    wishes = [factories.wish(service="child_protection", to_desk_id="children", data_classes=("age_group",))]
    done = factories.hand_over(
        route="child", consent_given=False, guardian_implicated="unknown", wishes=wishes,
        answers={**factories.ANSWERS, "q06": "child"},
    )  # fmt: skip
    case = Case.objects.get(pk=done.case_id)
    client = sit(cast.INSPECTOR)
    changes = {"service": "emergency_shelter", "desk": "shelter", "told": "cannot_understand"}
    page = body(client.post(f"/casework/cases/{case.pk}/send/", send_form(case, **changes)), 422)
    assert "May a parent or guardian be implicated?" in page
    assert 'name="basis"' not in page
    sent = client.post(f"/casework/cases/{case.pk}/send/", send_form(case, guardian="unknown", **changes))
    assert sent.status_code == 302


@pytest.mark.parametrize("age", ["unknown", ""])
def test_somebody_whose_age_nobody_asked_is_asked_for_their_yes(sit: Sit, age: str) -> None:
    """Seen red while such a person was taken for a child: no agreement was asked, and a no stopped nothing."""
    case = Case.objects.get(pk=factories.hand_over().case_id)
    Case.objects.filter(pk=case.pk).update(age_group=age)
    client, changes = sit(cast.INSPECTOR), {"service": "emergency_shelter", "desk": "shelter"}
    page = body(client.post(f"/casework/cases/{case.pk}/send/", send_form(case, step="desk", **changes)))
    assert "Nobody has written whether this person is of age" in page
    assert "On what does this rest?" in page
    assert "For a child no agreement is asked" not in page
    child = client.post(f"/casework/cases/{case.pk}/send/", send_form(case, basis="child", guardian="no", **changes))
    assert "Say on what this sharing rests." in body(child, 422)


def test_a_desk_sends_on_its_own_cases_only(sit: Sit) -> None:
    case = Case.objects.get(pk=factories.hand_over().case_id)
    assert sit(cast.SHELTER).get(f"/casework/cases/{case.pk}/send/").status_code == 404
    assert sit(cast.SHELTER).post(f"/casework/cases/{case.pk}/send/", send_form(case)).status_code == 404


def test_every_line_of_the_errors_leads_to_a_place_on_the_page(sit: Sit) -> None:
    case = Case.objects.get(pk=factories.hand_over().case_id)
    empty = send_form(case, basis="", told="", interpreter="", share=["identity"])
    page = body(sit(cast.INSPECTOR).post(f"/casework/cases/{case.pk}/send/", empty), 422)
    targets = [part.split('"')[0] for part in page.split('<a href="#')[1:]]
    assert len(targets) == 4
    for target in targets:
        assert f'id="{target}"' in page
