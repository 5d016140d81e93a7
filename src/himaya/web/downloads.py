"""A file that leaves a page: to be kept under a name that says nothing, and with no power should a browser open it."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from django.views.decorators.csp import csp_override

SANDBOX: dict[str, Any] = {"sandbox": True, "default-src": ["'none'"]}
# Around a view that answers with a file.
sandboxed = csp_override(SANDBOX)
# What each kind of file is served as, by the ending of its name.
MEDIA = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "jpg": "image/jpeg",
    "age": "application/octet-stream",
}
ENDINGS = {"pdf": "pdf", "jpeg": "jpg"}


def as_stream(pieces: Iterable[bytes], size: int, name: str, ending: str) -> StreamingHttpResponse:
    """The same, piece by piece: of a large file never more than a piece is held."""
    return StreamingHttpResponse(
        pieces, content_type=MEDIA[ending], headers={**_kept_as(name, ending), "Content-Length": str(size)}
    )


def as_file(body: bytes, name: str, ending: str) -> HttpResponse:
    """The bytes as a download. `name` is a word of the house: never what somebody typed."""
    return HttpResponse(body, content_type=MEDIA[ending], headers=_kept_as(name, ending))


def _kept_as(name: str, ending: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}.{ending}"'}
