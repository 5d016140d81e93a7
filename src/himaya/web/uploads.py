"""A file that somebody sends stays in memory, up to a bound; nothing of it ever touches a disk.

Django's own handlers write large files into a temporary folder, and what is deleted there can be found again. This one
reads ten megabytes at most; of a larger file it keeps nothing but that it was too large, and reads the other fields of
the form to the end, so that nothing that was typed is lost.
"""

from collections.abc import Callable
from functools import wraps
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from himaya.adapters.scans import MAX_BYTES

View = Callable[..., HttpResponse]
# Who sends files at this address: the request and the parts of the address.
May = Callable[..., bool]


class Received(UploadedFile):  # type: ignore[type-arg]
    """A file in memory. `too_large`: it was larger than the bound, and its bytes are gone."""

    def __init__(self, name: str, content: bytes, *, too_large: bool) -> None:
        super().__init__(file=BytesIO(content), name=name, size=len(content))
        self.too_large = too_large
        self.content = content


class InMemory(FileUploadHandler):
    """Keeps a file in memory up to `most` bytes; of more, only that it was more."""

    def __init__(self, request: HttpRequest, most: int) -> None:
        super().__init__(request)
        self.most = most
        self.parts: list[bytes] = []
        self.size = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.parts, self.size = [], 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.size += len(raw_data)
        if self.size > self.most:
            self.parts = []
        else:
            self.parts.append(raw_data)

    def file_complete(self, file_size: int) -> Received:
        # The sender's file name may hold a person's name: it is not kept.
        return Received("scan", b"".join(self.parts), too_large=self.size > self.most)


def in_memory_for(may: May) -> Callable[[View], View]:
    """The view reads uploads in memory only. Whoever `may` not send files here sends nothing: not a byte is kept.

    The handler is set before the CSRF check, because that check reads the form.
    """

    def decorate(view: View) -> View:
        protected = csrf_protect(view)

        @wraps(view)
        def reading(request: HttpRequest, /, *args: Any, **kwargs: Any) -> HttpResponse:
            most = MAX_BYTES if may(request, *args, **kwargs) else 0
            request.upload_handlers = [InMemory(request, most)]
            return protected(request, *args, **kwargs)

        return csrf_exempt(reading)

    return decorate


def sent(request: HttpRequest, name: str) -> Received | None:
    """The file that was sent in a field, or None when the field was left empty."""
    found = request.FILES.get(name)
    if not isinstance(found, Received) or not (found.content or found.too_large):
        return None
    return found
