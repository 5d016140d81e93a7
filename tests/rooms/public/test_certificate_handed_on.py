"""The check of a certificate as the embedded mode hands it on: the caller's place goes along, the headers come back."""

import socketserver
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest
from django.test import Client, override_settings

pytestmark = [pytest.mark.capability("G3"), pytest.mark.django_db]


class _Answering(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        self.server.asked.append(self.headers.get("X-Forwarded-For", ""))  # type: ignore[attr-defined]
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("X-Robots-Tag", "noindex, nofollow")
        self.send_header("Set-Cookie", "a=b")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def address_string(self) -> str:
        return "a socket file"

    def log_message(self, *_said: Any) -> None:
        """Nothing is noted."""


@pytest.fixture(name="asked")
def _asked(tmp_path: Path) -> Iterator[list[str]]:
    file = tmp_path / "public.sock"
    with socketserver.UnixStreamServer(str(file), _Answering) as server:
        server.asked = []  # type: ignore[attr-defined]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        with override_settings(HIMAYA_HOME=str(tmp_path), DEMO=True):
            yield server.asked  # type: ignore[attr-defined]
        server.shutdown()
        thread.join()


def test_each_caller_keeps_their_place_and_no_search_engine_is_invited(asked: list[str]) -> None:
    answer = Client().post(
        "/public/fr/certificates/", {"code": "x"}, REMOTE_ADDR="192.0.2.7", HTTP_X_FORWARDED_FOR="203.0.113.5"
    )
    assert answer.status_code == 200
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert "a" not in answer.cookies
    assert asked == ["192.0.2.7"]
