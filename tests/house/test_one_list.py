"""Whom to call is said in one place: no other module orders desks to be called, and no page prints a number of its own.

Seen red with `first_days.py` asking `offers_for` for the first open desk again, with a page that read `desk.on_call`,
and with a `tel:` in the template of a page.
"""

import ast
import re

from tests.house.source import HIMAYA, below, nodes, text

# Who reads the order in which desks *receive*, and for what: a choice between desks, never a number to call.
CHOOSE = {
    "cases/queries_inbound.py": "which desk receives an arrival",
    "services/calls.py": "the one list of whom to call",
    "services/queries.py": "the directory",
    "web/casework/referral.py": "which desk a referral that came back could go to",
    "web/casework/sending.py": "which desks are asked for a need",
    "web/frontline/handover/wanted.py": "which desk the sheet is sent to",
    "web/services/directory.py": "the page of one desk",
    "web/services/own.py": "one's own desk",
}
ORDERS = {"best_first", "offers_for", "to_call", "together"}
# Who asks the one list. A page that shows whom to call stands here and nowhere else.
ASK = {
    "cases/actions/screenings.py",
    "disclosures/held_copy.py",
    "web/calls.py",
    "web/frontline/handover/wanted.py",
    "web/frontline/whom.py",
}
# Who is on call is a column of the directory; beside the list, the tasks ask it of a desk that was chosen already.
ON_CALL = {
    "institutions/actions/packs.py",
    "institutions/content_packs.py",
    "institutions/rules_calls.py",
    "services/calls.py",
    "tasks/actions/raising.py",
}
# What can be pressed to call: the list, the directory of desks, and the emergency numbers of the nation.
PRESSED = {
    "web/crisis/templates/crisis/of_case.html": 1,
    "web/services/templates/services/desk.html": 2,
    "web/services/templates/services/parts/line.html": 2,
    "web/templates/parts/call_first.html": 1,
    "web/templates/parts/calls.html": 1,
}
FIRST_LINE = ("web/frontline", "web/crisis", "web/interviews", "web/plans")
# Numbers that are printed there and are no list: the card made of the list, and the partners of a desk abroad.
PRINTED = {
    "web/frontline/templates/frontline/way_back.html",
    "web/frontline/templates/frontline/abroad_sent.html",
    "web/frontline/templates/frontline/abroad_stop.html",
}


def named(wanted: set[str]) -> set[str]:
    """Files that use one of these functions of `institutions.queries`, `institutions.rules_calls` or `services`."""
    found = set()
    for path in below(HIMAYA):
        for node in nodes(path):
            imported = isinstance(node, ast.ImportFrom) and (node.module or "").startswith(
                ("himaya.institutions", "himaya.services")
            )
            names = {one.name for one in node.names} if imported and isinstance(node, ast.ImportFrom) else set()
            if isinstance(node, ast.Attribute) and ast.unparse(node.value) in (
                "queries",
                "services",
                "institutions",
                "desks",
                "directory",
                "rules_calls",
            ):
                names = {node.attr}
            if names & wanted:
                found.add(path.relative_to(HIMAYA).as_posix())
    return found


def test_no_other_module_orders_desks_and_those_that_do_choose_who_receives() -> None:
    assert named(ORDERS) == set(CHOOSE)


def test_only_these_ask_the_list() -> None:
    assert named({"whom_to_call", "on_call_desk", "at_night"}) == ASK


def test_who_is_on_call_is_asked_nowhere_else() -> None:
    found = {
        path.relative_to(HIMAYA).as_posix()
        for path in below(HIMAYA)
        if "migrations" not in path.parts
        for node in nodes(path)
        if isinstance(node, ast.Attribute)
        and node.attr == "on_call"
        or isinstance(node, ast.Constant)
        and node.value == "on_call"
    }
    assert found == ON_CALL


def test_a_number_that_can_be_pressed_comes_from_the_list_or_from_the_directory() -> None:
    pages = {path.relative_to(HIMAYA).as_posix(): text(path) for path in below(HIMAYA, ".html")}
    assert {name: page.count('"tel:') for name, page in pages.items() if '"tel:' in page} == PRESSED
    printed = {
        name
        for name, page in pages.items()
        if name.startswith(FIRST_LINE)
        and re.search(r"\{\{[^}]*((desk|fallback|on_call|medical|one|row)\.|\s)phone\b", page)
    }
    assert printed == PRINTED
