"""Agreements made whole in the browser: read together, a child, a consulate, without agreement, told and proved."""

from pathlib import Path
from typing import Any

import pytest

from himaya.cases import consent_content
from himaya.cases.models import Case, Consent, Referral, SharingException
from himaya.institutions.content_reader import content_root
from himaya.kernel import clock
from tests import cast, factories
from tests.pages import body
from tests.signed_in import Sit

pytestmark = pytest.mark.capability("E1")

ASKED: dict[str, Any] = {"to": "desk:lawyers", "data_classes": ["needs", "signs"], "language": "ary"}
SAID: dict[str, Any] = {**ASKED, "interpreter": "none", "mode": "spoken", "until": ""}


def at(case: Case, more: str = "") -> str:
    return f"/casework/cases/{case.pk}/consents/{more}"


def test_it_is_read_together_in_the_persons_words_before_the_answer(
    sit: Sit, case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Asking, reading, answering: what was chosen goes along, the answer never, and no name stands there."""
    client = sit(cast.INSPECTOR)
    assert 'formaction="' + at(case, "read/") in body(client.get(at(case, "write/")))
    page = body(client.post(at(case, "read/"), SAID))
    for words in (
        "Desk lawyers",
        "ما تحتاجون إليه، وليس قصتكم.",
        "Chnu khassek",
        "#needs".replace("needs", "list"),
        "The register says nothing of this institution yet",
        "not known yet",
    ):
        assert words in page, words
    assert "Zahra" not in page
    assert "<audio" not in page
    fields = {name: value for name, value in SAID.items() if name != "until"}
    for name, value in fields.items():
        for one in value if isinstance(value, list) else [value]:
            assert f'<input type="hidden" name="{name}" value="{one}">' in page
    form = body(client.post(at(case, "write/"), {**SAID, "begin": "yes"}))
    assert '<option value="desk:lawyers" selected>' in form
    assert "checked" not in form.split('id="consent-answer"')[1].split("</fieldset>")[0]
    assert 'class="errors"' not in form
    # A no is one tap from here.
    client.post(at(case, "write/"), {**SAID, "answer": "refused"})
    assert Consent.objects.get(recipient="lawyers").word == "refused"
    # What is missing leads back to the form, with everything still there.
    again = body(client.post(at(case, "read/"), {**SAID, "to": ""}), 422)
    assert 'href="#to"' in again
    assert 'value="signs" checked' in again
    # Where somebody placed a recording, it is offered; nothing else is ever served.
    sound = tmp_path / "audio" / "ary" / "ask.ogg"
    sound.parent.mkdir(parents=True)
    sound.write_bytes(b"OggS")
    for file in ("consent_texts.yaml", "data_classes.yaml"):
        (tmp_path / file).write_bytes((content_root() / file).read_bytes())
    consent_content.texts()
    monkeypatch.setattr(consent_content, "content_root", lambda: tmp_path)
    page = body(client.post(at(case, "read/"), SAID))
    assert page.count("<audio") == 1
    heard = client.get("/casework/recordings/ary/ask/")
    assert (heard["Content-Type"], b"".join(heard.streaming_content)) == ("audio/ogg", b"OggS")  # type: ignore[arg-type]
    assert client.get("/casework/recordings/fr/ask/").status_code == 404
    # What was recorded for an adult in French is not played to a child, who reads another text.
    sound.parent.rename(tmp_path / "audio" / "fr")
    french = {**SAID, "language": "fr"}
    assert body(client.post(at(case, "read/"), french)).count("<audio") == 1
    Case.objects.filter(pk=case.pk).update(age_group="maybe_child")
    assert "<audio" not in body(client.post(at(case, "read/"), french))


def test_a_withdrawal_stops_the_other_desks_open_page_at_once_and_is_read_there_and_proved(
    sit: Sit, case: Case
) -> None:
    """Two browsers. Seen red with the notice left out of the inbox."""
    ours, theirs = sit(cast.INSPECTOR), sit(cast.SHELTER)
    referral = Referral.objects.get()
    url = f"/casework/referrals/{referral.pk}/"
    assert "Zahra" in body(theirs.post(url, {"purpose": "give_service"}))
    line = Consent.objects.get()
    ours.post(at(case, f"{line.pk}/withdraw/"))
    after = body(theirs.post(url, {"purpose": "give_service"}))
    assert "Zahra" not in after
    assert "has not said yet that it has read it" in body(ours.get(at(case)))
    read = f"/casework/withdrawals/{referral.pk}/read/"
    assert read in body(theirs.get("/casework/"))
    assert theirs.post(read).headers["Location"] == "/casework/"
    assert read not in body(theirs.get("/casework/"))
    assert theirs.post(read).status_code == 409
    assert sit(cast.NURSE).post(read).status_code == 404
    assert "has read it" in body(ours.get(at(case)))
    back = Consent.objects.get(word="withdrawn")
    paper = body(ours.post(at(case, f"{back.pk}/proof/"), {"language": "ar"}))
    assert 'lang="ar" dir="rtl"' in paper
    assert "statement-of-withdrawal" in paper
    for secret in ("Zahra", "shelter", case.reference):
        assert secret not in paper.split('class="sheet"')[1]
    paper = body(ours.post(at(case, f"{back.pk}/proof/"), {"language": "en", "desks": "yes", "name": "yes"}))
    assert "Desk shelter" in paper
    assert "Name, written by hand" in paper
    assert ours.post(at(case, f"{line.pk}/proof/")).status_code == 404
    # The officer of protection verifies the lines.
    officer = sit(cast.actor("inspector", "labour-north", "front_line"))
    assert officer.post("/oversight/certificates/", {"lines": "x"}).status_code == 403


def test_a_child_and_a_consulate_are_asked_what_protects_them(sit: Sit, case: Case) -> None:
    client = sit(cast.INSPECTOR)
    page = body(client.get(at(case, "write/")))
    assert 'name="assent"' not in page
    assert 'name="fears"' not in page
    cast.consulate()
    assert 'name="fears"' in body(client.get(at(case, "write/")))
    consulate = {**SAID, "to": "desk:consulate", "answer": "given"}
    assert 'href="#consent-fears"' in body(client.post(at(case, "write/"), consulate), 422)
    assert "Are you afraid" in body(client.post(at(case, "read/"), {**consulate, "language": "en"}))
    assert "Vous pouvez dire non." in body(client.post(at(case, "read/"), {**SAID, "language": "fr"}))
    page = body(client.post(at(case, "write/"), {**consulate, "fears": "yes"}), 409)
    assert 'name="fears" value="yes" checked' in page
    client.post(at(case, "write/"), {**consulate, "fears": "no"})
    page = body(client.get(at(case)))
    assert "for one contact" in page
    line = Consent.objects.get(recipient="consulate")
    client.post(at(case, f"{line.pk}/used/"))
    assert "Used: the contact was made" in body(client.get(at(case)))
    assert client.post(at(case, f"{line.pk}/used/")).status_code == 409
    Case.objects.filter(pk=case.pk).update(age_group="maybe_child")
    page = body(client.post(at(case, "write/"), {**SAID, "answer": "given", "assent": "no", "guardian": "none"}), 409)
    assert 'href="#consent-assent"' in page
    assert 'name="assent" value="no" checked' in page
    assert "under 18" in body(client.post(at(case, "read/"), {**SAID, "language": "en"}))
    page = body(client.post(at(case, "read/"), {**SAID, "language": "fr"}))
    assert "Tu peux dire non." in page
    assert "Vous pouvez dire non." not in page
    page = body(client.post(at(case, "read/"), {**SAID, "language": "ar"}))
    assert "نسألك هل" in page
    assert "نسألكم" not in page
    client.post(at(case, "write/"), {**SAID, "answer": "given", "assent": "yes", "guardian": "none"})
    assert "The child agrees · There is no guardian" in body(client.get(at(case)))


def test_without_agreement_a_second_person_confirms_and_the_news_is_owed_until_told(sit: Sit, case: Case) -> None:
    ours, lead = sit(cast.INSPECTOR), sit(cast.LABOUR_LEAD)
    page = body(ours.get(at(case, "without/")))
    assert page.count("To be verified") == 3
    said = {"to": "desk:lawyers", "data_classes": ["danger_now"], "ground": "danger", "notice": "to_tell"}
    said["day"] = "2026-11-30"
    wrong = body(ours.post(at(case, "without/"), {**said, "ground": "public_task"}), 422)
    assert 'href="#without-ground"' in wrong
    assert 'value="danger_now" checked' in wrong
    assert 'value="2026-11-30"' in wrong
    assert ours.post(at(case, "without/"), said).headers["Location"] == at(case)
    row = SharingException.objects.get()
    one = at(case, f"without/{row.pk}/")
    page = body(ours.get(at(case)))
    assert "A second person confirms" in page
    assert f"{one}confirm/" not in page
    assert ours.post(f"{one}confirm/").status_code == 403
    assert f"{one}confirm/" in body(lead.get(at(case)))
    lead.post(f"{one}confirm/")
    assert "The person was told today" in body(ours.get(at(case)))
    late = body(ours.post(f"{one}put_off/", {"notice": "not_told", "day": "2027-12-01", "reason": "not_alone"}), 422)
    assert 'value="2027-12-01"' in late
    ours.post(f"{one}put_off/", {"notice": "not_told", "day": "2026-12-01", "reason": "not_alone"})
    with clock.stopped(factories.TUESDAY.replace(month=12, day=2)):
        assert "This day is over" in body(sit(cast.INSPECTOR).get(at(case)))
    ours.post(f"{one}tell/")
    assert "The person was told today" not in body(ours.get(at(case)))
    assert ours.post(f"{one}erase/").status_code == 404
    assert sit(cast.SHELTER).post(f"{one}confirm/").status_code == 404


def test_what_ends_soon_stands_above_and_every_page_speaks_the_desks_language(sit: Sit, case: Case) -> None:
    client = sit(cast.INSPECTOR)
    client.post(at(case, "write/"), {**SAID, "answer": "given", "until": "2026-12-08"})
    assert "Ends soon" in body(client.get(at(case)))
    client.post(at(case, "write/"), {**SAID, "answer": "given", "until": "2026-12-09"})
    assert "Ends soon" not in body(client.get(at(case)))
    for language, title in (("fr", "Lire avec la personne"), ("ar", "القراءة مع الشخص")):
        there = sit(cast.INSPECTOR, language)
        page = body(there.post(at(case, "read/"), SAID))
        assert title in page
        pages = [page, body(there.get(at(case, "without/"))), body(there.get(at(case)))]
        for english in ("Read it with", "Under which rules", "Without agreement", "You decide", "Ends soon"):
            assert not any(english in one for one in pages), english
