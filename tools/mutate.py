"""How many small changes of what decides does `make test` notice? A seed chooses them, the tests are held against each.

    .venv/bin/python tools/mutate.py                        # 120 changes, seed: the last commit's first 8 hex digits
    .venv/bin/python tools/mutate.py --seed 69224547 --count 8
    .venv/bin/python tools/mutate.py --also deep            # what survives is run against the rest of the tests too

Run by `make night` and by hand; takes no part in CI. How it goes:

1. mutate_points.py chooses. 2. A copy of the tree is written in which every chosen change stands behind one switch
(mutate_switch.py), so one tree serves all of them and no test sees another text for another change. 3. One run of the
tests with every change off records which test passes which change, how long it took, and whether it is green there: a
red one is left out and named in the report. tests/house is not run: it holds the texts of the tree, not what they do.
4. Two processes collect once and fork for each change (mutate_plugin.py); a fork runs the tests that pass it: those of
the same file's name first, then of its room, then the quickest; at most MOST_TESTS of them or MOST_SECONDS of its own
processor time, to the first red one. A change that is read once and kept, at import or by a cache, gets a new process
instead and the tests of its room and of the rooms that import it. 5. What survives or is passed by nothing is held
against all other tests of its room, whatever the record says: a value that an earlier test left in a cache hides who
depends on it. 6. `--also deep`: and then with the tests that `--marks` leaves out, of its room,
of tests/races and tests/security where the file's name says so. 7. A table goes to build/mutation-<seed>.md.

A run that is broken off goes on where it was, as long as neither sources nor tests changed.

Why none of the packages: mutmut 3 forks and switches as this does, but knows no seeded sample, changes nothing outside
of functions, and takes its tests from a run in which a failing one ends everything; cosmic-ray starts the whole test
command anew for each change, which with our collection is half a minute before the first test; mutatest rests since
2022.
"""

import argparse
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import venv
from collections import defaultdict
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import mutate_points as points_
from mutate_points import Point

ROOT = Path(__file__).resolve().parents[1]
MARKS = "not deep and not night"
MOST_TESTS, MOST_SECONDS, SECOND_LOOK, DEEP_LOOK = 400, 120, 120, 900
NOT_COPIED = shutil.ignore_patterns(".git", ".venv", "node_modules", ".tools", "__pycache__", "mutation-*", ".*_cache")
# Its cases are named by the module and the verb: only those of the changed module are run.
EVERY_VERB = "races/test_every_verb_race.py"
# Of whoever runs this: the data folder above all, which a fork puts back as it was. Other settings are handed on.
NOT_INHERITED = {"PYTHONPATH", "PYTHONDONTWRITEBYTECODE", "CI", "DJANGO_SETTINGS_MODULE", "MUTANT_NOTES"} | {
    f"HIMAYA_{name}" for name in ("HOME", "KEYS", "MODE", "DATABASE", "TEST_DATABASE")
}
LINKED = ("node_modules", ".tools")


