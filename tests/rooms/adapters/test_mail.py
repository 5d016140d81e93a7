"""Mail: none leaves without a listed host, an invitation is one that programs understand, and the way is encrypted."""

import socket
import subprocess
import sys
from email.message import EmailMessage
from pathlib import Path

import pytest
from django.core import mail as outbox
from pytest_django.fixtures import Settings

from himaya.adapters import mail
from himaya.config import mailer
from tests.running import plain_environment

ICS = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nSUMMARY:الاجتماع\r\nEND:VCALENDAR\r\n".encode()


@pytest.fixture
def listed(settings: Settings) -> None:
    settings.HIMAYA_MAIL_HOST = "mail.example.org:587"
    settings.HIMAYA_MAIL_FROM = "noreply@example.org"


def send(**more: str) -> EmailMessage:
    words = {"to": "a@example.org", "subject": "Invitation", "body": "دعوة إلى اجتماع"} | more
    mail.send(attachment=ICS, method="REQUEST", **words)
    (sent,) = outbox.outbox
    return sent.message()  # type: ignore[no-any-return]


def test_without_a_host_nothing_leaves() -> None:
    assert not mail.host_listed()
    with pytest.raises(mail.NoMailHost):
        send()
    assert outbox.outbox == []


@pytest.mark.usefixtures("listed")
def test_an_invitation_has_a_text_and_a_calendar_part_with_its_method() -> None:
    sent = send()
    assert (sent["To"], sent["From"], sent["Subject"]) == ("a@example.org", "noreply@example.org", "Invitation")
    assert sent["Auto-Submitted"] == "auto-generated"
    assert sent.get_content_type() == "multipart/alternative"
    text, calendar = sent.iter_parts()
    assert text.get_content().strip() == "دعوة إلى اجتماع"
    assert calendar.get_content_type() == "text/calendar"
    assert dict(calendar["Content-Type"].params) == {"method": "REQUEST", "charset": "utf-8"}
    assert calendar.get_payload(decode=True) == ICS


@pytest.mark.usefixtures("listed")
def test_a_reminder_needs_no_calendar_part() -> None:
    mail.send(to="a@example.org", subject="Rappel", body="Une réponse est attendue.")
    assert outbox.outbox[0].message().get_content_type() == "text/plain"


@pytest.mark.usefixtures("listed")
@pytest.mark.parametrize("field", ["to", "subject"])
def test_a_line_break_adds_no_header(field: str) -> None:
    with pytest.raises(ValueError, match="."):
        send(**{field: "a@example.org\r\nBcc: b@example.org"})


def test_a_host_that_does_not_answer_fails_without_telling_whom_it_was_for(settings: Settings) -> None:
    with socket.socket() as taken:
        # Bound and not listening: refused at once.
        taken.bind(("127.0.0.1", 0))
        settings.HIMAYA_MAIL_HOST = f"127.0.0.1:{taken.getsockname()[1]}"
        settings.MAILERS = {"default": mailer.from_address(settings.HIMAYA_MAIL_HOST, user="", password_file="")}
        with pytest.raises(mail.MailFailed) as failure:
            mail.send(to="a@example.org", subject="x", body="x")
    assert "example" not in str(failure.value)
    assert failure.value.__cause__ is None


@pytest.mark.parametrize(
    ("address", "host", "port", "starttls", "tls"),
    [
        ("mail.example.org", "mail.example.org", 587, True, False),
        ("mail.example.org:25", "mail.example.org", 25, True, False),
        ("mail.example.org:465", "mail.example.org", 465, False, True),
        ("localhost", "localhost", 25, False, False),
        ("127.0.0.1:2525", "127.0.0.1", 2525, False, False),
        ("[::1]:2525", "::1", 2525, False, False),
        ("[2001:db8::5]", "2001:db8::5", 587, True, False),
    ],
)
def test_the_way_to_a_host_is_encrypted_unless_it_is_this_machine(
    address: str, host: str, port: int, starttls: bool, tls: bool
) -> None:
    options = mailer.from_address(address, user="", password_file="")["OPTIONS"]
    assert (options["host"], options["port"]) == (host, port)
    assert (options["use_tls"], options["use_ssl"]) == (starttls, tls)


def test_the_password_comes_from_a_file(tmp_path: Path) -> None:
    secret = tmp_path / "mail"
    secret.write_text("wort\n")
    options = mailer.from_address("mail.example.org", user="himaya", password_file=str(secret))["OPTIONS"]
    assert (options["username"], options["password"]) == ("himaya", "wort")


def test_without_a_host_mail_stays_in_memory() -> None:
    assert mailer.from_address("", user="", password_file="")["BACKEND"].endswith("locmem.EmailBackend")


LISTED = "from himaya.config import settings as s; print(s.HIMAYA_MAIL_HOST, s.HIMAYA_MAIL_FROM, s.HIMAYA_ADDRESS)"


@pytest.mark.parametrize(
    ("mode", "said"), [("demo", " noreply@"), ("production", "mail.example noreply@h.example https://h.example")]
)
def test_in_an_exercise_no_host_is_listed_whatever_the_environment_says(mode: str, said: str) -> None:
    env = plain_environment(HIMAYA_MODE=mode, HIMAYA_MAIL_HOST="mail.example", HIMAYA_HOSTS="h.example")
    done = subprocess.run([sys.executable, "-c", LISTED], env=env, capture_output=True, text=True, check=True)
    assert done.stdout.startswith(said)
