"""Requests that no browser sends: each gets a page with a sentence, and leaves nothing in a folder or in the log."""

import http.client
import io
import logging
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.test import Client
from gunicorn.config import Config

from himaya.config.server_log import ServerLog
from himaya.kernel import clock
from himaya.kernel.models import AuditEvent
from himaya.ops import serve
from tests import factories
from tests.running import Live
from tests.security import stage
from tests.security.matrix.rows import CASE
from tests.security.stage import Stage

FORM = "application/x-www-form-urlencoded"
EDGE = "multipart/form-data; boundary=E"
A_FILE = b'--E\r\nContent-Disposition: form-data; name="f"; filename="x"\r\n\r\n\r\n'
MANY_FILES = A_FILE * 101 + b"--E--\r\n"


@pytest.fixture(name="visitor")
def _visitor(db: None) -> Client:
    """Somebody without an account, whose browser holds the token of a page; a fault is a page for them too."""
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.get("/account/in/")
    return client


def token(client: Client) -> str:
    return str(client.get("/account/in/").context["csrf_token"])


@pytest.mark.parametrize("field", ["username", "password", "code", "carry", "next", "odd\0name"])
def test_a_nul_in_any_field_is_refused_in_a_sentence_on_every_database(visitor: Client, field: str) -> None:
    """Seen red on PostgreSQL before `Typed`: a NUL in the name at the door was a fault, with 500."""
    typed = {"csrfmiddlewaretoken": token(visitor), "username": "ward-night", "password": "x", field: "a\0b"}
    answer = visitor.post("/account/in/", "&".join(f"{name}={said}" for name, said in typed.items()), FORM)
    assert answer.status_code == 400
    assert "<html" in answer.content.decode()
    assert AuditEvent.objects.filter(action="refused", code="not_text").count() == 1


def test_a_nul_in_an_address_is_refused_too(visitor: Client) -> None:
    assert visitor.get("/account/in/?next=%00").status_code == 400
    assert visitor.get("/%00").status_code == 404


def test_a_nul_as_part_of_an_address_is_no_address(visitor: Client) -> None:
    """Seen red on PostgreSQL: the code of a test in the address was a fault, with 500."""
    answer = visitor.get("/training/test/%00/")
    assert answer.status_code == 404
    assert AuditEvent.objects.filter(action="refused", code="NotFound").count() == 1


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (f"{FORM}; charset=utf-32", b"a=%ff"),
        (EDGE, b"no edge at all"),
        ("multipart/form-data", b"x"),
        ("multipart/form-data; boundary=", b"x"),
        (FORM, b"&".join(b"f%d=1" % number for number in range(401))),
        (FORM, b"a=" + b"b" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)),
        (EDGE, MANY_FILES),
    ],
)
def test_a_body_that_cannot_be_read_gets_a_page_and_no_fault(visitor: Client, kind: str, body: bytes) -> None:
    """Seen red with Django's own page for malformed requests: it read the form again, and fell over its charset."""
    answer = visitor.post("/account/in/", body, kind)
    assert answer.status_code in (400, 403)
    assert "<html" in answer.content.decode()


def test_a_host_that_is_not_ours_gets_the_same_page(visitor: Client) -> None:
    for host in ("evil.example", "localhost:1@evil.example"):
        assert visitor.get("/", HTTP_HOST=host).status_code == 400
    page = visitor.get("/account/in/", HTTP_X_FORWARDED_HOST="evil.example")
    assert page.status_code == 200
    assert "evil.example" not in page.content.decode()


def test_a_file_that_no_form_awaits_lies_nowhere(visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Seen red with Django's handlers: from 2.5 MB on the file lay in a folder, from anybody and of any size."""
    kept: list[object] = []
    monkeypatch.setattr(TemporaryFileUploadHandler, "new_file", lambda *a, **k: kept.append("folder"))
    monkeypatch.setattr(tempfile, "NamedTemporaryFile", lambda *a, **k: kept.append("folder"))
    sent = io.BytesIO(b"A" * 3_000_000)
    sent.name = "a.bin"
    fields = {"csrfmiddlewaretoken": token(visitor), "f": sent, "username": "nobody", "password": "x"}
    answer = visitor.post("/account/in/", fields)
    assert answer.status_code == 422
    assert answer.wsgi_request.FILES == {}
    assert kept == []


def test_beside_a_file_a_nul_is_refused_as_well(staged: Stage) -> None:
    """Seen red without the check in `uploads._received_by`."""
    holder = staged["case_manager@own"]
    address = f"/casework/cases/{staged.things[CASE]}/files/add/"
    said = {"instance": "x", "description": "a\0b", "kind": "other"}
    assert holder.ask(address, "POST", said).status_code == 400


@pytest.fixture(name="staged")
def _staged(db: None) -> Iterator[Stage]:
    with clock.stopped(factories.TUESDAY):
        yield stage.set_up()


def test_the_log_of_the_server_names_no_page_and_no_caller() -> None:
    """Seen red with gunicorn's own format: it writes the whole address of a page at which something failed, and who
    sent what it could not read. The address of a reply link is its secret."""
    log, lines = ServerLog(Config()), io.StringIO()
    log.error_log.handlers[0].setStream(lines)  # type: ignore[attr-defined]
    log.error_log.setLevel(logging.WARNING)
    log.warning("Invalid request from ip=203.0.113.9: limit request headers fields size")
    log.error("Worker pid:%s was sent %s", 17, "SIGKILL")
    try:
        raise ValueError("/reply/secret")
    except ValueError:
        log.exception("Error handling request %s", "/reply/secret")
    said = lines.getvalue()
    assert not any(word in said for word in ("203.0.113.9", "secret", "SIGKILL"))
    assert "Worker pid:%s was sent" in said
    # With the distance to UTC: lines of two machines are put in one order.
    assert all(re.match(r"\d{4}-\d\d-\d\dT[\d:]{8}[+-]\d{4} ", line) for line in said.splitlines())
    assert "Error handling request %s ValueError" in said
    assert all("himaya.config.server_log.ServerLog" in child.command for child in web_servers())


def web_servers() -> list[serve.Child]:
    return [one for one in serve.children(8000, Path("/nowhere")) if one.name in ("web", "public")]


@pytest.mark.deep("a minute: processes of an installation")
def test_the_relay_to_the_public_process_takes_any_address(live: Live) -> None:
    """Seen red without `quote`: an address with a space or an accent was a fault of the relay."""
    for rest in ("a%20b", "%C3%A9", "%0d%0aX-A:%20b", "..%2f..%2faccount%2fin%2f"):
        link = http.client.HTTPConnection(live.url.removeprefix("http://"), timeout=10)
        link.request("GET", f"/public/{rest}")
        assert link.getresponse().status == 404, rest
        link.close()
