"""The reference in a person's hand, on the pages: the search, "also known here as", and the paper itself."""

import re
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from himaya.adapters import pdf, sheet_html
from himaya.cases import reference_paper
from himaya.cases.actions import known_as, referrals
from himaya.cases.models import Case, Referral
from himaya.conferences import rules
from himaya.conferences.models import Seat
from himaya.institutions.catalogue import services
from himaya.kernel import ids
from himaya.kernel.ids import new_reference
from himaya.kernel.models import AuditEvent, OutboxMessage
from tests import cast, factories
from tests.pages import body, without_islands
from tests.rooms.cases import at_a_partner
from tests.rooms.cases.test_known_as import handed_on, joined_at_labour, own_file, sent
from tests.rooms.conferences import conference_at_hand
from tests.rooms.enquiries.test_tells_the_asker_nothing import RANDOM
from tests.signed_in import Sit

pytestmark = pytest.mark.capability("E5")
SEARCH = "/casework/search/"
SAFE, RISKY = {"finds": "no", "harm": "no"}, {"finds": "yes", "harm": "yes"}


@pytest.fixture(autouse=True)
def _nobody_has_guessed() -> None:
    cache.clear()


def looked_up(client: Client, reference: str) -> tuple[Any, ...]:
    """All that an answer to a reference shows or leaves: status, bytes, headers, questions to the store, traces."""
    events, outbox = AuditEvent.objects.count(), OutboxMessage.objects.count()
    with CaptureQueriesContext(connection) as made:
        answer = client.post(SEARCH, {"reference": reference})
    text = answer.content.decode()
    for one in RANDOM:
        text = one.sub("…", text)
    last = AuditEvent.objects.order_by("-pk").values("action", "code", "object_type", "object_id", "purpose").first()
    return (
        answer.status_code,
        text,
        sorted(answer.headers.items()),
        len(made),
        AuditEvent.objects.count() - events,
        OutboxMessage.objects.count() - outbox,
        last,
    )


@pytest.mark.parametrize(
    "who",
    [cast.HOSTEL, cast.LAWYER, cast.OFFICER, cast.NURSE, cast.INSPECTOR_SOUTH, cast.SECRETARY, cast.OPERATOR],
    ids=lambda who: who.desk_id,
)
def test_at_every_other_desk_it_is_answered_as_one_that_was_made_up(sit: Sit, who: Any) -> None:
    """Before and after the file grew. Seen red with a sentence of its own for a reference that exists elsewhere."""
    _case, row = sent()
    client = sit(who)
    looked_up(client, new_reference())
    made_up = looked_up(client, new_reference())
    assert made_up[0] == (403 if who in (cast.SECRETARY, cast.OPERATOR) else 404)
    assert made_up[4] == 1, "one line in the audit"
    assert looked_up(client, row.reference) == made_up
    held = handed_on(row)
    own = own_file(identity=None)
    made_up = looked_up(client, new_reference())
    for real in (row.reference, held.reference, own.reference):
        assert looked_up(client, real) == made_up


def test_at_the_receiver_a_reference_of_the_sender_s_file_is_as_one_that_was_made_up(sit: Sit) -> None:
    case_id, row = sent()
    held = handed_on(row)
    client = sit(cast.SHELTER)
    assert client.post(SEARCH, {"reference": row.reference}).headers["Location"] == f"/casework/cases/{held.pk}/"
    looked_up(client, new_reference())
    assert looked_up(client, Case.objects.get(pk=case_id).reference) == looked_up(client, new_reference())


def test_whoever_guesses_is_stopped_and_a_colleague_is_not(sit: Sit) -> None:
    """Seen red without the count in the search: the 21st was looked up."""
    _case, row = sent()
    client = sit(cast.SHELTER)
    for _guess in range(20):
        assert client.post(SEARCH, {"reference": new_reference()}).status_code == 404
    stopped = client.post(SEARCH, {"reference": row.reference})
    assert "Wait five minutes" in body(stopped, 403)
    assert row.reference in body(stopped, 403), "what was typed stays"
    assert looked_up(client, row.reference) == looked_up(client, new_reference())
    assert sit(cast.SHELTER_COLLEAGUE).post(SEARCH, {"reference": row.reference}).status_code == 302


