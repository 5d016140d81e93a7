"""Every address × method × role × place: the answer that a row of `matrix/` names, and no row missing.

In the same walk: what is forbidden cannot be told from what is absent; whoever gets plaintext leaves exactly one
audit event, with a purpose that `tests/data/reading_purposes.txt` names for this page; a refusal leaves one row and no
reading.
"""

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest
from _pytest.mark import ParameterSet
from django.db import connection
from django.http import HttpResponse
from django.test import client
from django.urls import URLPattern, URLResolver, get_resolver
from pytest_django.plugin import DjangoDbBlocker

from himaya.kernel import access, clock
from himaya.kernel.models import AuditEvent
from tests import factories
from tests.security import stage
from tests.security.matrix.rows import ANONYMOUS, ENROL, EVERYBODY, SPEAKING, WORKING, Answer, Goes, Row
from tests.security.public_process import public_process
from tests.security.stage import ABSENT, Stage, Visitor, counted, same_but_for_tokens, undone

ENTRANCES: dict[str, ModuleType] = {
    file.stem: import_module(f"tests.security.matrix.{file.stem}")
    for file in sorted((Path(__file__).parent / "matrix").glob("*.py"))
    if file.stem != "rows"
}
ROWS: list[Row] = [row for module in ENTRANCES.values() for row in module.ROWS]
DESKS, TABLES = "desks", "tables"
# The entrances whose rows are about what a round table made.
AT_TABLES = ("roundtable_", "changes", "reply", "training", "monitoring")
OF_TABLES = [row for one, module in ENTRANCES.items() if one.startswith(AT_TABLES) for row in module.ROWS]
OF_DESKS = [row for one, module in ENTRANCES.items() if not one.startswith(AT_TABLES) for row in module.ROWS]
NEVER = ("PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
# The two desks of a referral know of it, and all who sit at a table know of what lies there: for them a forbidden
# verb is no secret.
KNOW_IT = ("own", "receiver", "member", "other")


def parts(desks: int, tables: int) -> list[ParameterSet]:
    """The rows of both kinds in so many parts, which take about as long: each worker has its share of them."""
    return [
        pytest.param(kind, rows[part::many], id=f"{kind}-{part}")
        for kind, rows, many in ((DESKS, OF_DESKS, desks), (TABLES, OF_TABLES, tables))
        for part in range(many)
    ]


def addresses(patterns: list[URLPattern | URLResolver], space: str = "") -> Iterator[str]:
    """The name of every address of the web process; an address without a name has an empty one."""
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from addresses(one.url_patterns, f"{one.namespace}:" if one.namespace else space)
        else:
            yield f"{space}{one.name}" if one.name else ""


def test_every_address_has_a_row_for_reading_and_for_writing() -> None:
    classified = {(row.url, row.method) for row in ROWS}
    for name in addresses(get_resolver().url_patterns):
        assert name, "an address without a name cannot be classified"
        for method in ("GET", "POST"):
            assert (name, method) in classified, f"{method} {name} stands in no file of tests/security/matrix/"


def test_no_row_names_an_address_that_is_gone_or_of_another_entrance() -> None:
    known = set(addresses(get_resolver().url_patterns))
    for entrance, module in ENTRANCES.items():
        for row in module.ROWS:
            assert row.url in known
            # The round tables have a file per subject.
            assert row.url.startswith((f"{entrance.partition('_')[0]}:", entrance)), row


@pytest.fixture(autouse=True)
def _refusals_are_no_news(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("CRITICAL", "django.request")


@pytest.fixture(name="plaintext")
def _plaintext(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A line for every value that was unsealed."""
    opened: list[str] = []
    unseal = access.unseal

    def noted(*args: object) -> object:
        opened.append("opened")
        return unseal(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(access, "unseal", noted)
    return opened


def fits(answer: HttpResponse, expected: Answer) -> bool:
    if isinstance(expected, Goes):
        exact = expected.to == "/" or expected == ENROL
        place = answer.headers.get("Location", "")
        return answer.status_code == 302 and (place == expected.to if exact else place.startswith(expected.to))
    return answer.status_code == expected


@pytest.fixture(scope="module", name="on")
def _on(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Stage]:
    """One stage for all tests of this file: to set it takes longer than to walk most entrances.

    It stands in a transaction around those of the tests, each of which is undone; so the connection, which a test
    closes at its end, stays open.
    """
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock():
        patch.setattr(connection, "close", lambda: None)
        with clock.stopped(factories.TUESDAY), public_process(), undone():
            yield stage.set_up(everybody=True, tables=True)


@pytest.fixture(autouse=True)
def _no_copies_of_what_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Django's client copies the words of every template of every page, and nobody here asks for them."""
    monkeypatch.setattr(client, "store_rendered_templates", lambda *_args, **_more: None)


def _purposes() -> set[tuple[str, ...]]:
    lines = (Path(__file__).parents[1] / "data/reading_purposes.txt").read_text("utf-8").splitlines()
    return {tuple(line.split()) for line in lines if line and not line.startswith("#")}


PURPOSES = _purposes()


def audited(since: int) -> list[tuple[str, str]]:
    """What the audit was told since, with its purpose. In SQL: Django would write it anew for each of ten thousand."""
    with connection.cursor() as cursor:
        cursor.execute(_AUDITED, [since, "account.signed_in"])
        return list(cursor.fetchall())


_AUDITED = f"SELECT action, purpose FROM {AuditEvent._meta.db_table} WHERE id > %s AND action <> %s ORDER BY id"  # noqa: S608


def sitting(on: Stage, kind: str) -> Stage:
    return on.at_the_table() if kind == TABLES else on.at_the_desks()


def walk(row: Row, visitor: Visitor, on: Stage, plaintext: list[str], *, compared: bool = True) -> None:
    """One visitor at one row: the answer, then what the audit says of it; `compared` with what is absent, too."""
    expected = row.expected(*visitor.audiences)
    plaintext.clear()
    with undone():
        with counted() as queries:
            answer = visitor.ask(on.address(row), row.method, on.data(row))
        where = f"{row} as {visitor.name}: {answer.status_code} {answer.headers.get('Location', '')}"
        assert fits(answer, expected), f"{where}, not {expected}"
        events = audited(on.last_event)
    readings = [action for action, purpose in events if purpose]
    undeclared = {(row.url, *event) for event in events if event[1]} - PURPOSES
    assert not undeclared, f"{where}: read for what tests/data/reading_purposes.txt does not say: {undeclared}"
    refusals = [action for action, _purpose in events if action == "refused"]
    if plaintext:
        assert len(readings) == row.readings, f"{where}: {len(readings)} readings in the audit"
    if answer.status_code in (403, 404):
        assert not plaintext, f"{where}: refused, yet something was opened"
        assert (len(refusals), readings) == (1, []), f"{where}: {events}"
    if compared and row.of_an_object and answer.status_code in (403, 404):
        nothing_tells(row, visitor, on, answer, len(queries))


def nothing_tells(row: Row, visitor: Visitor, on: Stage, forbidden: HttpResponse, queries: int) -> None:
    """Absent and forbidden: same status, same bytes, same number of queries, for whoever may not know."""
    knows = {WORKING, SPEAKING} & set(visitor.audiences)
    if knows and visitor.name.endswith(KNOW_IT) and forbidden.status_code == 403:
        return
    if set(row.known_to) & set(visitor.audiences):
        return
    with undone(), counted() as spent:
        absent = visitor.ask(on.address(row, absent=True), row.method, on.data(row))
    # An address among the things is the ids in it.
    asked = (str(ABSENT), *(one for one in on.things.values() if not one.startswith("/")))
    assert absent.status_code == forbidden.status_code, f"{row} as {visitor.name}"
    assert same_but_for_tokens(absent.content, *asked) == same_but_for_tokens(forbidden.content, *asked)
    assert dict(absent.headers) == dict(forbidden.headers)
    assert len(spent) == queries, f"{row} as {visitor.name}: {queries} queries for what exists, {len(spent)} else"


@pytest.mark.django_db
@pytest.mark.capability("X2")
@pytest.mark.parametrize(("kind", "rows"), parts(desks=4, tables=2))
def test_every_role_gets_the_answer_that_its_row_names(
    kind: str, rows: list[Row], on: Stage, plaintext: list[str]
) -> None:
    """At every row one of each group that it tells apart.

    Seen red with 404 for 403 at the parties to the protocol on enquiries.
    """
    there = sitting(on, kind)
    for row in rows:
        for visitor in there.told_apart(row):
            walk(row, visitor, on, plaintext)


@pytest.mark.django_db
@pytest.mark.night
@pytest.mark.parametrize(("kind", "rows"), parts(desks=6, tables=2))
def test_every_role_at_every_place_gets_the_answer_that_its_row_names(
    kind: str, rows: list[Row], on: Stage, plaintext: list[str]
) -> None:
    there = sitting(on, kind)
    for turn, row in enumerate(rows):
        met: set[tuple[str, ...]] = set()
        for place, visitor in enumerate(there.everybody(row, turn)):
            # Of those who share an answer and a place, the first is compared, and a third of the rest in
            # turn: how alike two answers are is decided by where one sits and whether one works with people.
            alike = (str(row.expected(*visitor.audiences)), *visitor.audiences[2:])
            walk(row, visitor, on, plaintext, compared=alike not in met or (turn + place) % 3 == 0)
            met.add(alike)


@pytest.mark.django_db
@pytest.mark.parametrize("who", [ANONYMOUS, pytest.param("case_manager@own", marks=pytest.mark.night)])
def test_no_address_knows_another_method(who: str, on: Stage) -> None:
    for row in {row.url: row for row in ROWS}.values():
        for method in NEVER:
            assert on[who].ask(on.address(row), method).status_code == 405, f"{method} {row.url}"
        head = on[who].ask(on.address(row), "HEAD")
        assert head.content == b"", row.url


@pytest.mark.django_db
def test_nothing_is_written_for_a_form_that_came_from_elsewhere(on: Stage) -> None:
    posts = {row.url: row for row in ROWS if row.method == "POST" and row.expect.get(EVERYBODY) != 405}
    # It writes nothing and asks for nobody: a code is handed on to the process that holds no key.
    del posts["public_check"]
    # In turn: refused before anybody is asked who they are.
    for turn, row in enumerate(posts.values()):
        visitor = on[(ANONYMOUS, "case_manager@own")[turn % 2]]
        with undone():
            answer = visitor.ask(on.address(row), "POST", on.data(row), csrf=True)
        assert answer.status_code == 403, f"{row} as {visitor.name}"
