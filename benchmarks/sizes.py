"""How much a benchmark measures: its full size, or with `--smoke` so little that it ends in seconds.

A smoke run says that the benchmark still runs, by the same code; its figures say nothing, so no gate is held to them.
"""

import argparse
import sys
import time
from collections.abc import Callable


def smoke() -> bool:
    """Whether this run only shows that the benchmark still works."""
    return "--smoke" in sys.argv[1:]


def size(full: int, tiny: int) -> int:
    """The first one, in a smoke run the second."""
    return tiny if smoke() else full


def spent(work: Callable[[], object]) -> float:
    """Processor time of the best of three: other work on the machine does not count."""
    times = []
    for _ in range(size(3, 1)):
        started = time.process_time()
        work()
        times.append(time.process_time() - started)
    return min(times)


def exit_code(fine: bool) -> int:
    """0, or 1 where a gate is missed; a smoke run has none."""
    return 0 if fine or smoke() else 1


def parser() -> argparse.ArgumentParser:
    """What every benchmark can be asked, whatever else it takes."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--smoke", action="store_true", help="a tiny size, on SQLite alone")
    return asked