def test_the_form_that_names_a_file_is_no_second_door_to_guess_at(sit: Sit) -> None:
    """Seen red without the count there; each miss is a refusal in the audit."""
    _case, row = sent()
    own, client, join = own_file(), sit(cast.SHELTER), f"/casework/referrals/{row.pk}/file/"
    for _guess in range(20):
        assert client.post(join, {"reference": new_reference()}).status_code == 422
    assert AuditEvent.objects.filter(action="refused", code="reference").count() == 20
    assert "Wait five minutes" in body(client.post(join, {"reference": own.reference}), 422)
    assert sit(cast.SHELTER_COLLEAGUE).post(join, {"reference": own.reference}).status_code == 302


def test_the_page_of_the_search_says_that_nothing_is_confirmed_by_telephone(sit: Sit) -> None:
    client = sit(cast.SHELTER)
    for answer in (client.get(SEARCH), client.post(SEARCH, {"reference": "K7MR-2QXD"})):
        assert "Confirm nothing: neither that your desk has it, nor whose it is." in answer.content.decode()


def known(text: str) -> list[tuple[str, str]]:
    """The references and what each is of, as the page says."""
    line = re.search(r'<p class="meta" id="known">(.*?)</p>', without_islands(text))
    return re.findall(r">?(\w{4}-\w{4})(?:</a>)? \(([^)]+)\)", line[1]) if line else []


def test_the_pages_say_under_which_references_this_desk_knows_the_file(sit: Sit) -> None:
    case_id, row = sent()
    shelter, sender = sit(cast.SHELTER), sit(cast.INSPECTOR)
    theirs = Case.objects.get(pk=case_id).reference
    assert known(body(shelter.get(f"/casework/referrals/{row.pk}/"))) == []
    assert known(body(sender.get(f"/casework/referrals/{row.pk}/"))) == [(theirs, "file of your desk")]
    assert known(body(sender.get(f"/casework/cases/{case_id}/"))) == [(row.reference, "referral sent")]
    held = handed_on(row)
    assert known(body(shelter.get(f"/casework/referrals/{row.pk}/"))) == [(held.reference, "file of your desk")]
    page = body(shelter.get(f"/casework/cases/{held.pk}/"))
    assert known(page) == [(row.reference, "referral received")]
    assert f'href="/casework/referrals/{row.pk}/"' in page
    for text in (page, body(shelter.get(f"/casework/referrals/{row.pk}/"))):
        assert theirs not in text
    for text in (body(sender.get(f"/casework/referrals/{row.pk}/")), body(sender.get(f"/casework/cases/{case_id}/"))):
        assert held.reference not in text


def test_whoever_was_only_let_in_is_told_no_other_reference(sit: Sit) -> None:
    """Seen red without `holds` at the list: the guest read the reference of the referral."""
    row, own = joined_at_labour()
    page = f"/casework/cases/{own.pk}/"
    assert (row.reference, "referral received") in known(body(sit(cast.INSPECTOR).get(page)))
    guest = body(sit(cast.INSPECTOR_SOUTH).get(page))
    assert known(guest) == []
    assert row.reference not in guest


