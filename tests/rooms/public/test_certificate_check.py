"""Anybody checks a certificate by its code: what is said, what is not, and what is not noted."""

from pathlib import Path

import pytest

from himaya.publications import certificates
from tests.rooms.public.asking import in_public_process

pytestmark = pytest.mark.capability("G3")
CODE = "23456789CDFHJKM"
CODE += certificates.control(CODE)
STORE = """
from datetime import UTC, datetime, timedelta
from himaya.kernel import clock
from himaya.publications import certificates
# Over midnight the day on which it is asked would be another than that on which it ends.
clock.stopped(datetime(2026, 11, 24, 9, tzinfo=UTC)).__enter__()
today = clock.today()
def put(number, code, last, revoked=False):
    body = {"course": {"fr": "Cours", "ar": "دورة", "en": "Course"}, "hours": 7, "issued_on": "2026-01-05",
            "expires_on": last.isoformat(), "revoked": revoked}
    store = sqlite3.connect(home + "/himaya.sqlite3")
    store.execute("insert into publication_bundle values (?, ?, ?, '2026-01-05')",
                  [number, certificates.kind(code), json.dumps(body)])
    store.commit()
    store.close()
def ask(code, language="en"):
    return client.post(f"/{language}/certificates/", {"code": code})
"""


def asked(home: Path, script: str) -> object:
    return in_public_process(home, STORE + script)


def test_a_code_says_course_hours_days_and_state(tmp_path: Path) -> None:
    found = asked(
        tmp_path,
        f"put(7, {CODE!r}, today)\n"
        f"r = ask({certificates.shown(CODE).lower()!r})\n"
        "json.dump([r.status_code, r.content.decode(), dict(r.headers), list(r.cookies)], sys.stdout)",
    )
    assert isinstance(found, list)
    status, page, headers, cookies = found
    assert status == 200
    assert "The certificate is valid." in page
    assert "Course" in page
    assert CODE not in page
    assert certificates.shown(CODE) not in page
    assert headers["Cache-Control"] == "no-store"
    assert "form-action 'self'" in headers["Content-Security-Policy"]
    assert cookies == []


def test_after_its_last_day_it_has_expired_and_one_taken_back_does_not_stand(tmp_path: Path) -> None:
    other = certificates.draw()
    found = asked(
        tmp_path,
        f"put(7, {CODE!r}, today - timedelta(days=1))\nput(8, {other!r}, today, True)\n"
        f"json.dump([ask({CODE!r}).content.decode(), ask({other!r}, 'fr').content.decode()], sys.stdout)",
    )
    assert isinstance(found, list)
    assert "has expired" in found[0]
    assert "a été retiré" in found[1]


def test_it_says_that_it_cannot_say_whose_it_is_and_where_to_ask(tmp_path: Path) -> None:
    page = asked(tmp_path, f"put(7, {CODE!r}, today)\njson.dump(ask({CODE!r}).content.decode(), sys.stdout)")
    assert isinstance(page, str)
    assert "cannot say to whom" in page
    assert "ask the desk that issued it" in page
    assert 'name="name"' not in page


def test_wrong_mistyped_and_impossible_codes_are_one_answer(tmp_path: Path) -> None:
    mistyped = CODE[:-1] + ("3" if CODE[-1] != "3" else "4")
    found = asked(
        tmp_path,
        f"put(7, {CODE!r}, today)\n"
        f"said = [ask(one) for one in ({certificates.draw()!r}, {mistyped!r}, '', 'x' * 5000, '\\0', '<b>')]\n"
        "import re\n"
        "pages = [re.sub('<input type=.hidden.[^>]*>', '', r.content.decode()) for r in said]\n"
        "json.dump(sorted({(r.status_code, page) for r, page in zip(said, pages)}), sys.stdout)",
    )
    assert isinstance(found, list)
    assert len(found) == 1
    assert "This code is not known." in found[0][1]


def test_after_twenty_wrong_ones_from_one_place_it_asks_to_wait_and_notes_nothing(tmp_path: Path) -> None:
    found = asked(
        tmp_path,
        f"put(7, {CODE!r}, today)\n"
        "for _ in range(20): ask('nothing')\n"
        "there = client.post('/en/certificates/', {'code': 'nothing'}, REMOTE_ADDR='192.0.2.7').status_code\n"
        "json.dump([ask('nothing').status_code, there], sys.stdout)",
    )
    assert found == [429, 200]
    assert CODE not in (tmp_path / "complaints").read_text()


def test_a_code_that_is_found_is_answered_however_many_wrong_ones_came_before(tmp_path: Path) -> None:
    found = asked(
        tmp_path,
        f"put(7, {CODE!r}, today)\n"
        "for _ in range(40): ask('nothing')\n"
        f"r = ask({CODE!r})\n"
        "json.dump([r.status_code, r.content.decode(), ask('nothing').status_code], sys.stdout)",
    )
    assert isinstance(found, list)
    assert found[0] == 200
    assert "The certificate is valid." in found[1]
    assert found[2] == 429


def test_behind_a_socket_file_a_place_is_what_the_front_says_and_without_it_nobody_is_counted(tmp_path: Path) -> None:
    found = asked(
        tmp_path,
        "def wrong(**said):\n"
        "    return client.post('/en/certificates/', {'code': 'nothing'}, REMOTE_ADDR='', **said).status_code\n"
        "one, other = {'HTTP_X_FORWARDED_FOR': '198.51.100.9, 192.0.2.7'}, {'HTTP_X_FORWARDED_FOR': '192.0.2.8'}\n"
        "first = [wrong(**one) for _ in range(21)][-1]\n"
        "# What somebody wrote themselves stands before what the front adds.\n"
        "again = wrong(HTTP_X_FORWARDED_FOR='203.0.113.5, 192.0.2.7')\n"
        "unnamed = [wrong() for _ in range(40)][-1]\n"
        "json.dump([first, again, wrong(**other), unnamed], sys.stdout)",
    )
    assert found == [429, 429, 200, 200]


def test_the_code_stands_in_no_address(tmp_path: Path) -> None:
    page = asked(tmp_path, "json.dump(client.get('/fr/certificates/?code=x').content.decode(), sys.stdout)")
    assert isinstance(page, str)
    assert 'method="post"' in page
    assert "ces signes" not in page
    assert 'value="x"' not in page


@pytest.mark.parametrize("place", range(certificates.LENGTH))
def test_the_last_sign_finds_every_single_mistake_and_every_exchange_of_neighbours(place: int) -> None:
    for sign in certificates.ALPHABET:
        if sign != CODE[place]:
            assert certificates.tidy(CODE[:place] + sign + CODE[place + 1 :]) == ""
    if place and CODE[place] != CODE[place - 1]:
        assert certificates.tidy(CODE[: place - 1] + CODE[place] + CODE[place - 1] + CODE[place + 1 :]) == ""


def test_what_is_easily_misread_is_put_right() -> None:
    code = "25286QQVV222222"
    code += certificates.control(code)
    typed = "2s-zb GO0 uy".replace("-", "").replace(" ", "") + code[9:]
    assert certificates.tidy(typed) == code
    assert certificates.tidy("٢" * 15 + "2") == "2" * 16
