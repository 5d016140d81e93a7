"""A packet goes to a machine with nothing but Python and two packages, is opened there by the documented command, and
its reply comes back through the page."""

import json
import re
import subprocess
import sys
from base64 import b64decode
from hashlib import sha256
from pathlib import Path

import pyrage
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotValid
from himaya.packets import making, replies, states
from himaya.packets.actions import answers
from himaya.packets.models import Packet, PacketStep
from tests import cast
from tests.rooms.packets import packed
from tests.signed_in import Sit

pytestmark = [pytest.mark.django_db, pytest.mark.capability("F3")]
ROOT = Path(__file__).parents[3]
PAGE = ROOT / "docs/how-to/packets.md"
TOOL = ROOT / "src/himaya/web/static/himaya/partner/packet.py"


def run(at: Path, *typed: str, fails: int = 0) -> str:
    """The tool as a partner runs it: isolated, in a folder of its own, with an empty environment."""
    tool = at / "packet.py"
    tool.write_bytes(TOOL.read_bytes())
    done = subprocess.run(
        [sys.executable, "-I", str(tool), *typed], cwd=at, env={}, capture_output=True, check=False, timeout=60
    )
    assert done.returncode == fails, done.stderr.decode()
    return (done.stderr if fails else done.stdout).decode()


def key_of(at: Path) -> str:
    return run(at, "key", "my.key").strip()


def sent(at: Path, **changes: object) -> Packet:
    """A packet to the key that the tool made, handed out into the partner's folder."""
    case = packed.case()
    row = packed.prepared(case.pk, key=key_of(at), **changes)
    (at / "packet.age").write_bytes(packed.made(row))
    return packed.now(row)


def reading(*, to: str = "form.html", language: str = "fr") -> tuple[str, ...]:
    about = ("--identity", "my.key", "--fingerprint", making.fingerprint(), "--to", to)
    return ("open", "packet.age", *about, "--language", language)


def answering(answer: str = "accept", *more: str) -> tuple[str, ...]:
    about = ("--identity", "my.key", "--fingerprint", making.fingerprint(), "--to", "reply.age")
    return ("answer", "packet.age", *about, "--answer", answer, *more)


def upload(sit: Sit, row: Packet, body: bytes, by: Actor = packed.BY) -> int:
    at = f"/packets/cases/{row.case_id}/{row.pk}/reply/"
    return sit(by).post(at, {"reply": as_sent(body)}).status_code


