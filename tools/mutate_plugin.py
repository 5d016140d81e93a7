"""The plugin of pytest that mutate.py loads inside its copy of the product, with one of three plans (MUTATE_PLAN):

record  every test runs; which changes each passed, how long it took and whether it is green goes to a line of a file
fork    the tests are collected once; for each change a fork makes it and runs the tests that pass it, up to the first
        red one; the parent itself never runs anything under a change
listed  one process with one change on from its first line (MUTANT_ON); runs the listed tests in their order
"""

import json
import os
import shutil
import signal
import tempfile
import time
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import mutate_switch
import pytest

PLAN: dict[str, Any] = json.loads(Path(os.environ["MUTATE_PLAN"]).read_text())
# A fork that is alone with one test for longer than this, and this many times what the test took, hangs.
HANGS, TIMES = 60, 20


def _is_controller(config: pytest.Config) -> bool:
    """Of several workers: it runs no test itself."""
    return bool(getattr(config.option, "numprocesses", None)) and not hasattr(config, "workerinput")


class Recorder:
    """One line a test; what a fixture that is shared passed counts for every test that asks for it."""

    def __init__(self, config: pytest.Config) -> None:
        name = getattr(config, "workerinput", {}).get("workerid", "alone")
        self.out = (Path(PLAN["out"]) / f"{name}.jsonl").open("w")
        self.notes = Path(PLAN["out"]) / f"{name}.notes"
        self.green = True

    def write(self, **line: Any) -> None:
        self.out.write(json.dumps(line) + "\n")
        self.out.flush()

    def passed(self) -> list[int]:
        found = set(mutate_switch.passed)
        if self.notes.exists():
            found |= {int(line) for line in self.notes.read_text().split()}
            self.notes.unlink()
        mutate_switch.passed.clear()
        return sorted(found)

    def pytest_collection_finish(self) -> None:
        self.write(early=self.passed())
        os.environ["MUTANT_NOTES"] = str(self.notes)

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: Any) -> Iterator[None]:
        if fixturedef.scope == "function":
            return (yield)
        before = self.passed()
        try:
            return (yield)
        finally:
            points = self.passed()
            mutate_switch.passed.update(before)
            # What a fixture of the whole run makes stands before the first fork, as what is made at import does.
            told = {"early": points} if fixturedef.scope == "session" else {"fixture": fixturedef.argname}
            if points:
                self.write(**told, points=points)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        between, begun, self.green = self.passed(), time.process_time(), True
        try:
            return (yield)
        finally:
            told = {"seconds": round(time.process_time() - begun, 3), "green": self.green, "points": self.passed()}
            names = set(getattr(item, "fixturenames", ()))
            stored = "db" in names or item.get_closest_marker("django_db") is not None
            self.write(test=item.nodeid, fixtures=sorted(names), stored=stored, **told)
            if between:
                self.write(early=between)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.green = self.green and not report.failed


