"""What child protection reads of a child: danger in words, with what makes it urgent, and on what it was sent."""

from typing import Any
from uuid import UUID

import pytest

from himaya.cases import access, states
from himaya.cases.actions import referrals
from himaya.cases.models import Case, Referral
from himaya.kernel.actor import Actor
from tests import cast, factories
from tests.pages import body, main_words
from tests.rooms.cases import at_a_partner
from tests.signed_in import Sit

pytestmark = pytest.mark.capability("C2")
# Written out by hand: danger now, and why, as who protects the child reads it.
READS = {
    "en": "Present danger Yes · afraid to go back tonight · lives with the people they work for, or where they work · "
    "a parent or guardian may be implicated",
    "fr": "Danger actuel Oui · a peur d’y retourner ce soir · vit chez les gens pour qui il ou elle travaille, ou sur "
    "son lieu de travail · un parent ou un tuteur est peut-être impliqué",
    "ar": "الخطر القائم نعم · يخاف من الرجوع هذه الليلة · يسكن عند من يعمل لديهم أو في مكان العمل · "
    "قد يكون أحد الوالدين أو النائب الشرعي متورطا",
}


def url(referral: object) -> str:
    return f"/casework/referrals/{referral}/"


@pytest.mark.parametrize("language", sorted(READS))
def test_a_child_afraid_of_tonight_is_in_danger_now_and_the_desk_reads_why(sit: Sit, language: str) -> None:
    """Seen red with the rule that read line 2 only: "Present danger: No" for this child."""
    sent = factories.child_handed_over()
    assert READS[language] in main_words(body(sit(cast.CHILDREN, language).get(url(sent.referral_ids[0]))))


def test_fear_of_tonight_alone_is_danger_now(sit: Sit) -> None:
    """Nothing else was said, and no guardian is implicated. Seen red without the fear among what counts as now."""
    sent = factories.child_handed_over(answers={"q02": "no", "q06": "child", "q08c": "yes"}, guardian_implicated="no")
    page = main_words(body(sit(cast.CHILDREN).get(url(sent.referral_ids[0]))))
    assert "Present danger Yes" in page
    assert "afraid" in page.partition("Present danger")[2][:80].lower()


def test_a_word_of_danger_without_a_reason_stands_as_it_stood_before(sit: Sit) -> None:
    sent = factories.child_handed_over(answers={"q02": "yes", "q06": "child"}, guardian_implicated="no")
    assert "Present danger Yes Parent" in main_words(body(sit(cast.CHILDREN).get(url(sent.referral_ids[0]))))


def test_words_of_death_of_an_adult_say_act_and_nothing_of_themselves(sit: Sit) -> None:
    """The person agreed that it is told whether there is danger; what they said stays where they said it."""
    shared = (*factories.AGREED, "danger_now")
    sent = factories.hand_over(
        version_id=factories.version("first-line-ngo").pk,
        answers={"q02": "no", "q05": "yes", "q06": "adult", "q16": "yes"},
        wishes=[factories.wish(data_classes=shared)],
    )
    with access.open_referral(cast.SHELTER, sent.referral_ids[0], purpose="answer_referral") as opened:
        assert opened.packet["danger_now"] == "yes"
    page = main_words(body(sit(cast.SHELTER).get(url(sent.referral_ids[0]))))
    assert "Present danger Yes" in page
    assert "death" not in page


def test_where_danger_was_not_agreed_to_nothing_of_it_goes() -> None:
    sent = factories.hand_over(
        version_id=factories.version("first-line-ngo").pk, answers={"q02": "yes", "q05": "yes", "q06": "adult"}
    )
    with access.open_referral(cast.SHELTER, sent.referral_ids[0], purpose="answer_referral") as opened:
        assert "danger_now" not in opened.packet
    assert "danger_now" not in Referral.objects.get().consent.data_classes


# Above what was sent, by that on which it rests: written out by hand.
HEADINGS = {
    "consent": (
        "What the person agreed to share",
        "Ce que la personne a accepté de partager",
        "ما وافق الشخص على تقاسمه",
    ),
    "child": (
        "What was sent to protect the child, without asking for agreement",
        "Ce qui a été transmis pour protéger l’enfant, sans demander d’accord",
        "ما أُرسل لحماية الطفل دون طلب أي موافقة",
    ),
    "danger": (
        "What was sent because of an urgent danger, without agreement",
        "Ce qui a été transmis en raison d’un danger urgent, sans accord",
        "ما أُرسل بسبب خطر مستعجل، دون موافقة",
    ),
    "legal_duty": (
        "What was sent because of a duty to report, without agreement",
        "Ce qui a été transmis en raison d’une obligation de signaler, sans accord",
        "ما أُرسل بحكم واجب التبليغ، دون موافقة",
    ),
}


