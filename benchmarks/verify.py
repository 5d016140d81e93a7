"""Verifying one submission: 60 questions beside rxeval, and whether 500 questions cost more than their share.

Run: `.venv/bin/python -m benchmarks.verify`. One JSON line per figure. Goals: 60 questions in 2 ms; linear to 500:
time per question at most twice that at 60 (processor caches take their share; quadratic would be 8.3 times).
Baseline: rxeval (Rust) over the same form and submission, in the same run.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django
import rxeval

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "himaya.config.settings")
django.setup()

from benchmarks import sizes  # noqa: E402
from himaya.instruments.compiled import Compiled, compile_document  # noqa: E402
from himaya.instruments.render import submission  # noqa: E402
from himaya.instruments.verify import verify  # noqa: E402

ROUNDS, WARM = sizes.size(200, 3), sizes.size(10, 1)
TEXT = {"fr": "Texte", "ar": "نص", "en": "Text"}


def form(questions: int) -> Compiled:
    """Choice questions that open each other, numbers with limits, and a score over all of them."""
    rows: list[dict[str, Any]] = []
    for number in range(questions):
        row: dict[str, Any] = {"name": f"q{number}", "label": TEXT, "uid": f"B-{number}", "exposes": []}
        if number % 5 == 4:
            row |= {"type": "integer", "constraint": ". >= 0 and . <= 120", "required": "yes"}
        else:
            row |= {"type": "select_one yn", "required": "yes"}
        if number % 3 == 2:
            row["relevant"] = f"${{q{number - 1}}} = 'yes' or ${{q{number - 2}}} != 'no'"
        rows.append(row)
    for start in range(0, questions, 20):
        names = [f"q{number}" for number in range(start, min(start + 20, questions)) if number % 5 != 4]
        terms = " + ".join(f"if(${{{name}}} = 'yes', 1, 0)" for name in names)
        rows.append({"type": "calculate", "name": f"score{start}", "calculation": terms})
    items = [{"value": value, "label": TEXT} for value in ("yes", "no", "unknown")]
    return compile_document(
        {"instrument": "bench", "version": "1", "title": TEXT, "survey": rows, "choices": {"yn": items}}
    )


def filled(compiled: Compiled, questions: int) -> bytes:
    answers = {f"q{number}": "30" if number % 5 == 4 else ("yes", "no")[number % 2] for number in range(questions)}
    return submission(compiled, answers, {"instanceID": "uuid:bench"})


def milliseconds(run: Callable[[], object]) -> float:
    """Processor time, the median of single runs, after a warm-up: the form is compiled once and kept, as in service."""
    for _ in range(WARM):
        run()
    times = []
    for _ in range(ROUNDS):
        begin = time.process_time()
        run()
        times.append((time.process_time() - begin) * 1000)
    return statistics.median(times)


def main() -> None:
    figures: dict[int, float] = {}
    for questions in (60, 125, 250, 500):
        compiled = form(questions)
        content = filled(compiled, questions)
        verdict = verify(compiled, content)
        assert verdict.valid, [flaw.as_json("en") for flaw in verdict.errors]
        xform, text = compiled.xform.decode(), content.decode()
        assert rxeval.submission_findings(xform, text) == []
        ours = figures[questions] = milliseconds(lambda c=compiled, b=content: verify(c, b))  # type: ignore[misc]
        theirs = milliseconds(lambda x=xform, t=text: rxeval.submission_findings(x, t))  # type: ignore[misc]
        told = {"questions": questions, "himaya_ms": round(ours, 3), "rxeval_ms": round(theirs, 3)}
        print(json.dumps({"benchmark": "verify", **told}))
    per = (figures[500] / 500) / (figures[60] / 60)
    print(json.dumps({"benchmark": "verify-60", "ms": round(figures[60], 3), "goal_ms": 2, "met": figures[60] <= 2}))
    print(
        json.dumps(
            {
                "benchmark": "verify-linear",
                "per_question_500_to_60": round(per, 2),
                "quadratic_would_be": 8.3,
                "met": per <= 2,
            }
        )
    )


if __name__ == "__main__":
    main()
