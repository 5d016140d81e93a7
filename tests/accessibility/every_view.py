"""Every page that somebody can see: where a row of the matrix says who comes by the address, and where taps lead."""

from collections.abc import Iterator
from importlib import import_module

from django.urls import reverse

from tests.accessibility import visited
from tests.accessibility.visited import NOBODY, View, at, proven
from tests.security.matrix.rows import ANONYMOUS
from tests.security.test_matrix import ROWS

# In this order: some change what the next ones show.
BY_TAPS = """
    access apart closing attestations conferences determinations estimates exchange interviews consents
    consents_whole reasonings rights health inbound keeping referrals legal plans staff tasks field
    relations duplicates enquiries crisis packets returns staff_care training yearbook monitoring risks
    risks_clocks safety releases services tables people practice room papers consulting texts
    recommendations progress gathering followup
""".split()  # noqa: SIM905 - a page of names, one a line, says no more
BY_ADDRESS = [
    View(row.url, NOBODY if who == ANONYMOUS else who, proven(at(reverse(row.url, kwargs=needs))), url=row.url)
    for row in ROWS
    for who, needs in row.seen
]
VIEWS: list[View] = [
    *BY_ADDRESS,
    *visited.VIEWS,
    *(view for name in BY_TAPS for view in import_module(f"tests.accessibility.visited_{name}").VIEWS),
]


def by_visitor() -> Iterator[tuple[str, list[View]]]:
    """The pages of each visitor, so that one session sees them all; those that change something come last."""
    for who in dict.fromkeys(view.who for view in VIEWS):
        yield who, sorted((view for view in VIEWS if view.who == who), key=lambda view: view.deep)
