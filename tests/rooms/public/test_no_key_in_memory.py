"""The running public process holds no key: its environment, what it has mapped and all of its memory are read.

The same reading of the web process beside it finds the keys, so that it could not find them by looking wrongly.
"""

import base64
import http.client
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.running import demo_environment, serving

pytestmark = [pytest.mark.deep("a minute: processes of an installation"), pytest.mark.capability("A11")]
PUBLIC, WEB = b"himaya.public.wsgi", b"himaya.config.wsgi"
CHUNK = 1 << 22
# What opens a sealed record, wherever it stands in memory: the code, and the library under it.
CODE = (b"himaya/kernel/keys.py", b"himaya/kernel/sealed.py", b"himaya/kernel/subjects.py", b"himaya.kernel.keys")
LIBRARIES = ("cryptography", "_argon2")


@dataclass(frozen=True)
class Running:
    """A running installation: its address, its data, its keys and the ids of its processes by what they serve."""

    url: str
    home: Path
    keys: Path
    public: list[int]
    web: list[int]


class Visitor:
    """A browser without pictures: it keeps its cookies and follows nobody."""

    def __init__(self, url: str) -> None:
        self.url, self.cookies = url, dict[str, str]()

    def get(self, path: str) -> str:
        return self._ask("GET", path, "", {}, 200)

    def post(self, path: str, body: str) -> None:
        typed = {"Content-Type": "application/x-www-form-urlencoded", "Origin": self.url, "Referer": f"{self.url}/"}
        self._ask("POST", path, body, typed, 302)

    def _ask(self, method: str, path: str, body: str, headers: Mapping[str, str], status: int) -> str:
        parts = urlsplit(self.url)
        link = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=30)
        kept = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        link.request(method, path, body, {**headers, "Cookie": kept})
        answer = link.getresponse()
        text = answer.read().decode()
        assert answer.status == status, path
        for line in answer.headers.get_all("Set-Cookie") or ():
            name, _sign, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value
        link.close()
        return text