def test_a_desk_says_on_the_page_that_it_has_a_file_and_takes_it_back(sit: Sit) -> None:
    _case, row = sent()
    own = own_file()
    client, page, join = sit(cast.SHELTER), f"/casework/referrals/{row.pk}/", f"/casework/referrals/{row.pk}/file/"
    assert 'id="join-reference"' in body(client.get(page))
    wrong = body(client.post(join, {"do": "join", "reference": "K7MR-2QXD"}), 422)
    assert 'value="K7MR-2QXD"' in wrong
    assert 'href="#join-reference"' in wrong
    assert client.post(join, {"do": "join", "reference": own.reference}).headers["Location"] == page
    told = body(client.get(page))
    assert (own.reference, "file of your desk") in known(told)
    assert 'id="join-reference"' not in told
    assert "opens a file already" in body(client.post(join, {"reference": own.reference}), 409)
    assert client.post(SEARCH, {"reference": row.reference}).headers["Location"] == f"/casework/cases/{own.pk}/"
    assert client.post(join, {"do": "part"}).headers["Location"] == page
    assert client.post(SEARCH, {"reference": row.reference}).headers["Location"] == page
    assert "opens no file of your desk" in body(client.post(join, {"do": "part"}), 409)
    assert sit(cast.INSPECTOR).post(join, {"reference": own.reference}).status_code == 403
    assert sit(cast.HOSTEL).post(join, {"reference": own.reference}).status_code == 404


def paper_of(row: Referral) -> str:
    return f"/casework/referrals/{row.pk}/paper/"


def test_there_is_no_paper_without_the_question_and_a_yes(sit: Sit, monkeypatch: pytest.MonkeyPatch) -> None:
    """A no is a link, and leaves nothing. Seen red with the wish not asked for: the paper came."""
    monkeypatch.setattr(sheet_html, "render", lambda sheet, seconds: b"%PDF paper")
    _case, row = sent()
    client, at = sit(cast.INSPECTOR), paper_of(row)
    assert f'href="{at}"' in body(client.get(f"/casework/referrals/{row.pk}/"))
    asked = body(client.get(at))
    assert f'<a class="btn second" href="/casework/referrals/{row.pk}/">No paper</a>' in asked
    assert "May somebody find it" in asked
    before = AuditEvent.objects.count()
    assert body(client.post(at, {"do": "advise", "finds": "no"}), 422).count("Ask both questions") > 1
    assert "Ask both questions" in body(client.post(at, {"do": "make", "wish": "carries", "language": "ar"}), 422)
    assert "nothing speaks against taking the paper" in body(client.post(at, {"do": "advise", **SAFE}))
    assert "It is safer to carry no paper" in body(client.post(at, {"do": "advise", **RISKY}))
    assert "It is safer to carry no paper" in body(client.post(at, {"do": "advise", **SAFE, "harm": "unknown"}))
    assert "Without a yes" in body(client.post(at, {"do": "make", **SAFE, "language": "fr"}), 422)
    wants = {"do": "make", "wish": "carries", "language": "ar"}
    assert "Choose the language" in body(client.post(at, {**wants, **SAFE, "language": "x"}), 422)
    warned = body(client.post(at, {**wants, **RISKY}), 422)
    assert "say that they heard it" in warned
    assert 'value="carries" checked' in warned
    without = client.post(at, {"do": "make", **RISKY, "wish": "by_heart"})
    assert without.headers["Location"] == f"/casework/referrals/{row.pk}/"
    for yes in ({**wants, **SAFE}, {**wants, **RISKY, "heard": "yes"}):
        made = client.post(at, yes)
        assert made["Content-Disposition"] == 'attachment; filename="document.pdf"'
        assert made.content == b"%PDF paper"
    assert AuditEvent.objects.count() == before, "what was answered is kept nowhere"


@pytest.mark.parametrize(
    "who", [cast.SHELTER, cast.HOSTEL, cast.OFFICER, cast.INSPECTOR_SOUTH], ids=lambda who: who.desk_id
)
def test_only_the_desk_that_sent_it_hands_out_a_paper(sit: Sit, who: Any) -> None:
    _case, row = sent()
    client = sit(who)
    assert client.get(paper_of(row)).status_code == client.post(paper_of(row), SAFE).status_code == 404