def as_sent(body: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("Zahra Canary.age", body)


def test_a_packet_goes_round_and_comes_back(tmp_path: Path, sit: Sit) -> None:
    """The whole way: the page makes the file, a bare Python opens it and answers, the page reads the answer."""
    case = packed.case()
    row = packed.prepared(case.pk, key=key_of(tmp_path))
    client, at = sit(packed.BY), f"/packets/cases/{case.pk}/{row.pk}/"
    seen = re.search(r'name="seen" value="(\w+)"', client.get(at).content.decode())
    assert seen is not None
    got = client.post(f"{at}file/", {"seen": seen[1]})
    assert (got.status_code, got["Content-Disposition"]) == (200, 'attachment; filename="packet.age"')
    assert "sandbox" in got["Content-Security-Policy"]
    (tmp_path / "packet.age").write_bytes(got.content)
    run(tmp_path, *reading())
    form = (tmp_path / "form.html").read_text()
    assert packed.WORDS in form
    assert row.reference in form
    assert 'lang="fr" dir="ltr"' in form
    code = re.search(r"\b[2-9A-Z]{4}-[2-9A-Z]{4}(?=</td>)", form)
    assert code is not None
    run(tmp_path, *answering("accept_in_part", "--reason", "no_place", "--words", "Canary from Monday"))
    assert upload(sit, row, (tmp_path / "reply.age").read_bytes()) == 302
    assert packed.now(row).state == states.IN_PART
    assert "Canary from Monday" in client.get(at).content.decode()


@pytest.mark.parametrize(
    ("language", "direction", "word"), [("fr", "ltr", "Pli"), ("ar", "rtl", "ظرف"), ("en", "ltr", "Packet")]
)
def test_the_form_reads_in_three_languages(language: str, direction: str, word: str, tmp_path: Path) -> None:
    sent(tmp_path, words="Ring <b>twice</b>")
    run(tmp_path, *reading(language=language))
    form = (tmp_path / "form.html").read_text()
    assert f'lang="{language}" dir="{direction}"' in form
    assert word in form
    assert "Ring &lt;b&gt;twice&lt;/b&gt;" in form
    assert "himaya" not in form.lower()
    assert not re.search(r"https?://|<script", form)
    run(tmp_path, *reading(to="form.txt", language=language))
    lines = (tmp_path / "form.txt").read_text()
    assert "Ring <b>twice</b>" in lines
    # French writes a space that does not break before a colon.
    assert {"fr": "De\u00a0: ", "ar": "من: ", "en": "From: "}[language] in lines


def test_the_file_is_what_its_page_says_to_whoever_opens_it_without_the_program(tmp_path: Path) -> None:
    """Seen red with a member more than the page names, with one language less, and with blanks in what is hashed."""
    row = sent(tmp_path)
    mine = pyrage.x25519.Identity.from_str((tmp_path / "my.key").read_text().splitlines()[1])
    whole = json.loads(pyrage.decrypt((tmp_path / "packet.age").read_bytes(), [mine]).decode("utf-8"))
    assert set(whole) == {"packet", "note", "key"}
    said = whole["packet"]
    (named,) = [one for one in PAGE.read_text().splitlines() if one.startswith("| `packet` |")]
    members = {"packet", *said, *said["from"], *(name for line in said["lines"] for name in line)}
    assert members == set(re.findall(r"`(\w+)`", named))
    assert (said["format"], said["version"], said["reference"]) == ("sealed-packet", 1, row.reference)
    for line in said["lines"]:
        assert {*line["label"]} == {*line["text"]} == {"fr", "ar", "en"}, line
    assert re.fullmatch(r"[2-9A-Z]{4}-[2-9A-Z]{4}", said["code"])
    mark = sha256(json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()).hexdigest()
    lines = [f"packet {row.reference}", f"sha256 {mark}", f"made {said['made']}", f"reply-by {said['reply_by']}"]
    assert whole["note"].partition("\n\n")[0].splitlines()[-4:] == lines
    # name+hash+key: the key is base64, where "+" is a digit, so the first two part it.
    raw = b64decode(whole["key"].split("+", 2)[2])[-32:]
    assert sha256(raw).hexdigest()[:32] == making.fingerprint().replace(" ", "")


def test_what_was_altered_or_signed_by_another_key_is_not_read(tmp_path: Path) -> None:
    """Seen red without the comparison of `sha256`, and without `_signed`."""
    sent(tmp_path)
    wrong = list(reading())
    wrong[5] = "0" * 32
    assert "not signed by the key" in run(tmp_path, *wrong, fails=1)
    mine = pyrage.x25519.Identity.from_str((tmp_path / "my.key").read_text().splitlines()[1])
    whole = json.loads(pyrage.decrypt((tmp_path / "packet.age").read_bytes(), [mine]))

    def altered(note: str) -> None:
        body = json.dumps({**whole, "note": note}).encode()
        (tmp_path / "packet.age").write_bytes(pyrage.encrypt(body, [mine.to_public()]))

    whole["packet"]["from"]["phone"] = "0600000000"
    altered(whole["note"])
    assert "altered" in run(tmp_path, *reading(), fails=1)
    mark = making.sha256(making._canonical(whole["packet"])).hexdigest()
    altered(re.sub(r"sha256 \w+", f"sha256 {mark}", whole["note"]))
    assert "altered" in run(tmp_path, *reading(), fails=1)
    assert not (tmp_path / "form.html").exists()


def test_another_key_opens_nothing_and_nothing_is_written_over(tmp_path: Path) -> None:
    sent(tmp_path)
    run(tmp_path, "key", "other.key")
    other = list(reading())
    other[3] = "other.key"
    assert "does not open with your key" in run(tmp_path, *other, fails=1)
    run(tmp_path, *reading())
    assert "already" in run(tmp_path, *reading(), fails=1)
    assert "already" in run(tmp_path, "key", "my.key", fails=1)
    assert (tmp_path / "form.html").stat().st_mode & 0o077 == 0


def test_a_no_has_a_reason_in_the_file_too(tmp_path: Path, sit: Sit) -> None:
    row = sent(tmp_path)
    assert "--reason" in run(tmp_path, *answering("cannot"), fails=1)
    run(tmp_path, *answering("refuse", "--reason", "not_safe"))
    assert upload(sit, row, (tmp_path / "reply.age").read_bytes()) == 302
    assert packed.now(row).state == states.REFUSED


@pytest.mark.parametrize(
    "changes",
    [
        {"reference": "2222-2222"},
        {"format": "other"},
        {"version": 2},
        {"answer": "strange"},
        {"answer": ["accept"]},
        {"reason": "strange"},
        {"code": "2222-2222"},
        {"code": 7},
    ],
)
def test_a_reply_that_does_not_fit_changes_nothing(changes: dict[str, object], sit: Sit) -> None:
    """Seen red without the code in `read_reply`."""
    row, code = packed.handed(packed.case().pk)
    assert upload(sit, row, packed.reply(row, **{"code": code, **changes})) == (
        302 if changes == {"answer": ["accept"]} else 422
    )
    assert packed.now(row).state in (states.HANDED_OUT, states.RECEIVED)


def test_a_second_reply_file_has_to_know_the_code_too(sit: Sit) -> None:
    """Whoever has the key of the packet and not its code answers nothing, though the partner has opened it.

    Seen red without the refusal in `answers.read_reply` for a packet that was received.
    """
    row, code = packed.handed(packed.case().pk)
    assert upload(sit, row, packed.reply(row, code=code, answer="")) == 302
    assert packed.now(row).state == states.RECEIVED
    forged = packed.reply(row, code="2222-2222", words="Canary forged")
    with pytest.raises(NotValid) as refusal:
        answers.read_reply(case_id=row.case_id, packet_id=row.pk, body=forged, by=packed.BY)
    assert (refusal.value.code, refusal.value.sentence) == ("reply", replies.NOT_OURS)
    page = sit(packed.BY).post(f"/packets/cases/{row.case_id}/{row.pk}/reply/", {"reply": as_sent(forged)})
    assert page.status_code == 422
    assert "This file is no reply to this packet." in page.content.decode()
    assert 'id="reply-error"' in page.content.decode()
    assert packed.now(row).state == states.RECEIVED
    assert not PacketStep.objects.filter(packet=row, verb__in=states.ANSWERS).exists()
    assert upload(sit, row, packed.reply(row, code=code)) == 302
    assert packed.now(row).state == states.ACCEPTED


def test_half_a_letter_in_a_reply_breaks_nothing(sit: Sit) -> None:
    """Seen red without `encode` in `replies._text`: the store could not take it."""
    row, code = packed.handed(packed.case().pk)
    assert upload(sit, row, packed.reply(row, code=code, words="Canary \ud800 quay")) == 302
    assert packed.now(row).state == states.ACCEPTED


def test_the_documented_versions_are_those_of_the_house() -> None:
    locked = (ROOT / "requirements.lock").read_text()
    for words in (TOOL.read_text(), (ROOT / "docs/how-to/packets.md").read_text()):
        pinned = re.findall(r"(pyrage|cryptography)==([0-9.]+[0-9])", words)
        assert {name for name, _version in pinned} == {"pyrage", "cryptography"}
        assert all(f"{name}=={version} " in locked for name, version in pinned)


def test_what_is_no_reply_at_all_is_refused_in_a_sentence(sit: Sit) -> None:
    row, code = packed.handed(packed.case().pk)
    for body in (b"", b"x", b"[" * 70_000, pyrage.encrypt(b"[" * 9000, [packed.PAIR.to_public()])):
        assert upload(sit, row, body) == 422
    assert upload(sit, row, packed.reply(row, code=code), cast.SHELTER) == 404
    assert packed.now(row).state == states.HANDED_OUT
    assert upload(sit, row, packed.reply(row, code=code)) == 302
    assert upload(sit, row, packed.reply(row, code=code)) == 409