@dataclass
class Run:
    """One seed, one copy, and what is known so far."""

    root: Path
    package: Path
    home: Path
    marks: str
    workers: int
    points: list[Point]
    tests: list[str] = field(default_factory=list)
    record: dict[str, Any] = field(default_factory=dict)
    told: dict[int, dict[str, Any]] = field(default_factory=dict)

    @property
    def tree(self) -> Path:
        return self.home / "tree"

    # The copy.

    def prepare(self) -> None:
        """A new copy, unless the one that is there was made of the same sources, tests and changes."""
        mark = self._mark()
        kept = self.home / "mark"
        if kept.exists() and kept.read_text() == mark:
            return
        shutil.rmtree(self.home, ignore_errors=True)
        shutil.copytree(self.root, self.tree, ignore=NOT_COPIED, symlinks=True)
        for name in LINKED:
            if (self.root / name).exists():
                (self.tree / name).symlink_to(self.root / name)
        source = self.package.relative_to(self.root).parts[0]
        for name in ("mutate_switch", "mutate_plugin"):
            shutil.copy(Path(__file__).with_name(f"{name}.py"), self.tree / source)
        by_file: defaultdict[str, list[Point]] = defaultdict(list)
        for one in self.points:
            by_file[one.file].append(one)
        for file, there in by_file.items():
            (self.tree / file).write_text(points_.switched((self.tree / file).read_text(), there))
        self._environment(self.tree / source)
        kept.write_text(mark)

    def _mark(self) -> str:
        told = hashlib.sha256(json.dumps([self.marks, *self.tests, *map(asdict, self.points)]).encode())
        for folder in ("src", "tests", "content", "locale"):
            for file in sorted((self.root / folder).rglob("*")):
                if file.is_file() and file.suffix != ".pyc":
                    told.update(f"{file}\0".encode() + file.read_bytes())
        return told.hexdigest()

    def _environment(self, source: Path) -> None:
        """Its own Python with our packages, in which the product is the copy: also for processes that tests start."""
        venv.EnvBuilder(symlinks=True, with_pip=False).create(self.tree / ".venv")
        packages = next((self.tree / ".venv/lib").glob("python3*/site-packages"))
        ours = next(path for path in sys.path if path.endswith("site-packages"))
        (packages / "copy.pth").write_text(f"{source}\n{ours}\n")
        script = self.root / ".venv/bin/himaya"
        if script.exists():
            copied = self.tree / ".venv/bin/himaya"
            copied.write_text(script.read_text().replace(str(self.root), str(self.tree)))
            copied.chmod(0o755)

    def pytest(self, plan: dict[str, Any], words: Iterable[str], mutant: int = 0) -> None:
        temporary = Path(tempfile.mkdtemp(dir=self.home, prefix="tmp-"))
        file = temporary / "plan.json"
        file.write_text(json.dumps(plan))
        given = {"MUTATE_PLAN": str(file), "MUTANT_ON": str(mutant), "TMPDIR": str(temporary)}
        environment = {k: v for k, v in os.environ.items() if k not in NOT_INHERITED}
        command = [".venv/bin/python", "-m", "pytest", "-p", "mutate_plugin", "-p", "no:cacheprovider", *words]
        with (self.home / "log").open("a") as log:
            log.write(f"\n$ {' '.join(command)[:400]}\n")
            log.flush()
            subprocess.run(command, cwd=self.tree, env=environment | given, stdout=log, stderr=log, check=False)
        shutil.rmtree(temporary, ignore_errors=True)

    # Who passes what.

    def recorded(self) -> None:
        out = self.home / "record"
        if not (self.home / "recorded").exists():
            out.mkdir(exist_ok=True)
            workers = ("-n", str(self.workers), "--dist", "worksteal") if self.workers > 1 else ()
            words = ("-m", self.marks, "--ignore=tests/house", *workers, *self.tests)
            self.pytest({"plan": "record", "out": str(out)}, words)
            (self.home / "recorded").touch()
        lines = [json.loads(line) for file in sorted(out.glob("*.jsonl")) for line in file.read_text().splitlines()]
        fixtures: defaultdict[str, set[int]] = defaultdict(set)
        for line in lines:
            if "fixture" in line:
                fixtures[line["fixture"]].update(line["points"])
        tests = {line["test"]: line for line in lines if "test" in line}
        for line in tests.values():
            line["points"] = set(line["points"]).union(*(fixtures[name] for name in line["fixtures"]))
        if not tests:
            sys.exit(f"no test ran: {self.home / 'log'}")
        early = {one for line in lines for one in line.get("early", ())}
        self.record = {"tests": tests, "early": early}

    @property
    def red(self) -> list[str]:
        return sorted(name for name, line in self.record["tests"].items() if not line["green"])

    def _order(self, point: Point) -> Any:
        stem = Path(point.file).stem.partition("_")[2] or Path(point.file).stem

        def key(test: str) -> tuple[bool, bool, float]:
            file = test.partition("::")[0]
            return room_of_test(file) != point.room, stem not in file, self.record["tests"][test]["seconds"]

        return key

    def tests_of(self, point: Point) -> list[str]:
        found = [name for name, line in self.record["tests"].items() if line["green"] and point.id in line["points"]]
        return sorted(found, key=self._order(point))[:MOST_TESTS]

    def tests_of_rooms(self, point: Point, rooms: set[str]) -> list[str]:
        found = [n for n, line in self.record["tests"].items() if line["green"] and room_of_test(n) in rooms]
        return sorted(found, key=self._order(point))

    @cached_property
    def sources(self) -> dict[Path, str]:
        return {file: file.read_text() for file in self.package.rglob("*.py")}

    def importers(self, point: Point) -> set[str]:
        """The rooms in which the module of this change is named."""
        parts = Path(point.file).relative_to(self.package.parent.relative_to(self.root)).with_suffix("").parts
        module, of = parts[-1], ".".join(parts[:-1])
        names = re.compile(rf"from {re.escape(of)} import [^#]*?\b{module}\b|{re.escape(of)}\.{module}\b")
        return {points_.room_of(f.relative_to(self.package)) for f, text in self.sources.items() if names.search(text)}

    # Killing.

    def fork(self) -> None:
        """Each change against the tests that pass it."""
        live = {one.id for one in self.points if not one.kept} - self.record["early"]
        for one in self.points:
            self.told[one.id] = {"outcome": "unreached" if one.id in live else "kept", "by": ""}
        self._forked("forked", {one.id: self.tests_of(one) for one in self.points if one.id in live}, MOST_SECONDS)

    def second(self) -> None:
        """What is not killed, against all other tests of its room."""
        tests = {}
        for one in self.survivors():
            if "ran_fresh" not in self.told[one.id]:
                done = set(self.tests_of(one))
                tests[one.id] = [test for test in self.tests_of_rooms(one, {one.room}) if test not in done]
        self._forked("second", tests, SECOND_LOOK)

    def _forked(self, name: str, tests: dict[int, list[str]], seconds: int) -> None:
        out = self.home / name
        out.mkdir(exist_ok=True)
        for taken in out.glob("*.taken"):
            if not taken.with_suffix(".json").exists():
                taken.unlink()
        left = {i: some for i, some in tests.items() if some and not (out / f"{i}.json").exists()}
        if left:
            took = {test: line["seconds"] for test, line in self.record["tests"].items()}
            warm = self._warm()
            plan = {"plan": "fork", "out": str(out), "tests": left, "took": took, "warm": warm, "seconds": seconds}
            words = (
                "-n0",
                *self._words([*(test for some in left.values() for test in some), *([warm] if warm else [])]),
            )
            self._side_by_side([(plan, words, 0)] * min(self.workers, len(left)))
        for mutant in tests:
            kept = out / f"{mutant}.json"
            if kept.exists():
                told = json.loads(kept.read_text())
                if told["outcome"] != "survived" or name == "forked":
                    self.told[mutant] = {**told, "look": name}

    def _warm(self) -> str:
        """The quickest test with a store that passes no change."""
        tests = self.record["tests"].items()
        idle = [
            (line["stored"], -line["seconds"], name) for name, line in tests if line["green"] and not line["points"]
        ]
        return max(idle, default=(False, 0.0, ""))[2]

    def _side_by_side(self, runs: Iterable[tuple[dict[str, Any], Iterable[str], int]]) -> None:
        with ThreadPoolExecutor(self.workers) as pool:
            list(pool.map(lambda run: self.pytest(*run), runs))

    def listed(self, name: str, chosen: dict[int, tuple[list[str] | None, list[str], int]]) -> None:
        """A new process for each: with these tests (or all that pytest finds by these words), for so long."""
        out = self.home / name
        out.mkdir(exist_ok=True)
        runs = []
        for mutant, (tests, words, seconds) in chosen.items():
            if not (out / f"{mutant}.json").exists() and words:
                plan = {"plan": "listed", "out": str(out / f"{mutant}.json"), "tests": tests, "seconds": seconds}
                plan["verbs"] = Path(self.points[mutant - 1].file).stem
                runs.append((plan, ("-n0", "-x", *words), mutant))
        self._side_by_side(runs)
        for mutant in chosen:
            if not chosen[mutant][1]:
                continue
            kept = out / f"{mutant}.json"
            unborn = {"outcome": "killed", "by": "pytest could not begin"}
            told = json.loads(kept.read_text()) if kept.exists() else unborn
            if told["outcome"] != "survived":
                self.told[mutant] = {**told, "look": name}
            elif self.told[mutant]["outcome"] == "kept":
                self.told[mutant] = {**told, "ran_fresh": True}

    def fresh(self) -> None:
        chosen = {}
        for one in self.points:
            if self.told[one.id]["outcome"] == "kept":
                tests = self.tests_of_rooms(one, {one.room} | self.importers(one))[:MOST_TESTS]
                chosen[one.id] = (tests, self._words(tests), MOST_SECONDS)
        self.listed("fresh", chosen)

    def _words(self, tests: list[str]) -> list[str]:
        files = sorted({test.partition("::")[0] for test in tests})
        return ["-m", self.marks, *files] if files else []

    def survivors(self) -> list[Point]:
        return [one for one in self.points if self.told[one.id]["outcome"] not in ("killed", "timeout")]

    def deep(self) -> None:
        chosen = {}
        for one in self.survivors():
            words = self._deep_words(one)
            chosen[one.id] = (None, ["-m", f"not ({self.marks})", *words] if words else [], DEEP_LOOK)
        self.listed("deep", chosen)

    def _deep_words(self, point: Point) -> list[str]:
        tests = self.root / "tests"
        stem = Path(point.file).stem.partition("_")[2]
        named = [f for d in ("races", "security") for f in sorted((tests / d).glob("test_*.py"))]
        files = [f for f in named if any(word and word.rstrip("s") in f.stem for word in (point.room, stem))]
        verbs = [tests / EVERY_VERB] if "actions" in Path(point.file).parts else []
        asked = (tests / "rooms" / point.room, *files, *verbs)
        return [str(f.relative_to(self.root)) for f in asked if f.exists()]

    # What came of it.

    def report(self, seed: str) -> str:
        lines = ["| id | where | room | change | outcome | by |", "|---|---|---|---|---|---|"]
        for one in self.points:
            told = self.told[one.id]
            look = f", {told['look']} look" if told.get("look") in ("second", "deep") else ""
            what = f"{one.kind}: `{one.told[:160]}`".replace("|", "\\|")
            by = told["by"].replace("|", "\\|")
            lines.append(f"| {one.id} | {one.file}:{one.line} | {one.room} | {what} | {told['outcome']}{look} | {by} |")
        count, killed = len(self.points), len(self.points) - len(self.survivors())
        deep = sum(told.get("look") == "deep" for told in self.told.values())
        head = [
            f"# Mutation, seed {seed}: {count} changes",
            "",
            f'Killed by `-m "{self.marks}"`: {killed - deep} ({100 * (killed - deep) / max(count, 1):.1f} %).',
            f"Killed with the deep look: {killed} ({100 * killed / max(count, 1):.1f} %).",
            f"Left out, because red in the copy with every change off: {', '.join(self.red) or 'none'}.",
            "",
        ]
        return "\n".join([*head, *lines, ""])


