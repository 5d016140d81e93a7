"""What a run in CI takes a part of, and which part: the same for one commit, another for the next.

`make night` takes all of it. Four things are sampled:

* races of verbs. Of each verb whose code changed since the main branch was last run, all; of the others, a fifth.
* tests of the rooms again on PostgreSQL. Each verb acts there in its race anyway, and the role that answers pages has
  its own tests, which run whole, as do those about security and the store, save the matrix, of which a third is walked;
  of the others, a tenth.
* journeys that are walked in two installations, in French by thumb in the demo and in Arabic by keys in a nation's:
  each in one of them, every second one in the demo.
* pages looked at for barriers (tests/accessibility/test_pages.py): each in one of its two looks and either with or
  without script, its neighbour in the other. Of desks whose code nobody touched every second page is held against the
  rules; all are reached, since taps on one lead to the next.

`HIMAYA_TEST_SINCE` names the commit from which changes count. Without it: the newest one that is half a day older than
the last, which is before whatever is being handed in; a clone without such a one runs all races.
"""

import hashlib
import os
import re
import subprocess
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
NIGHT = bool(os.environ.get("HIMAYA_NIGHT"))
HALF_A_DAY = 12 * 60 * 60
RACES, AGAIN, THIRD = 5, 10, 3
# Each test counts again on PostgreSQL: row security and races, security, and statements of the store's own (backups,
# the worker's queue, audit and figures).
ABOUT = ("postgres", "postgresql")
WHOLE = (
    "tests/security/", "tests/rooms/ops/", "tests/rooms/kernel/", "tests/rooms/insight/", "tests/rooms/oversight/",
)  # fmt: skip
# A verb stands on these in whichever room it acts.
BELOW = re.compile(r"src/himaya/kernel/(unit|audit|subjects|sealed|access|wall)\.py$")
# Thousands of visits, each by the role that answers pages; tests/races asks the wall itself, whole.
_WALK = "tests/security/test_matrix.py::test_every_role_gets_the_answer_that_its_row_names["
# A race is of one case of this test; the id begins with the verb.
_RACE = re.compile(r"tests/races/test_every_verb_race\.py::\w+\[(\w+)\.\w+-")
# A journey's installation is a parameter: live, live-fr, live_production, live_production-ar.
_JOURNEY = re.compile(r"(tests/journeys/\w+\.py)::.*\[(?:.*-)?(live(?:_production)?)(?:-\w\w)?(?:-.*)?\]$")
_WEB, _SHARED = "src/himaya/web/", {"templates", "static", "templatetags"}
_ROOM = re.compile(r"src/himaya/(\w+)/(models|states|policy|access)\w*\.py$")


def left_out(items: Iterable[pytest.Item], *, on_postgres: bool) -> list[pytest.Item]:
    """The tests that this run does without."""
    if NIGHT:
        return []
    gone = [item for item in items if is_race_left_out(item.nodeid, touched())]
    elsewhere = walked_elsewhere([item.nodeid for item in items])
    gone += [item for item in items if item.nodeid in elsewhere]
    if on_postgres:
        gone += [item for item in items if not _counts_again(item) and not chosen(item.nodeid, AGAIN)]
        gone += turns(sorted((item for item in items if item.nodeid.startswith(_WALK)), key=lambda item: item.nodeid))
    return gone


def turns[One](parts: list[One]) -> list[One]:
    """Of the parts of a walk all but a third, which is another one for another commit."""
    return [one for place, one in enumerate(parts) if place % THIRD != turn(THIRD)]


def turn(of: int) -> int:
    """Whose turn it is of so many, at this commit."""
    return int.from_bytes(hashlib.blake2b(head().encode(), digest_size=4).digest()) % of


def walked_elsewhere(tests: Iterable[str]) -> frozenset[str]:
    """Of journeys that can be walked in two installations, those in the one whose turn it is not."""
    by_file: dict[str, dict[str, list[str]]] = {}
    for test in tests:
        if journey := _JOURNEY.match(test):
            by_file.setdefault(journey[1], {}).setdefault(journey[2], []).append(test)
    both = sorted(file for file, places in by_file.items() if len(places) == 2)
    gone = ((file, ("live", "live_production")[(place + turn(2)) % 2]) for place, file in enumerate(both))
    return frozenset(test for file, place in gone for test in by_file[file][place])


def is_race_left_out(test: str, changed: frozenset[str] | None) -> bool:
    """True for a race of a verb that nobody touched and whose turn it is not; never where nobody knows what changed."""
    race = _RACE.match(test)
    return race is not None and changed is not None and race[1] not in changed and not chosen(test, RACES)


def chosen(test: str, of: int) -> bool:
    """True for one test in `of`, for this commit."""
    return int.from_bytes(hashlib.blake2b(f"{head()} {test}".encode(), digest_size=4).digest()) % of == 0


def _counts_again(item: pytest.Item) -> bool:
    return item.nodeid.startswith(WHOLE) or any(item.get_closest_marker(one) for one in ABOUT)


@cache
def head() -> str:
    """The commit that is tested; empty where git knows none."""
    return _git("rev-parse", "HEAD")


@cache
def touched() -> frozenset[str] | None:
    """The nouns of verbs whose code changed; None where it is not known what changed, or what all stand on did."""
    since = os.environ.get("HIMAYA_TEST_SINCE") or _before_this_work()
    if not since:
        return None
    return nouns(
        [*_git("diff", "--name-only", since).splitlines(), *_git("ls-files", "-o", "--exclude-standard").split()]
    )


@cache
def desks_touched() -> frozenset[str] | None:
    """The folders of `web` whose code changed; None where what every page stands on did, or nobody knows."""
    since = os.environ.get("HIMAYA_TEST_SINCE") or _before_this_work()
    if not since:
        return None
    return desks(
        [*_git("diff", "--name-only", since).splitlines(), *_git("ls-files", "-o", "--exclude-standard").split()]
    )


def desks(changed: Iterable[str]) -> frozenset[str] | None:
    """The folders of `web` that these files lie in; None for a frame, a style or a script that all pages share."""
    found = [file.removeprefix(_WEB) for file in changed if file.startswith(_WEB)]
    names = frozenset(file.partition("/")[0] for file in found)
    return None if names & _SHARED else names


def nouns(changed: Iterable[str]) -> frozenset[str] | None:
    """Modules of actions that changed, or whose room's models, states, policy or access did; None for the kernel's."""
    found: set[str] = set()
    for file in changed:
        if BELOW.match(file):
            return None
        if re.match(r"src/himaya/\w+/actions/\w+\.py$", file):
            found.add(Path(file).stem)
        elif room := _ROOM.match(file):
            found |= {one.stem for one in (ROOT / "src/himaya" / room[1] / "actions").glob("*.py")}
    return frozenset(found)


def _before_this_work() -> str:
    last = _git("log", "-1", "--format=%ct")
    return _git("rev-list", "-1", f"--before={int(last) - HALF_A_DAY}", "HEAD") if last else ""


def _git(*words: str) -> str:
    done = subprocess.run(("git", "-C", str(ROOT), *words), capture_output=True, text=True, check=False)
    return done.stdout.strip() if done.returncode == 0 else ""
