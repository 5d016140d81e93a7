"""Without an account, by a link: an answer, a report, evidence, a validation; and whatever is wrong looks the same."""

from datetime import timedelta
from hashlib import sha256
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from himaya.coordination import states
from himaya.coordination import states_following as following
from himaya.coordination.actions import reply_links
from himaya.coordination.models import Evidence, ProgressReport, Recommendation, ReplyLink
from himaya.kernel import clock
from himaya.kernel.models import AuditEvent
from tests import factories
from tests.rooms.coordination import at_the_table as at
from tests.rooms.coordination import following_at_hand as hand
from tests.rooms.coordination.at_the_table import SECRETARY
from tests.rooms.coordination.test_evidence import pdf
from tests.rooms.roundtable.browsing import body, sent

pytestmark = pytest.mark.capability("A9")


def link(role: str = following.SPEAKS_BY_LINK) -> tuple[ReplyLink, str]:
    kind = states.TITULAR if role == following.SPEAKS_BY_LINK else states.VALIDATING
    row, token = reply_links.make(
        institution_id="hospital", delegate_id=at.delegate("hospital", kind).pk, role=role, by=SECRETARY
    )
    return row, f"/reply/{token}/"


def typed(**changes: Any) -> dict[str, Any]:
    return {"do": "hand_in", "text": "Douze équipes formées.", "as_of": "2026-11-20", "seen": "0", **changes}


def test_the_desk_says_what_awaits_the_institutions_word_first(visitor: Client) -> None:
    hand.recommendation(lead="hospital", text_en="Reported on freely")
    hand.recommendation(following.ADDRESSED, lead="hospital", text_en="To be answered")
    hand.recommendation(lead="police", text_en="Somebody else’s")
    page = body(visitor, link()[1])
    assert "1 matter awaits your word" in page
    assert page.index("To be answered") < page.index("Reported on freely")
    assert "Somebody else’s" not in page


@pytest.mark.parametrize(("language", "words"), [("fr", 'lang="fr" dir="ltr"'), ("ar", 'lang="ar" dir="rtl"')])
def test_the_desk_is_read_in_each_language(language: str, words: str) -> None:
    hand.recommendation(lead="hospital")
    page = body(Client(headers={"accept-language": language}), link()[1])
    assert words in page
    assert hand.TEXTS[language] in page


def test_an_answer_is_given_without_an_account(visitor: Client) -> None:
    row = hand.recommendation(following.ADDRESSED, lead="hospital")
    desk = link()[1]
    page = f"{desk}{row.pk}/"
    assert "Give the answer" in body(visitor, page)
    data = {"do": "answer", "response": following.ACCEPTS_IN_PART, "revision": "0"}
    shown = sent(visitor, page, {**data, "reason": ""}, 422)
    assert "Say why it is accepted in part only" in shown
    assert sent(visitor, page, {**data, "reason": "Sans le délai."}) == f"{page}?said=answered"
    assert "Your answer is on the record" in body(visitor, f"{page}?said=answered")
    row.refresh_from_db()
    assert (row.state, row.response, row.response_how) == (following.ANSWERED, following.ACCEPTS_IN_PART, "link")
    assert AuditEvent.objects.filter(action="reply_link.used", actor_kind="link").count() == 1
    assert "sessionid" not in visitor.cookies


def test_a_report_is_handed_in_by_one_link_and_validated_by_the_other(visitor: Client) -> None:
    row = hand.recommendation(following.IN_PROGRESS, lead="hospital")
    speaks, validates = link()[1], link(following.VALIDATES_BY_LINK)[1]
    assert "Nothing awaits your word" in body(visitor, validates)
    assert sent(visitor, f"{speaks}{row.pk}/", typed(do="keep")) == f"{speaks}{row.pk}/?said=kept"
    assert "Douze équipes formées." in body(visitor, f"{speaks}{row.pk}/")
    assert sent(visitor, f"{speaks}{row.pk}/", typed(seen="1")) == f"{speaks}{row.pk}/?said=handed_in"
    assert "Validate it" not in body(visitor, f"{speaks}{row.pk}/")
    assert "purpose" in sent(visitor, f"{speaks}{row.pk}/", {"do": "validate"}, 403)
    assert "1 matter awaits your word" in body(visitor, validates)
    shown = sent(visitor, f"{validates}{row.pk}/", {"do": "send_back", "returning": ""}, 422)
    assert "Say in one sentence what is missing" in shown
    assert sent(visitor, f"{validates}{row.pk}/", {"do": "validate"}) == f"{validates}{row.pk}/?said=validated"
    report = ProgressReport.objects.get()
    assert (report.state, report.how, report.validated_how) == (following.VALIDATED, "link", "link")


