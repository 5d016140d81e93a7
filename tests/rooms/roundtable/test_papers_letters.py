"""The pages of letters: a register, a proposed text, one number once, and a scan that is never written to a disk."""

import tempfile
from io import BytesIO
from typing import Any

import pytest
from django.core.files import uploadhandler
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from himaya.adapters.scans import MAX_BYTES
from himaya.coordination import states
from himaya.coordination.models import Cycle, Letter, LetterScan
from himaya.kernel import clock
from himaya.kernel.models import AuditEvent
from tests.pages import body
from tests.rooms.coordination import at_the_table as at
from tests.rooms.coordination import papers_at_hand as hand
from tests.rooms.coordination.test_letters import picture
from tests.signed_in import Sit

pytestmark = pytest.mark.capability("A0")


def of_cycle(cycle: Cycle, *more: str) -> str:
    return f"/round-tables/cycles/{cycle.pk}/letters/" + "".join(f"{part}/" for part in more)


def of(letter: Letter, *more: str) -> str:
    return f"/round-tables/letters/{letter.pk}/" + "".join(f"{part}/" for part in more)


def coming_in(client: Client, cycle: Cycle, scan: bytes | None, **changes: str) -> Any:
    typed: dict[str, Any] = {
        "institution": "justice",
        "kind": "designation",
        "number": "44/MJ",
        "dated_on": clock.today().isoformat(),
        "received_on": clock.today().isoformat(),
        "subject_fr": "Désignation d’un point focal",
        **changes,
    }
    if scan is not None:
        typed["scan"] = SimpleUploadedFile("Zahra Canary.pdf", scan, content_type="application/pdf")
    return client.post(of_cycle(cycle, "in"), typed)


def test_a_kind_proposes_a_text_in_both_languages_and_it_is_kept(sit: Sit) -> None:
    cycle = at.cycle()
    client = sit(at.SECRETARY)
    shown = body(client.get(of_cycle(cycle, "new"), {"kind": "designation", "institution": "hospital"}))
    assert "Désignation d’un point focal" in shown
    assert "تعيين نقطة اتصال" in shown
    typed = {
        "kind": "designation",
        "institution": "hospital",
        "table": "",
        "dated_on": "2026-11-24",
        "through": "",
        "subject_fr": "Désignation",
        "subject_ar": "",
        "body_fr": "Texte",
        "body_ar": "",
    }
    wrong = body(client.post(of_cycle(cycle, "new"), {**typed, "subject_fr": "", "body_fr": "Texte gardé"}), 422)
    assert "Texte gardé" in wrong
    assert client.post(of_cycle(cycle, "new"), typed).status_code == 302
    assert Letter.objects.get().kind == "designation"


def test_a_number_used_twice_gets_a_sentence_and_what_was_typed_stays(sit: Sit) -> None:
    cycle = at.cycle()
    hand.letter(cycle, number="12", state=states.SENT, institution_id="justice")
    letter = hand.letter(cycle)
    shown = body(sit(at.SECRETARY).post(of(letter), {"do": "number", "number": "12"}), 422)
    assert "to the letter of 24 November 2026 to justice" in shown
    assert 'value="12"' in shown


def test_a_letter_is_numbered_cleared_sent_and_received_on_its_page(sit: Sit) -> None:
    letter = hand.letter()
    client, today = sit(at.SECRETARY), clock.today().isoformat()
    steps = (
        {"do": "change", "dated_on": today, "subject_fr": "Autre", "body_fr": "Texte", "through": "Cabinet"},
        {"do": "number", "number": "12/SP"},
        {"do": "clear", "visa": "Le secrétaire permanent", "clear_on": today},
        {"do": "send", "send_on": today},
        {"do": "acknowledge", "acknowledge_on": today},
    )
    for step in steps:
        assert client.post(of(letter), step).status_code == 302, step
        body(client.get(of(letter)))
    letter.refresh_from_db()
    assert (letter.state, letter.through, letter.visa) == (states.RECEIVED, "Cabinet", "Le secrétaire permanent")
    told = body(client.post(of(letter), {"do": "send", "send_on": today}), 409)
    assert "has been received" in told