def sent_by(route: str, **changes: Any) -> UUID:
    if route == states.CHILD:
        return factories.child_handed_over(**changes).referral_ids[0]
    return factories.hand_over(route=route, consent_given=route == states.CONSENT, **changes).referral_ids[0]


def receiver_of(route: str) -> Actor:
    return cast.CHILDREN if route == states.CHILD else cast.SHELTER


def test_every_route_has_a_heading_of_its_own() -> None:
    assert set(HEADINGS) == set(states.ROUTES)
    assert len(set(HEADINGS.values())) == len(HEADINGS)


@pytest.mark.parametrize("route", sorted(HEADINGS))
def test_a_packet_says_on_what_it_rests_and_an_agreement_only_where_one_was_given(sit: Sit, route: str) -> None:
    """Seen red with one heading for all: a child’s packet read as what the person agreed to share."""
    referral = sent_by(route)
    for language, said in zip(("en", "fr", "ar"), HEADINGS[route], strict=True):
        shown = main_words(body(sit(receiver_of(route), language).get(url(referral))))
        others = [words for one, all_of in HEADINGS.items() if one != route for words in all_of]
        assert said in shown
        assert [one for one in others if one in shown] == []


@pytest.mark.parametrize("route", sorted(set(HEADINGS) - {states.CHILD}))
def test_a_partner_without_an_account_reads_the_same_heading(sit: Sit, route: str) -> None:
    _referral, made = at_a_partner.handed_link(route=route, consent_given=route == states.CONSENT)
    client = sit(cast.SHELTER)
    assert client.post(f"/partner/{made.token}/", {"code": made.code}).status_code == 302
    assert f"<h2>{HEADINGS[route][0]}</h2>" in body(client.get(f"/partner/{made.token}/read/"))


def test_when_child_protection_cannot_take_it_nobody_is_asked_for_an_agreement_again(sit: Sit) -> None:
    referral = sent_by(states.CHILD)
    referrals.decline(referral_id=referral, reason="no_place", by=cast.CHILDREN)
    shown = main_words(body(sit(cast.INSPECTOR).get(url(referral))))
    assert "so none is asked for" in shown
    assert "Ask the person again" not in shown


def test_after_accepting_the_page_leads_to_the_case_that_the_desk_holds_and_the_sender_reads_where(sit: Sit) -> None:
    """Seen red with the page as it was: accepted, and no case anywhere at child protection."""
    referral = sent_by(states.CHILD)
    client = sit(cast.CHILDREN)
    assert "holds a case of this child" not in body(client.get(url(referral)))
    client.post(f"{url(referral)}accept/")
    ours = Case.objects.get(desk="children")
    page = body(client.get(url(referral)))
    assert f'href="/casework/cases/{ours.pk}/"' in page
    case = body(client.post(f"/casework/cases/{ours.pk}/", {"show": "answers", "purpose": "give_service"}))
    assert READS["en"].removeprefix("Present danger ") in case
    shown = main_words(body(sit(cast.INSPECTOR).get(url(referral))))
    assert "goes on with this person in a file of its own since 24 November 2026" in shown
    assert "Your file stays with you" in shown
    assert ours.reference not in shown


SAYS = {
    "en": "A child: to a desk that protects children goes what it needs for that, and nobody’s yes is waited for.",
    "fr": "un guichet qui protège les enfants part ce qu’il lui faut pour cela, sans attendre l’accord de personne.",
    "ar": "طفل: يُرسل إلى المكتب الذي يحمي الأطفال ما يلزمه لذلك، دون انتظار موافقة أحد.",
}


@pytest.mark.parametrize("language", sorted(SAYS))
def test_the_page_of_a_hand_over_says_of_a_child_that_no_yes_is_waited_for_and_it_is_so(
    sit: Sit, language: str
) -> None:
    ward = factories.wish(service="medical_care", to_desk_id="ward", data_classes=("first_name",))
    child, adult = factories.child_handed_over(wishes=[ward]).case_id, factories.hand_over(wishes=[ward]).case_id
    lead = sit(cast.LABOUR_LEAD, language)
    form = {"desk": "children", "reason": "additional_services", "data_classes": ["danger_now"]}
    for case, said, status in ((child, True, 302), (adult, False, 409)):
        where = f"/casework/cases/{case}/hand-over/"
        assert (SAYS[language] in main_words(body(lead.get(where)))) is said
        assert lead.post(where, form).status_code == status


def test_after_accepting_a_child_the_desk_is_led_to_its_case_and_what_comes_next(sit: Sit) -> None:
    """Seen red: a reference and nothing to do."""
    sent = factories.child_handed_over()
    client = sit(cast.CHILDREN)
    client.post(f"{url(sent.referral_ids[0])}accept/")
    page = body(client.get(url(sent.referral_ids[0])))
    case = Case.objects.get(desk="children")
    assert "Your desk holds a case of this child." in page
    assert f'href="/plans/{case.pk}/first-days/"' in page
    assert "No case is yours yet" not in page