def test_what_was_typed_is_kept_when_it_is_refused(visitor: Client) -> None:
    row = hand.recommendation(lead="hospital")
    page = f"{link()[1]}{row.pk}/"
    shown = sent(visitor, page, typed(text="Appeler +212 661 22 33 44"), 422)
    assert "a telephone number" in shown
    assert "Appeler +212 661 22 33 44" in shown
    assert sent(visitor, page, typed(do="keep")) == f"{page}?said=kept"
    shown = sent(visitor, page, typed(text="D’une page ancienne."), 409)
    assert "was written since the page was opened" in shown
    assert "D’une page ancienne." in shown
    assert "Douze équipes formées." in shown
    assert sent(visitor, page, typed(do="keep", text="Les deux ensemble.", seen="1")) == f"{page}?said=kept"
    # What is refused elsewhere on the page leaves the draft in its form.
    shown = sent(visitor, f"{page}evidence/", {"title": "Circulaire 12"}, 422)
    assert "Les deux ensemble." in shown
    assert sent(visitor, page, typed(seen="2")) == f"{page}?said=handed_in"
    assert "Une heure de travail." in sent(visitor, page, typed(text="Une heure de travail."), 409)


def test_a_link_validates_what_its_page_showed(visitor: Client) -> None:
    row = hand.recommendation(following.IN_PROGRESS, lead="hospital")
    speaks, validates = link()[1], link(following.VALIDATES_BY_LINK)[1]
    sent(visitor, f"{speaks}{row.pk}/", typed())
    first = ProgressReport.objects.get()
    shown = body(visitor, f"{validates}{row.pk}/")
    assert f'name="report" value="{first.pk}"' in shown
    sent(visitor, f"{speaks}{row.pk}/", {"do": "withdraw"})
    sent(visitor, f"{speaks}{row.pk}/", typed(text="Un tout autre texte."))
    old = {"do": "validate", "report": str(first.pk), "seen": "2"}
    assert "Un tout autre texte." in sent(visitor, f"{validates}{row.pk}/", old, 409)
    now = ProgressReport.objects.exclude(pk=first.pk).get()
    assert now.state == following.REPORT_SUBMITTED
    assert sent(visitor, f"{validates}{row.pk}/", {**old, "report": str(now.pk)}).endswith("?said=validated")


def test_evidence_is_given_and_read_by_link(visitor: Client) -> None:
    row, desk = hand.recommendation(lead="hospital"), link()[1]
    data = {"kind": "circular", "title": "Circulaire 12", "dated_on": "2026-11-01", "confidentiality": "secretariat"}
    give = f"{desk}{row.pk}/evidence/"
    assert "Circulaire 12" in sent(visitor, give, data, 422)
    upload = SimpleUploadedFile("Jean Dupont.pdf", pdf(), content_type="application/pdf")
    assert sent(visitor, give, {**data, "file": upload}) == f"{desk}{row.pk}/?said=evidence"
    found = Evidence.objects.get()
    assert found.institution_id == "hospital"
    answer = visitor.get(f"{desk}evidence/{found.pk}/")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="evidence.pdf"'
    assert sha256(answer.content).hexdigest() == found.sha256
    assert AuditEvent.objects.filter(action="evidence.read", object_id=str(found.pk)).count() == 1
    others = hand.evidence(row, institution="daw", confidentiality=following.TO_SECRETARIAT)
    assert visitor.get(f"{desk}evidence/{others.pk}/").status_code == 404


def test_whatever_is_wrong_with_an_address_looks_the_same(visitor: Client) -> None:
    row = hand.recommendation(lead="hospital")
    revoked, gone = link()
    _kept, desk = link()
    reply_links.revoke(link_id=revoked.pk, by=SECRETARY)
    last = "a" if desk[-2] != "a" else "b"
    pages = {body(visitor, one, 404).replace(one, "") for one in (gone, f"{desk[:-2]}{last}/", "/reply/x/")}
    pages |= {body(visitor, f"{gone}{row.pk}/", 404).replace(f"{gone}{row.pk}/", "")}
    with clock.stopped(factories.TUESDAY + timedelta(days=31)):
        pages.add(body(visitor, desk, 404).replace(desk, ""))
    tidy = {page.split("<main")[1].split("</main>")[0] for page in pages}
    assert len(tidy) == 1
    assert "This link is no longer valid" in tidy.pop()


def test_a_link_opens_nothing_of_others_and_nothing_else_of_the_house(visitor: Client) -> None:
    desk = link()[1]
    others = hand.recommendation(lead="police")
    quiet = hand.recommendation(following.FORMULATED, lead="hospital")
    for row in (others, quiet):
        assert visitor.get(f"{desk}{row.pk}/").status_code == 404
    assert visitor.get("/round-tables/recommendations/").status_code == 302


def test_a_page_leaks_its_address_to_nobody(visitor: Client) -> None:
    answer = visitor.get(link()[1])
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "noindex" in answer.content.decode()
    assert at.delegate("hospital").name_latin not in answer.content.decode()


def test_a_form_without_its_token_is_refused() -> None:
    row = hand.recommendation(lead="hospital")
    strict = Client(enforce_csrf_checks=True, headers={"accept-language": "en"})
    desk = link()[1]
    assert strict.post(f"{desk}{row.pk}/", typed()).status_code == 403
    assert strict.post(f"{desk}{row.pk}/evidence/", {}).status_code == 403
    assert not ProgressReport.objects.exists()
    assert Recommendation.objects.get(pk=row.pk).state == following.ANSWERED
