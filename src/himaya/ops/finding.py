"""What a check of `himaya doctor` says: never a name, never content."""

from dataclasses import dataclass

OK, LOOK, WRONG = "ok", "look", "wrong"


@dataclass(frozen=True)
class Finding:
    """`ok`: as it should be. `look`: somebody should look at it. `wrong`: it must be mended, exit code 1."""

    check: str
    state: str
    seen: str
    do: str = ""


def well(check: str, seen: str) -> Finding:
    """As it should be."""
    return Finding(check, OK, seen)


def look(check: str, seen: str, do: str) -> Finding:
    """Somebody should look at it."""
    return Finding(check, LOOK, seen, do)


def wrong(check: str, seen: str, do: str) -> Finding:
    """It must be mended."""
    return Finding(check, WRONG, seen, do)
