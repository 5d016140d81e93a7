"""What every page sends besides its text: the locks of the browser, nothing to keep, nothing from elsewhere, little."""

import gzip
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpResponse

from himaya.kernel import clock
from tests import factories
from tests.security import stage
from tests.security.matrix.rows import ANONYMOUS, HALF, Row
from tests.security.public_process import public_process
from tests.security.stage import Stage, Visitor
from tests.security.test_matrix import ROWS

pytestmark = pytest.mark.django_db
BUDGET = 60_000
# A page with a long form brings its engine and its questions in three languages (ADR 40).
WITH_A_LONG_FORM = 260_000
MADE_FOR_HER = "casework:consent_proof"
LOCKS = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
}
CSP = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "media-src 'self'",
    "connect-src 'self'",
    "font-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
}
# One title a language, on every page; the way out shows "Today".
TITLES = {"fr": {"Travail", "Aujourd’hui"}, "ar": {"العمل", "اليوم"}}
ASKED = ("src", "href", "action", "formaction", "poster", "data", "hx-get", "hx-post")
# A refusal is one page for all addresses: a few are enough, where not each is looked at.
SAME_PAGE, ENOUGH = (403, 404, 409), 5
WHO = (
    "case_manager@own",
    "case_manager@receiver",
    "secretariat@own",
    "focal_point@member",
    ANONYMOUS,
    HALF,
)


@pytest.fixture(name="on")
def _on() -> Iterator[Stage]:
    with clock.stopped(factories.TUESDAY), public_process():
        yield stage.set_up(tables=True)


def pages(on: Stage, language: str, *, each: bool) -> Iterator[tuple[Row, Visitor, HttpResponse]]:
    """Every row that shows a page, once per kind of visitor; without `each`, every third row once per status.

    Of two rows that follow each other one is asked for in each language.
    """
    seen: dict[str, set[int]] = {}
    refused: dict[int, int] = {}
    for row in ROWS[list(TITLES).index(language) :: len(TITLES)] if each else ROWS[::3]:
        shown: set[int] = set() if each else seen.setdefault(row.url, set())
        for visitor in (on[name] for name in WHO):
            answer = row.expected(*visitor.audiences)
            if not isinstance(answer, int) or answer == 405 or answer in shown or row.url.startswith("public"):
                continue
            shown.add(answer)
            if answer in SAME_PAGE and not each:
                refused[answer] = refused.get(answer, 0) + 1
                if refused[answer] > ENOUGH:
                    continue
            with stage.undone():
                page = visitor.ask(on.address(row), row.method, on.data(row), language=language)
            if page.headers["Content-Type"].startswith("text/html"):
                yield row, visitor, page


_WHOLE = [pytest.mark.deep("minutes: every page in three languages"), pytest.mark.once]


@pytest.mark.parametrize(
    ("language", "each"),
    [("ar", False), *(pytest.param(language, True, marks=_WHOLE) for language in TITLES)],
)
@pytest.mark.capability("X5")
def test_every_page_is_locked_neutral_self_contained_and_light(on: Stage, language: str, each: bool) -> None:
    seen = 0
    for row, visitor, page in pages(on, language, each=each):
        where = f"{row} as {visitor.name}"
        assert {name: page.headers.get(name) for name in LOCKS} == LOCKS, where
        assert set(page.headers["Content-Security-Policy"].split("; ")) == CSP, where
        assert page.headers["Content-Type"] == "text/html; charset=utf-8", where
        assert "camera=()" in page.headers["Permissions-Policy"]
        html = page.content.decode()
        # What is made for a person speaks their language, whatever the page does around it.
        made = row.url == MADE_FOR_HER and page.status_code == 200
        in_its_language(html, str(row.data.get("language", language)) if made else language, where)
        nothing_inline_nothing_elsewhere(html, where)
        cookies_are_short_named_and_kept_from_scripts(page, where)
        assert weight(page) <= (WITH_A_LONG_FORM if "data-long-form" in html else BUDGET), (
            f"{where}: {weight(page)} bytes"
        )
        seen += 1
    assert seen > 60


def in_its_language(html: str, language: str, where: str) -> None:
    assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}">' in html, where
    title = re.search(r"<title>(.*?)</title>", html)
    assert title is not None
    assert title.group(1) in TITLES[language], f"{where}: {title.group(1)}"


def nothing_inline_nothing_elsewhere(html: str, where: str) -> None:
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:|\shx-on|<base|<iframe|<object|<embed", html), where
    assert not re.search(r"<script(?![^>]*\ssrc=)", html), where
    for name in ASKED:
        for address in re.findall(rf'\s{name}="([^"]*)"', html):
            assert re.match(r"(?!//)(/|#|\?|tel:|$)", address), f"{where}: {address}"


def weight(page: HttpResponse) -> int:
    """Bytes on a first visit: the page and its style sheets and scripts, each packed."""
    html = page.content.decode()
    parts = set(re.findall(r'<(?:script src|link rel="stylesheet" href)="([^"]+)"', html))
    return len(gzip.compress(page.content)) + sum(packed(one) for one in parts)


@lru_cache(maxsize=32)
def packed(address: str) -> int:
    place = finders.find(address.removeprefix(settings.STATIC_URL))
    assert isinstance(place, str), f"{address} is not there"
    return len(gzip.compress(Path(place).read_bytes()))


def cookies_are_short_named_and_kept_from_scripts(page: HttpResponse, where: str) -> None:
    for name, morsel in ((name, one) for name, one in page.cookies.items() if one.value):
        assert name in ("s", "c", "l"), f"{where}: {name}"
        assert morsel["httponly"], f"{where}: {name}"
        assert morsel["samesite"] == "Lax", f"{where}: {name}"
