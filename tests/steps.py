"""How much work something was, counted and not timed: the same number on a busy machine and an idle one."""

import sys
from collections.abc import Callable

_TOOL = sys.monitoring.OPTIMIZER_ID


def steps(work: Callable[[], object]) -> int:
    """Lines of Python that were run, of whatever module; each turn of a loop counts anew.

    What a library does in C is not seen: how long things take is measured in benchmarks/.
    """
    taken = 0

    def one(_code: object, _line: int) -> None:
        nonlocal taken
        taken += 1

    monitoring = sys.monitoring
    monitoring.use_tool_id(_TOOL, "tests.steps")
    monitoring.register_callback(_TOOL, monitoring.events.LINE, one)
    monitoring.set_events(_TOOL, monitoring.events.LINE)
    try:
        work()
    finally:
        monitoring.set_events(_TOOL, 0)
        monitoring.register_callback(_TOOL, monitoring.events.LINE, None)
        monitoring.free_tool_id(_TOOL)
    return taken