@pytest.fixture(name="running", scope="module")
def _running(prepared_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """`himaya serve --demo`, its keys outside its data as a nation has them; every process has answered once."""
    assert Path("/proc/self/maps").exists(), "this machine shows no process from inside: run the full tier on Linux"
    place = tmp_path_factory.mktemp("keyless")
    home, keys = place / "home", place / "keys"
    shutil.copytree(prepared_store, home)
    (home / "keys").rename(keys)
    env = {**demo_environment(home), "HIMAYA_KEYS": str(keys), "CREDENTIALS_DIRECTORY": str(keys)}
    with serving(env, log=place / "log", until=b"demo-reset", words=("--demo",)) as url:
        visitor = Visitor(url)
        for path in ("/public/fr/", "/public/ar/texts/", "/public/en/recommendations/", "/public/texts.json"):
            visitor.get(path)
        yield Running(url, home, keys, _serving(PUBLIC, home), _serving(WEB, home))


def _serving(what: bytes, home: Path) -> list[int]:
    """The processes of this installation that serve it: gunicorn's master and its worker."""
    found = []
    for place in Path("/proc").iterdir():
        if place.name.isdigit():
            try:
                line, env = (place / "cmdline").read_bytes(), (place / "environ").read_bytes()
            except OSError:
                continue
            if what in line and f"HIMAYA_HOME={home}".encode() in env.split(b"\0"):
                found.append(int(place.name))
    return found


def environment(pid: int) -> dict[str, str]:
    pairs = (Path(f"/proc/{pid}/environ").read_bytes().decode(errors="replace")).split("\0")
    return dict(pair.split("=", 1) for pair in pairs if "=" in pair)


def mapped(pid: int) -> set[str]:
    """The files that a process has mapped."""
    lines = Path(f"/proc/{pid}/maps").read_text().splitlines()
    return {line.split(None, 5)[5] for line in lines if len(line.split(None, 5)) == 6}


def in_memory(pid: int, needles: Mapping[str, bytes]) -> tuple[set[str], int]:
    """Which of these byte sequences stand anywhere in the memory of a process, and how much was read."""
    found: set[str] = set()
    longest, size = max(map(len, needles.values())), 0
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        for start, end in _regions(pid):
            tail = b""
            for at in range(start, end, CHUNK):
                try:
                    memory.seek(at)
                    part = memory.read(min(CHUNK, end - at))
                except (OSError, ValueError):
                    break
                size += len(part)
                text = tail + part
                found.update(name for name, needle in needles.items() if name not in found and needle in text)
                tail = text[-longest:]
    return found, size


def _regions(pid: int) -> Iterator[tuple[int, int]]:
    for line in Path(f"/proc/{pid}/maps").read_text().splitlines():
        span, rights, *_rest = line.split()
        if rights.startswith("r") and "[v" not in line:
            start, end = span.split("-")
            yield int(start, 16), int(end, 16)


def forms_of_the_keys(directory: Path) -> dict[str, bytes]:
    """Every key in each form in which a program may hold it, and its halves: a piece of a key is found as well."""
    found = {}
    for file in sorted(directory.glob("*.key")):
        text = file.read_bytes().strip()
        raw = base64.b64decode(text)
        found |= {
            f"{file.stem} text": text,
            f"{file.stem} raw": raw,
            f"{file.stem} first half": raw[:16],
            f"{file.stem} second half": raw[16:],
            f"{file.stem} hex": raw.hex().encode(),
            f"{file.stem} HEX": raw.hex().upper().encode(),
            f"{file.stem} url": base64.urlsafe_b64encode(raw),
            # As Python keeps a text that holds one letter beyond Latin.
            f"{file.stem} wide": text.decode().encode("utf-16-le"),
        }
    return found


def open_a_referral(url: str) -> None:
    """A desk reads what only the master key opens, so that the web process has it in its memory."""
    visitor = Visitor(url)
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', visitor.get("/"))
    assert token is not None
    visitor.post("/account/demo/asso-accueil/", f"csrfmiddlewaretoken={token[1]}")
    referral = re.search(r'href="(/casework/referrals/[^"]+)"', visitor.get("/casework/"))
    assert referral is not None
    visitor.get(referral[1])


def test_there_are_keys_to_look_for_and_processes_to_look_into(running: Running) -> None:
    assert {file.name for file in running.keys.glob("*.key")} >= {"kek-1.key", "index.key", "secret.key"}
    assert len(running.public) >= 2
    assert len(running.web) >= 2
    assert not set(running.public) & set(running.web)


def test_the_environment_of_the_public_process_names_no_key(running: Running) -> None:
    for pid in running.public:
        env = environment(pid)
        assert env["DJANGO_SETTINGS_MODULE"] == "himaya.public.settings"
        assert not {"HIMAYA_KEYS", "CREDENTIALS_DIRECTORY", "HIMAYA_MAIL_PASSWORD_FILE"} & set(env)
        assert str(running.keys) not in str(env)
    assert any(environment(pid).get("HIMAYA_KEYS") == str(running.keys) for pid in running.web)


def test_the_public_process_has_mapped_no_library_that_opens_what_is_sealed(running: Running) -> None:
    def opens(pids: list[int]) -> set[str]:
        return {one for pid in pids for one in LIBRARIES if any(one in file for file in mapped(pid))}

    assert opens(running.public) == set()
    assert "cryptography" in opens(running.web)


def test_no_key_stands_in_the_memory_of_the_public_process(running: Running) -> None:
    needles = forms_of_the_keys(running.keys) | {code.decode(): code for code in CODE}
    needles["where the keys are"] = str(running.keys).encode()
    for pid in running.public:
        found, size = in_memory(pid, needles)
        assert found == set(), pid
        assert size > 10_000_000  # It was read: a Python with Django is larger than that.
    open_a_referral(running.url)
    in_web: set[str] = set().union(*(in_memory(pid, needles)[0] for pid in running.web))
    assert {"secret text", "kek-1 raw", "himaya/kernel/keys.py", "where the keys are"} <= in_web


def test_the_public_process_has_nothing_open_that_it_could_write(running: Running) -> None:
    for pid in running.public:
        for entry in Path(f"/proc/{pid}/fd").iterdir():
            try:
                file = os.readlink(entry)
            except OSError:
                continue
            if not file.startswith(str(running.home.parent)):
                continue
            flags = int(Path(f"/proc/{pid}/fdinfo/{entry.name}").read_text().split("flags:")[1].split()[0], 8)
            assert flags & os.O_ACCMODE == os.O_RDONLY or file.endswith(("/log", ".sock")), file
