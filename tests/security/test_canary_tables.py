"""Every form of the round tables filled with two words of their own: they stand in the room's tables and nowhere else.

What institutions say in session is kept in clear (ADR 4). It still has no place in an address, a title, a header,
a log, a session, a cache, the outbox, the audit, a temporary file or the name of a file.
"""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from django.apps import apps

from himaya.kernel import clock
from tests.security.conftest import Watched
from tests.security.hunt import Hunter
from tests.security.passage import Passage
from tests.security.walker import Form, Seen, Value, Walker

# Of the models of the round tables, those files whose tables keep what is typed or said in session.
SESSION = (
    *("consulting", "cycles", "decisions", "letters", "minutes", "needs"),
    *("papers", "practice", "releases", "sessions", "tables"),
)
LATIN, ARABIC = "brastunekvolim", "قزبرستنقشلي"
ROOM = "/round-tables/"
LINK = re.compile(r'href="(/round-tables/[^"#?]*)"')
# Fields that hold a day, an hour, a number or a choice: what they begin with is kept, or today.
DAYS = re.compile(r"(_on|_by|^on|^day|valid_from|valid_to)$")
NOT_WORDS = re.compile(
    r"^(csrfmiddlewaretoken|seen|from|until|last_day|minutes|reserved|quorum_least|.*_days|.*_months|hours|people|"
    r"covered|code|account|do|item|decision|institution|invitation|seat|kind|object|mode|.*_id|link)$"
)


def words_for(form: Form) -> dict[str, Value]:
    """The two words in every field that takes words."""
    found: dict[str, Value] = {}
    for name, value in form.fields.items():
        if DAYS.search(name):
            found[name] = value or clock.today().isoformat()
        elif name == "email":
            found[name] = f"{LATIN}@example.org"
        elif isinstance(value, str) and not NOT_WORDS.match(name) and not value[:8].count("-"):
            found[name] = ARABIC if name.endswith(("_ar", "_arabic")) else LATIN
    return found


def session_tables() -> set[str]:
    """The tables of the files of `SESSION`."""
    modules = {f"himaya.coordination.models.{name}" for name in SESSION}
    return {model._meta.db_table for model in apps.get_models() if model.__module__ in modules}


def pages(walker: Walker, *, at_most: int) -> Iterator[Seen]:
    """Every page of the round tables that links lead to, breadth first."""
    waiting, known = [ROOM], {ROOM}
    while waiting and len(known) <= at_most + len(waiting):
        seen = walker.get(waiting.pop(0))
        yield seen
        for address in LINK.findall(seen.page):
            if address not in known and not address.endswith((".ics", "/file/")):
                known.add(address)
                waiting.append(address)


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_what_is_typed_at_the_round_tables_stands_in_their_tables_only(watched: Watched, language: str) -> None:
    passage = Passage(watched.url)
    sent = 0
    for who in ("secretariat", "point-focal-sante"):
        walker = passage.seat(who, language)
        for seen in list(pages(walker, at_most=90)):
            for form in seen.forms:
                words = words_for(form)
                if urlsplit(form.action).path.startswith(ROOM) and LATIN in words.values():
                    walker.send(form, words)
                    sent += 1
    assert sent > 25
    hunt = Hunter([LATIN, ARABIC])
    for seen in passage.trail:
        open_parts = "\n".join([seen.url, seen.title, *(f"{name}: {value}" for name, value in seen.headers)])
        assert not hunt.in_bytes(open_parts.encode()), f"in the address, title or headers of {seen.url}"
    watched.stop()
    store = "himaya.sqlite3"
    allowed = {store, f"{store}-wal", f"{store}, packed", f"{store}-wal, packed"}
    allowed |= {f"{store}: {table}" for table in (*session_tables(), "delegate", "mandate", "institution")}
    found = set(hunt.in_folder(watched.folder))
    assert f"{store}: agenda_item" in found, "the hunt must have something to find"
    assert found - allowed == set()
