"""A file that somebody sends stays in memory, up to a bound, or is sealed as it comes; no disk ever gets it in clear.

Django's own handlers write large files into a temporary folder, and what is deleted there can be found again. These
read a bounded number of bytes; of a larger file they keep nothing but that it was too large, and read the other fields
of the form to the end, so that nothing that was typed is lost.
"""

from collections.abc import Callable
from functools import wraps
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from himaya.adapters.scans import MAX_BYTES
from himaya.cases.rules_files import ending_of
from himaya.kernel.blobs import Held
from himaya.web import typed

View = Callable[..., HttpResponseBase]
# Who sends files at this address: the request and the parts of the address.
May = Callable[..., bool]


class Received(UploadedFile):  # type: ignore[type-arg]
    """A file in memory. `too_large`: it was larger than the bound, and its bytes are gone."""

    def __init__(self, name: str, content: bytes, *, too_large: bool) -> None:
        super().__init__(file=BytesIO(content), name=name, size=len(content))
        self.too_large = too_large
        self.content = content


class Nowhere(FileUploadHandler):
    """For every other form: a file that nobody awaits is read past, and kept neither in memory nor in a folder."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        raise SkipFile

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Nothing of it."""

    def file_complete(self, file_size: int) -> None:
        """No file."""


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


class ReceivedSealed(UploadedFile):  # type: ignore[type-arg]
    """A file that lies sealed under a key of this process. `fault`: why nothing of it is there, `too_large`, `no_room`.

    Of the sender's name for it only the ending is kept.
    """

    def __init__(self, held: Held, ending: str, fault: str) -> None:
        super().__init__(file=held, name="file", size=held.size)  # type: ignore[arg-type]
        self.held, self.ending, self.fault = held, ending, fault


class SealedOnTheWay(FileUploadHandler):
    """Seals a file as it comes, up to `most` bytes; of more, only that it was more."""

    def __init__(self, request: HttpRequest, most: int) -> None:
        super().__init__(request)
        self.most = most
        self.held: Held | None = None
        self.ending, self.fault, self.size = "", "", 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.upload_interrupted()
        self.ending, self.fault, self.size = ending_of(self.file_name or ""), "", 0
        if self.most:
            self.held = Held()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.size += len(raw_data)
        if self.size > self.most:
            self.fault = "too_large"
        if self.held is None or self.fault:
            return
        try:
            self.held.write(raw_data)
        except OSError:
            self.fault = "no_room"

    def file_complete(self, file_size: int) -> ReceivedSealed | None:
        held, self.held = self.held, None
        if held is None:
            return None
        try:
            held.finish()
        except OSError:
            self.fault = self.fault or "no_room"
        if self.fault:
            held.close()
        return ReceivedSealed(held, self.ending, self.fault)

    def upload_interrupted(self) -> None:
        if self.held is not None:
            self.held.close()
            self.held = None


def in_memory_for(may: May) -> Callable[[View], View]:
    """The view reads uploads in memory only. Whoever `may` not send files here sends nothing: not a byte is kept."""
    return _received_by(InMemory, MAX_BYTES, may)


def sealed_for(may: May, *, most: int) -> Callable[[View], View]:
    """The view gets uploads sealed, up to `most` bytes each. Whoever `may` not send files here sends nothing."""
    return _received_by(SealedOnTheWay, most, may)


def _received_by(handler: type[InMemory | SealedOnTheWay], most: int, may: May) -> Callable[[View], View]:
    """The handler is set before the CSRF check, because that check reads the form."""

    def decorate(view: View) -> View:
        def with_fields_of_text(request: HttpRequest, /, *args: Any, **kwargs: Any) -> HttpResponseBase:
            typed.check(request.POST)
            return view(request, *args, **kwargs)

        protected = csrf_protect(with_fields_of_text)

        @wraps(view)
        def reading(request: HttpRequest, /, *args: Any, **kwargs: Any) -> HttpResponseBase:
            # What comes from the page for the second factor brings no file any more, and was read already.
            if request.content_type == "multipart/form-data":
                request.upload_handlers = [handler(request, most if may(request, *args, **kwargs) else 0)]
            return protected(request, *args, **kwargs)

        return csrf_exempt(reading)

    return decorate


def sent(request: HttpRequest, name: str) -> Received | None:
    """The file that was sent in a field, or None when the field was left empty."""
    found = request.FILES.get(name)
    if not isinstance(found, Received) or not (found.content or found.too_large):
        return None
    return found


def sent_sealed(request: HttpRequest, name: str) -> ReceivedSealed | None:
    """The same of a file that was sealed on its way."""
    found = request.FILES.get(name)
    if not isinstance(found, ReceivedSealed) or not (found.held.size or found.fault):
        return None
    return found