def test_an_institution_reads_a_letter_to_it_once_it_was_sent(sit: Sit) -> None:
    cycle = at.cycle()
    draft, sent = hand.letter(cycle), hand.letter(cycle, number="3", state=states.SENT)
    client = sit(at.HEALTH)
    body(client.get(of(draft)), 404)
    assert "J’ai l’honneur" in body(client.get(of(sent)))
    listed = body(client.get(of_cycle(cycle)))
    assert str(sent.pk) in listed
    assert str(draft.pk) not in listed
    body(sit(at.LABOUR).get(of(sent)), 404)
    body(client.post(of(sent), {"do": "drop"}), 403)


def test_a_letter_comes_in_with_its_scan_sealed(sit: Sit) -> None:
    cycle = at.cycle()
    client = sit(at.SECRETARY)
    assert coming_in(client, cycle, picture()).status_code == 302
    letter = Letter.objects.get()
    scan = LetterScan.objects.get(letter=letter)
    assert scan.kind == "jpeg"
    page = body(client.get(of(letter)))
    assert "Open the scan" in page
    assert "Zahra" not in page
    body(client.get(of(letter, "scan", "file")), 405)
    body(client.post(of(letter, "scan", "file"), {"purpose": "curiosity"}), 422)
    opened = client.post(of(letter, "scan", "file"), {"purpose": "check_letter"})
    assert opened.content.startswith(b"\xff\xd8\xff")
    assert opened.headers["Content-Disposition"] == 'attachment; filename="scan.jpg"'
    assert opened.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in opened.headers["Content-Security-Policy"]
    assert AuditEvent.objects.get(action="scan.read").purpose == "check_letter"
    body(sit(at.HEALTH).post(of(letter, "scan", "file"), {"purpose": "check_letter"}), 403)


def test_a_scan_of_forty_megabytes_gets_a_sentence_and_nothing_typed_is_lost(
    sit: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_file(*_all: object, **_named: object) -> None:
        raise AssertionError("a temporary file was opened")

    for handler in (uploadhandler.TemporaryFileUploadHandler, uploadhandler.MemoryFileUploadHandler):
        monkeypatch.setattr(handler, "new_file", no_file)
    for name in ("NamedTemporaryFile", "TemporaryFile", "SpooledTemporaryFile", "mkstemp"):
        monkeypatch.setattr(tempfile, name, no_file)
    cycle = at.cycle()
    answer = coming_in(sit(at.SECRETARY), cycle, bytes(40 * 1024 * 1024))
    shown = body(answer, 422)
    assert "This scan is too large" in shown
    assert 'value="44/MJ"' in shown
    assert "Désignation d’un point focal" in shown
    assert not Letter.objects.exists()


def test_a_scan_of_just_the_bound_is_read_and_one_byte_more_is_not(sit: Sit) -> None:
    letter = hand.letter(number="5", state=states.SENT)
    client = sit(at.SECRETARY)
    for size, sentence in ((MAX_BYTES, "neither a PDF nor a picture"), (MAX_BYTES + 1, "too large")):
        sent = SimpleUploadedFile("scan.pdf", b"x" * size)
        assert sentence in body(client.post(of(letter, "scan"), {"scan": sent}), 422)
    assert "Choose the scan" in body(client.post(of(letter, "scan"), {}), 422)
    assert client.post(of(letter, "scan"), {"scan": BytesIO(picture())}).status_code == 302
    assert client.post(of(letter, "scan"), {"do": "remove"}).status_code == 302
    assert not LetterScan.objects.exists()


def test_a_scan_from_elsewhere_or_from_nobody_is_not_read(sit: Sit) -> None:
    letter = hand.letter(number="5", state=states.SENT)
    sent = {"scan": SimpleUploadedFile("scan.jpg", picture())}
    assert Client().post(of(letter, "scan"), sent).status_code == 302
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = sit(at.SECRETARY).cookies
    assert strict.post(of(letter, "scan"), {"scan": SimpleUploadedFile("scan.jpg", picture())}).status_code == 403
    assert not LetterScan.objects.exists()
