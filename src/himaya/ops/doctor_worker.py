"""What `himaya doctor` looks at of the worker: whether its appointments go through."""

from himaya.ops import job_marks
from himaya.ops.finding import Finding, look, well, wrong


def jobs() -> Finding:
    """Whether what the clock brings was done when it was last tried."""
    marks = job_marks.standing()
    if not marks:
        return well("jobs", "every appointment of the worker went through")
    told = ", ".join(
        f"{name} ({one.fault}, {'once' if one.times == 1 else f'{one.times} times'})"
        for name, one in sorted(marks.items())
    )
    do = "See the log for where it failed. The others go on; this one is tried again within a quarter of an hour."
    again = any(one.times > 1 for one in marks.values())
    return (wrong if again else look)("jobs", f"did not go through: {told}", do)
