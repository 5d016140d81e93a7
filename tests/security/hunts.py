"""Two words of their own, typed wherever a room takes words, and hunted wherever a room's words have no place.

A room brings its walk: what is typed, which pages show it again, and which do not. The rest is asked of every room
alike: no cell of any table (outbox, audit, notices and sessions are tables), no line of a log, no title, no header, no
temporary file, no name of a file.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.http import HttpResponse
from django.test import Client

from himaya.institutions.models import Account
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.web.sessions import DESK, FACTORS, FULL_SIGN_IN, PROVEN
from tests.security.hunt import Hunter

LATIN, ARABIC = "brastunekvolim", "قزبرستنقشلي"
SAID = f"{LATIN} {ARABIC}"
HUNTER = Hunter([LATIN, ARABIC])
TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)


def browser(actor: Actor) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(Account.objects.get(pk=actor.account_id), backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session.update({DESK: actor.desk_id, FACTORS: FULL_SIGN_IN, PROVEN: clock.now().timestamp()})
    session.save()
    return client


def cells() -> Iterator[tuple[str, bytes]]:
    """Every cell of every table, as it is stored: what is sealed is not opened."""
    for model in apps.get_models(include_auto_created=True):
        columns = [column.attname for column in model._meta.concrete_fields]
        for row in model._base_manager.values_list(*columns):
            for column, cell in zip(columns, row, strict=True):
                stored = bytes(cell) if isinstance(cell, bytes | memoryview) else str(cell).encode()
                yield f"{model._meta.db_table}.{column}", stored


def found(text: str) -> bool:
    return HUNTER.in_bytes(text.encode())


@dataclass(slots=True)
class Walk:
    """A walk under way: what it was shown, and what was hidden from it."""

    shown: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    titles: set[str] = field(default_factory=set)

    def post(self, client: Client, url: str, data: dict[str, Any], status: int = 302) -> str:
        """What was refused comes back: into the page, and nowhere else."""
        answer = client.post(url, data)
        text = self.hunted(answer)
        assert answer.status_code == status, text[:1500]
        assert status != 422 or LATIN in text, "what was typed is never lost"
        return text

    def shows(self, client: Client, *urls: str) -> None:
        """Pages on which the words stand."""
        self.shown += [self._page(client, url) for url in urls]

    def hides(self, client: Client, *urls: str, status: int | None = 200) -> None:
        """Pages on which they do not, whoever looks; without a status also those that are refused."""
        self.hidden += [self._page(client, url, status) for url in urls]

    def nothing_in_clear(self) -> None:
        """No cell of any table holds a word."""
        assert [place for place, cell in cells() if HUNTER.in_bytes(cell)] == []

    def ends(self, log: str, *folders: Path) -> None:
        """All that every room is asked."""
        assert self.shown, "the hunt must have something to find"
        assert all(found(one) for one in self.shown), "the hunt must have something to find"
        assert not any(found(one) for one in self.hidden), "a page that was to hide it"
        assert self.titles == {"Work"}, "one title, whatever the page"
        self.nothing_in_clear()
        assert not found(log), "a log"
        assert [where for folder in folders for where in HUNTER.in_folder(folder)] == []

    def _page(self, client: Client, url: str, status: int | None = 200) -> str:
        answer = client.get(url)
        assert status in (None, answer.status_code), url
        return self.hunted(answer)

    def hunted(self, answer: HttpResponse) -> str:
        """Its text; no header of it holds a word."""
        assert not found(repr(sorted(answer.headers.items()))), "a header"
        text = answer.content.decode()
        if answer.status_code in (200, 422):
            self.titles.update(TITLE.findall(text))
        return text


@dataclass(frozen=True, slots=True)
class Hunt:
    """The walk of a room, and the capability that it shows."""

    mark: pytest.MarkDecorator
    walk: Callable[[Walk], None]
