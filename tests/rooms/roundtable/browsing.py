"""A browser at the pages of the round tables: what is read there, what comes back from a form."""

import re
from collections.abc import Mapping
from typing import Any

from django.test import Client

from himaya.coordination.models import RoundTable
from tests.pages import page, without_islands

HOME = "/round-tables/"


def body(client: Client, address: str, status: int = 200) -> str:
    return without_islands(page(client, address, status))


def sent(client: Client, address: str, data: Mapping[str, Any], status: int = 302) -> str:
    """What comes back from a form: the place it leads to, or the page itself."""
    answer = client.post(address, data)
    assert answer.status_code == status, re.findall(r'class="error[^<]*<[^<]*', answer.content.decode())
    return answer.headers["Location"] if status == 302 else without_islands(answer.content.decode())


def of(table: RoundTable, page: str = "") -> str:
    return f"{HOME}tables/{table.pk}/{page}"