def room_of_test(test: str) -> str:
    parts = Path(test.partition("::")[0]).parts
    return parts[2] if len(parts) > 3 and parts[1] == "rooms" else parts[1] if len(parts) > 2 else ""


def _asked(words: list[str] | None) -> argparse.Namespace:
    asked = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    asked.add_argument("--seed", default="", help="hex digits; default: the first 8 of the last commit's hash")
    asked.add_argument("--count", type=int, default=120)
    asked.add_argument("--marks", "-m", default=MARKS, help="which tests count as `make test`")
    asked.add_argument("--also", choices=["deep"], help="run what survives against the rest as well")
    asked.add_argument("--workers", type=int, default=2)
    asked.add_argument("--home", type=Path, help="where the copy and the record are kept")
    asked.add_argument("--tests", nargs="*", default=[], help="only these files and folders")
    asked.add_argument("--root", type=Path, default=ROOT)
    asked.add_argument("--package", default="src/himaya")
    return asked.parse_args(words)


def _last_commit(root: Path) -> str:
    done = subprocess.run(["git", "rev-parse", "HEAD"], cwd=root, capture_output=True, text=True, check=True)
    return done.stdout[:8]


def main(words: list[str] | None = None) -> None:
    asked = _asked(words)
    root = asked.root.resolve()
    seed = asked.seed or _last_commit(root)
    own = hashlib.sha256(str(root).encode()).hexdigest()[:8]
    home = asked.home or Path(tempfile.gettempdir()) / f"mutation-{seed}-{asked.count}-{own}"
    package = root / asked.package
    points = points_.choose(points_.points_of(root, package), seed, asked.count)
    run = Run(root, package, home, asked.marks, asked.workers, points, asked.tests)
    run.prepare()
    for step in (run.recorded, run.fork, run.fresh, run.second, *([run.deep] if asked.also else [])):
        print(f"{step.__name__} …", flush=True)
        step()
        if run.told:
            print(f"  not killed: {len(run.survivors())} of {len(points)}", flush=True)
    report = run.report(seed)
    (root / "build").mkdir(exist_ok=True)
    (root / "build" / f"mutation-{seed}.md").write_text(report)
    print(report)


if __name__ == "__main__":
    main()
