"""Files on the page: added, shown for a reason, downloaded without a name, removed; nothing typed is lost."""

import errno
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from himaya.cases import rules_files
from himaya.cases.models import CaseFile
from himaya.kernel import blobs, streams
from himaya.kernel.models import AuditEvent
from himaya.web import uploads
from tests import cast, factories
from tests.pages import body
from tests.signed_in import Sit

WHY = {"purpose": "give_service"}
NAME = "Zahra Canary passport.png"


def sent(data: bytes, name: str = NAME) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, content_type="text/html")


def add(client: Client, case_id: object, data: bytes, name: str = NAME, **typed: str) -> Any:
    fields = {"file": sent(data, name), "description": "Canary certificate", **typed}
    return client.post(f"/casework/cases/{case_id}/files/add/", fields)


def test_a_file_is_added_shown_for_a_reason_and_downloaded_without_a_name(sit: Sit) -> None:
    done = factories.hand_over()
    client, path = sit(cast.INSPECTOR), f"/casework/cases/{done.case_id}/"
    assert "No file is kept" in body(client.get(path))
    assert add(client, done.case_id, factories.picture()).headers["Location"] == f"{path}files/"
    for page in (body(client.get(path)), body(client.get(f"{path}files/"))):
        assert "File 1 · Picture · 0.1 MB" in page
        assert "Canary" not in page
    shown = body(client.post(f"{path}files/", WHY))
    assert "Canary certificate" in shown
    row = CaseFile.objects.get()
    answer = client.post(f"/casework/files/{row.pk}/", WHY)
    kept = b"".join(answer.streaming_content)
    assert kept.startswith(b"\xff\xd8\xff")
    assert len(kept) == int(answer.headers["Content-Length"])
    assert answer.headers["Content-Disposition"] == 'attachment; filename="file-1.jpg"'
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "no-store"
    read = (
        AuditEvent.objects.filter(purpose="give_service")
        .exclude(action="case.read")
        .order_by("pk")
        .values_list("action", flat=True)
    )
    assert list(read) == ["files.listed", "file.read"]


@pytest.mark.parametrize(
    ("data", "name", "sentence"),
    [
        (b"PK\x03\x04", "a.zip", "neither a PDF nor a picture"),
        (factories.picture(), "a.pdf", "says one thing and its content another"),
        (factories.picture()[:40], "a.png", "cannot be read"),
        (b"", "a.png", "Choose a file"),
    ],
)
def test_what_cannot_be_kept_comes_back_with_a_sentence_and_what_was_written(
    sit: Sit, data: bytes, name: str, sentence: str
) -> None:
    done = factories.hand_over()
    page = body(add(sit(cast.INSPECTOR), done.case_id, data, name), 422)
    assert sentence in page
    assert 'value="Canary certificate"' in page
    assert "must be chosen again" in page
    assert AuditEvent.objects.filter(action="refused").count() == (1 if data else 0)


def test_a_file_that_is_too_large_is_read_to_its_end_and_refused(sit: Sit, monkeypatch: pytest.MonkeyPatch) -> None:
    done = factories.hand_over()
    made = uploads.SealedOnTheWay.__init__

    def small(self: uploads.SealedOnTheWay, request: Any, most: int) -> None:
        made(self, request, min(most, 100))

    monkeypatch.setattr(uploads.SealedOnTheWay, "__init__", small)
    page = body(add(sit(cast.INSPECTOR), done.case_id, factories.picture(side=90)), 422)
    assert "Two hundred megabytes" in page
    assert 'value="Canary certificate"' in page


def test_a_disk_that_fills_up_while_the_file_comes_loses_nothing_typed(
    sit: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object, **_named: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    done = factories.hand_over()
    client = sit(cast.INSPECTOR)
    for place, status in ((blobs.Held, 422), (streams.Sealer, 409)):
        name = "finish" if place is blobs.Held else "_seal"
        with monkeypatch.context() as here:
            if status == 409:
                here.setattr(blobs.os, "fsync", full)  # type: ignore[attr-defined]
            else:
                here.setattr(place, name, full)
            page = body(add(client, done.case_id, factories.picture()), status)
        assert "There is no room left to keep this file" in page
        assert 'value="Canary certificate"' in page
    assert not CaseFile.objects.exists()


def test_whoever_may_not_hold_the_case_sends_nothing(sit: Sit, monkeypatch: pytest.MonkeyPatch) -> None:
    done = factories.hand_over()
    monkeypatch.setattr(blobs.Held, "write", lambda *_: pytest.fail("a byte was kept"))
    for stranger in (cast.SHELTER, cast.INSPECTOR_SOUTH, cast.SECRETARY):
        assert add(sit(stranger), done.case_id, factories.picture()).status_code in (403, 404)
    assert add(Client(), done.case_id, factories.picture()).status_code == 302


def test_a_file_is_removed_with_a_reason_and_its_line_stays(sit: Sit) -> None:
    done = factories.hand_over()
    row, client = factories.case_file(done.case_id), sit(cast.INSPECTOR)
    path = f"/casework/files/{row.pk}/remove/"
    assert "File 1 · Picture" in body(client.get(path))
    assert "Choose why it is removed" in body(client.post(path), 422)
    assert client.post(path, {"reason": "wrong_person"}).status_code == 302
    assert "It is about somebody else" in body(client.get(f"/casework/cases/{done.case_id}/files/"))
    assert "A colleague removed this file already" in body(client.post(path, {"reason": "asked"}), 409)
    assert client.post(f"/casework/files/{row.pk}/", WHY).status_code == 409


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_the_files_are_there_in_the_language_of_the_desk(sit: Sit, language: str) -> None:
    done = factories.hand_over()
    factories.case_file(done.case_id)
    page = body(sit(cast.INSPECTOR, language).post(f"/casework/cases/{done.case_id}/files/", WHY))
    for english in ("Files of this case", "Download file", "Keep the file", "Picture", " MB"):
        assert english not in page
    assert rules_files.REASONS
