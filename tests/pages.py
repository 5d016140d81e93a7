"""Reading a page that was answered: its text, once it is known to be answered as the test expects.

Usage: `assert "Sent" in body(office.get(where))`, or `page(office, where)` when a page is only looked at.
"""

import re
from html import unescape
from typing import Any

from django.test import Client


def body(answer: Any, status: int = 200) -> str:
    """The page as it was sent, which was answered with this status."""
    text = str(answer.content.decode())
    assert answer.status_code == status, f"{answer.status_code} instead of {status}: {text[-2000:]}"
    return text


def page(client: Client, address: str, status: int = 200) -> str:
    """What stands at an address."""
    return body(client.get(address), status)


def without_islands(text: str) -> str:
    """The same without the marks that keep a code or a name in its own direction, as somebody would read it."""
    return re.sub("</?bdi[^>]*>", "", text)


def words(text: str | bytes) -> str:
    """What a reader reads of a page: no marks, and one space between words."""
    text = text.decode() if isinstance(text, bytes) else text
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


def main_words(text: str | bytes) -> str:
    """What a reader reads in the main part of a page, with characters as they are meant."""
    text = text.decode() if isinstance(text, bytes) else text
    inside = re.search("<main.*?</main>", text, re.DOTALL)
    assert inside, "the page has no main part"
    return " ".join(unescape(re.sub("<[^>]+>", " ", inside.group())).split())
