"""The switch that mutate.py puts into its copy of the product: which change is on, and which places were passed.

One number for the process. A process that a test starts takes it from the environment, under a name that
`tests.running.plain_environment` lets through, and writes the places it passes to the file that the test was given.
"""

import os

active = int(os.environ.get("MUTANT_ON", "0"))
passed: set[int] = set()
_NOTES = os.environ.get("MUTANT_NOTES", "")


def on(number: int) -> bool:
    """Whether this change is to be made."""
    if number not in passed:
        passed.add(number)
        if _NOTES:
            with open(_NOTES, "a") as notes:
                notes.write(f"{number}\n")
    return number == active
