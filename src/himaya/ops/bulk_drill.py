"""`himaya drill bulk-read [--json]`: a captured session opens one invented person after another until it is stopped.

The two breaches to design against, ICRC 2022 and CNSS 2025, were bulk reads from one place that nobody noticed
(security 10). The drill says at how many persons the second factor was asked for, at how many nothing more opened, who
was told, and whether the audit holds each reading.
"""

import argparse
import sys

from himaya.ops import drills

STEPS = "import sys, django; django.setup(); from himaya.ops.bulk_drill_steps import main; sys.exit(main(sys.argv[2:]))"


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main(argv: list[str]) -> int:
    """Run the drill. Exit 1 when a step did not hold, 2 for words that are not understood."""
    parser = argparse.ArgumentParser(prog="himaya drill bulk-read")
    parser.add_argument("--json", action="store_true")
    parsed = parser.parse_args(argv)
    return drills.run(STEPS, _say, *(["--json"] if parsed.json else []))