def test_where_the_reference_opens_nothing_there_is_no_paper(sit: Sit) -> None:
    """A partner without an account looks nothing up; a referral that came back opens no help."""
    linked, _made = at_a_partner.handed_link()
    _case, row = sent()
    referrals.decline(referral_id=row.pk, reason="no_place", by=cast.SHELTER)
    client = sit(cast.INSPECTOR)
    for one in (Referral.objects.get(pk=linked), row):
        assert "There is no paper" in body(client.get(paper_of(one)), 409)
        assert "There is no paper" in body(client.post(paper_of(one), {"do": "make", **SAFE, "wish": "carries"}), 409)
        assert paper_of(one) not in body(client.get(f"/casework/referrals/{one.pk}/"))


def test_a_paper_that_cannot_be_made_is_a_sentence(sit: Sit, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(sheet: sheet_html.Sheet, *, seconds: int) -> bytes:
        raise pdf.PdfFailed("killed")

    monkeypatch.setattr(sheet_html, "render", fails)
    _case, row = sent()
    yes = {"do": "make", **SAFE, "wish": "carries", "language": "fr"}
    assert "could not be made" in body(sit(cast.INSPECTOR).post(paper_of(row), yes), 409)


SAID = {
    "fr": "Référence VQN2-FH4T À dire ou à montrer au guichet qui vous attend. Vous n’avez pas à dire pourquoi. "
    "Vous pouvez jeter ce papier à tout moment. Vous ne perdez rien.",
    "ar": "مرجع VQN2-FH4T يُذكر أو يُعرض لدى المكتب المعني. لا حاجة إلى بيان السبب. "
    "يمكن التخلص من هذه الورقة في أي وقت. لا يترتب عن ذلك شيء.",
    "en": "Reference VQN2-FH4T To be said or shown at the desk that expects you. You need not say why. "
    "You may throw this paper away at any moment. You lose nothing.",
}


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_the_paper_bears_the_reference_and_no_word_of_why(language: str) -> None:
    """Every word of it is written out here: no desk, service, kind of institution, day or name has a place."""
    sheet = reference_paper.sheet("VQN2-FH4T", language)
    html = sheet_html.write(sheet, "large")
    text = " ".join(re.sub(r"<[^>]+>", " ", html.partition("<body")[2].partition(">")[2]).split())
    said = re.sub(r"^(?:EX\w+|تمرين|\S+ / \S+ / \S+) ", "", text) if sheet.exercise else text
    assert said == SAID[language]
    assert f"<title>{sheet.title}</title>" in html
    assert (sheet.day, sheet.language) == ("", language)
    for row in services().values():
        for names in (row.names.as_dict(), row.plain.as_dict()):
            assert names[language].lower() not in said.lower()


def test_a_conference_is_named_to_a_desk_that_reads_the_referral_and_to_no_police(sit: Sit) -> None:
    """Seen red without `keeps_stories`: a police desk learnt which meeting is about whom."""
    one = conference_at_hand.with_both()
    meeting = {desk: ids.reference_of(pk) for desk, pk in Seat.objects.values_list("desk_id", "pk")}
    shelters = Referral.objects.get(case_id=one.case)
    wish = factories.wish(service="immediate_safety", to_desk_id="police-north", data_classes=("danger_now",))
    polices = factories.send_again(factories.HandedOver(one.case, "", ()), wish=wish)
    shelter = sit(cast.SHELTER)
    at = f"/casework/referrals/{shelters.pk}/"
    assert known(body(shelter.get(at))) == [(meeting["shelter"], "case conference")]
    own = own_file(identity=None)
    known_as.join(referral_id=shelters.pk, reference=own.reference, by=cast.SHELTER)
    of_own = known(body(shelter.get(f"/casework/cases/{own.pk}/")))
    assert {(shelters.reference, "referral received"), (meeting["shelter"], "case conference")} <= set(of_own)
    assert known(body(sit(cast.OFFICER).get(f"/casework/referrals/{polices}/"))) == []
    # Taken back: as on the list of its meetings, nothing is left, whyever.
    conference_at_hand.say(one, rules.REFUSED, rules.PROTECTION)
    assert "case conference" not in [what for _reference, what in known(body(shelter.get(at)))]