class Forker:
    """Changes are taken one by one from a folder that all workers share."""

    def __init__(self) -> None:
        self.out = Path(PLAN["out"])
        self.red = ""

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.red = report.nodeid

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        items = {item.nodeid: item for item in session.items}
        mutate_switch.passed.clear()
        self._warm(session, items)
        early = set(mutate_switch.passed)
        homes = _Homes()
        for mutant, tests in PLAN["tests"].items():
            try:
                (self.out / f"{mutant}.taken").touch(exist_ok=False)
            except FileExistsError:
                continue
            if int(mutant) in early:
                told: dict[str, Any] = {"outcome": "kept"}
            else:
                told = self._in_a_fork(session, int(mutant), [items[one] for one in tests if one in items])
                homes.restore()
            (self.out / f"{mutant}.json").write_text(json.dumps(told))
        session.testsfailed = 0
        return True

    def _warm(self, session: pytest.Session, items: dict[str, pytest.Item]) -> None:
        """One test makes what all share, the empty store first of all; the forks inherit it."""
        if (warm := items.get(PLAN["warm"])) is not None:
            elsewhere = next((one for one in session.items if one.path != warm.path), None)
            warm.config.hook.pytest_runtest_protocol(item=warm, nextitem=elsewhere)
            if self.red:
                pytest.exit(f"{self.red} is red with no change on", returncode=3)

    def _in_a_fork(self, session: pytest.Session, mutant: int, items: list[pytest.Item]) -> dict[str, Any]:
        said = self.out / f"{mutant}.said"
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            child = os.fork()
        if not child:
            try:
                self._run(session, mutant, items, said)
            except BaseException as error:  # Whatever ends a run is a change that was noticed.
                said.write_text(json.dumps({"outcome": "killed", "by": f"{type(error).__name__} while running"}))
            finally:
                os._exit(0)
        status = os.waitpid(child, 0)[1]
        if os.WIFSIGNALED(status):
            how = "timeout" if os.WTERMSIG(status) == signal.SIGALRM else "killed"
            return {"outcome": how, "by": f"{_last(said)} (signal {os.WTERMSIG(status)})"}
        told: dict[str, Any] = json.loads(said.read_text())
        return told

    def _run(self, session: pytest.Session, mutant: int, items: list[pytest.Item], said: Path) -> None:
        own = tempfile.mkdtemp(prefix=f"mutant-{mutant}-")
        os.environ["MUTANT_ON"], mutate_switch.active = str(mutant), mutant
        tempfile.tempdir = os.environ["TMPDIR"] = own
        session.config._tmp_path_factory._basetemp = Path(own)  # type: ignore[attr-defined]
        begun, ran, stopped = time.process_time(), 0, ""
        for item, following in zip(items, [*items[1:], session.items[0]], strict=True):
            if time.process_time() - begun > PLAN["seconds"]:
                stopped = f"{len(items) - ran} tests left out for time"
                break
            said.write_text(json.dumps({"outcome": "killed", "by": item.nodeid}))
            signal.signal(signal.SIGALRM, signal.SIG_DFL)
            signal.alarm(int(HANGS + TIMES * PLAN["took"].get(item.nodeid, 1)))
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            ran += 1
            if self.red:
                break
        signal.alarm(0)
        told = {"outcome": "killed", "by": self.red} if self.red else {"outcome": "survived", "by": stopped}
        shutil.rmtree(own, ignore_errors=True)
        said.write_text(json.dumps({**told, "ran": ran}))


def _last(said: Path) -> str:
    return str(json.loads(said.read_text())["by"]) if said.exists() else "?"


class _Homes:
    """What a fork wrote into the data folder of the test process is undone before the next."""

    def __init__(self) -> None:
        self.home = Path(os.environ.get("HIMAYA_HOME") or tempfile.mkdtemp())
        self.kept = Path(tempfile.mkdtemp()) / "home"
        shutil.copytree(self.home, self.kept)

    def restore(self) -> None:
        shutil.rmtree(self.home, ignore_errors=True)
        shutil.copytree(self.kept, self.home)


class Listed:
    """The listed tests in their order, for at most so long."""

    def __init__(self) -> None:
        self.told: dict[str, Any] = {"outcome": "survived", "by": "", "ran": 0}
        self.begun = 0.0

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        if PLAN.get("tests") is not None:
            order = {name: place for place, name in enumerate(PLAN["tests"])}
            items[:] = sorted((one for one in items if one.nodeid in order), key=lambda one: order[one.nodeid])
        else:
            own = f"[{PLAN['verbs']}."
            items[:] = [one for one in items if "test_every_verb_race" not in one.nodeid or own in one.nodeid]

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        self.begun = self.begun or time.process_time()
        if time.process_time() - self.begun > PLAN["seconds"]:
            self.told["by"] = self.told["by"] or "tests left out for time"
            item.session.shouldstop = "time"
        self.told["ran"] += 1
        Path(PLAN["out"]).write_text(json.dumps({"outcome": "timeout", "by": item.nodeid}))
        signal.alarm(HANGS + 2 * PLAN["seconds"])
        return (yield)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed and self.told["outcome"] == "survived":
            self.told |= {"outcome": "killed", "by": report.nodeid}

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed and self.told["outcome"] == "survived":
            self.told |= {"outcome": "killed", "by": f"{report.nodeid} (collecting)"}

    def pytest_sessionfinish(self) -> None:
        signal.alarm(0)
        Path(PLAN["out"]).write_text(json.dumps(self.told))


def pytest_configure(config: pytest.Config) -> None:
    match PLAN["plan"]:
        case "record" if not _is_controller(config):
            config.pluginmanager.register(Recorder(config), "mutate-recorder")
        case "fork":
            config.pluginmanager.register(Forker(), "mutate-forker")
        case "listed":
            config.pluginmanager.register(Listed(), "mutate-listed")
