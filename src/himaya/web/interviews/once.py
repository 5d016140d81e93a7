"""A page that is loaded again posts again: what was written down once is not written down twice.

Each page brings a mark of its own, which says nothing. A page that a browser brings back from its memory has the same
mark, and perhaps something else in it: so what counts as written is the mark with the words, one way, under the mark as
the key. Those stay in the session for a while; neither mark nor words do.
"""

import hashlib
import hmac
import json
from collections.abc import Iterable

from django.http import HttpRequest

USED = "interviews_written"
MOST = 40


def written(request: HttpRequest, what: str, fields: Iterable[str]) -> bool:
    """Whether this page wrote down exactly these fields already. `what`: the deed, as it is called here."""
    return _known(request, what, fields) in request.session.get(USED, [])


def mark(request: HttpRequest, what: str, fields: Iterable[str]) -> None:
    """They are written down now. A page without a mark is written down each time."""
    if known := _known(request, what, fields):
        request.session[USED] = [*request.session.get(USED, []), known][-MOST:]


def _known(request: HttpRequest, what: str, fields: Iterable[str]) -> str:
    brought = request.POST.get("once", "")[:32]
    if not brought:
        return ""
    said = json.dumps([what, *((name, [one.strip() for one in request.POST.getlist(name)]) for name in fields)])
    return hmac.digest(brought.encode(), said.encode(), hashlib.sha256).hex()[:32]
