"""What rooms know of those who look after a child, as each declares it.

A room above that writes down whether somebody may be implicated has a module `looked_after` with a function
`implicated`. Whoever decides whether a guardian may be asked at all learns it here, and imports no room.
"""

from uuid import UUID

from himaya.kernel import rooms


def implicated(case_id: UUID) -> frozenset[str]:
    """What is said of them in one file: `yes`, `no`, `unknown`. Asked while the one who holds the file acts."""
    found: set[str] = set()
    for room in rooms.modules("looked_after"):
        found.update(room.implicated(case_id))
    return frozenset(found)
