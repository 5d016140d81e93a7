"""Run as a program: one large PDF through the whole web stack of this process, and back again.

    python -m tests.security.large_upload MEGABYTES

The body of the request is made as it is read, so that what this process holds is what the code under test holds. The
last line on standard output is a JSON object with the peaks of memory, in MiB, and what a full disk gave.
"""

import io
import json
import os
import re
import resource
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch
from uuid import UUID

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.test import Client  # noqa: E402

from himaya.cases.models import CaseFile  # noqa: E402
from himaya.institutions.models import Account  # noqa: E402
from himaya.kernel import blobs  # noqa: E402
from himaya.kernel.streams import Sealer  # noqa: E402
from himaya.web.sessions import DESK, FACTORS, FULL_SIGN_IN  # noqa: E402
from tests import cast, factories  # noqa: E402
from tests.races.killing import prepare  # noqa: E402

MIB, WRITING = 1024 * 1024, blobs.writing
BLOCK = os.urandom(MIB)
DESCRIPTION = "Dossier of the first hospital"
EDGE = "edge-of-a-part"


def document(megabytes: int) -> Iterator[bytes]:
    """A PDF with one page and one picture of so many MiB that nothing can make smaller."""
    size = megabytes * MIB
    parts = [
        b"%PDF-1.7\n",
        b"1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n",
        b"2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n",
        b"3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 5 0 R"
        b" /Resources << /XObject << /X 4 0 R >> >> >>\nendobj\n",
        f"4 0 obj\n<< /Type /XObject /Subtype /Image /Width 1024 /Height {megabytes * 1024} /ColorSpace /DeviceGray"
        f" /BitsPerComponent 8 /Length {size} >>\nstream\n".encode(),
    ]
    after = [
        b"\nendstream\nendobj\n",
        b"5 0 obj\n<< /Length 28 >>\nstream\nq 200 0 0 200 0 0 cm /X Do Q\nendstream\nendobj\n",
    ]
    at, places = len(parts[0]), []
    for part in parts[1:]:
        places.append(at)
        at += len(part)
    at += size + len(after[0])
    places.append(at)
    at += len(after[1])
    yield b"".join(parts)
    for _ in range(megabytes):
        yield BLOCK
    yield b"".join(after)
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    yield f"xref\n0 6\n0000000000 65535 f \n{table}".encode()
    yield f"trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n{at}\n%%EOF\n".encode()


class Body(io.RawIOBase):
    """The body of the request as something to read from."""

    def __init__(self, megabytes: int) -> None:
        head = "".join(
            f'--{EDGE}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{said}\r\n'
            for name, said in {"description": DESCRIPTION}.items()
        )
        head += f'--{EDGE}\r\nContent-Disposition: form-data; name="file"; filename="x.pdf"\r\n\r\n'
        self.size = len(head) + sum(len(piece) for piece in document(megabytes)) + len(EDGE) + 8
        self._pieces = iter([head.encode(), *()])
        self._more = document(megabytes)
        self._end = iter([f"\r\n--{EDGE}--\r\n".encode()])
        self._rest = b""

    def read(self, size: int = -1) -> bytes:
        """Up to `size` bytes."""
        while not self._rest:
            for source in (self._pieces, self._more, self._end):
                if piece := next(source, None):
                    self._rest = piece
                    break
            else:
                return b""
        size = len(self._rest) if size < 0 else size
        piece, self._rest = self._rest[:size], self._rest[size:]
        return piece


def signed_in() -> Client:
    client = Client(headers={"accept-language": "en"}, SERVER_NAME="localhost")
    account = Account.objects.get(pk=cast.INSPECTOR.account_id)
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session[FACTORS], session[DESK] = FULL_SIGN_IN, cast.INSPECTOR.desk_id
    session.save()
    return client


def send(client: Client, case_id: UUID, megabytes: int) -> Any:
    body = Body(megabytes)
    return client.request(
        REQUEST_METHOD="POST",
        PATH_INFO=f"/casework/cases/{case_id}/files/add/",
        CONTENT_TYPE=f"multipart/form-data; boundary={EDGE}",
        CONTENT_LENGTH=body.size,
        **{"wsgi.input": body},
    )


def peak(who: int = resource.RUSAGE_SELF) -> float:
    return resource.getrusage(who).ru_maxrss / 1024


def lie_there() -> int:
    return len(list((Path(settings.HIMAYA_HOME) / blobs.FOLDER).iterdir()))


@contextmanager
def room(megabytes: int) -> Iterator[None]:
    """The system lets no file grow past so much, as on a disk that is full."""
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (megabytes * MIB, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))


@contextmanager
def filling_up(blob: UUID, key: bytes) -> Iterator[Sealer]:
    """What came in whole finds the disk full when it is written anew."""
    with room(3), WRITING(blob, key) as sealer:
        yield sealer


def full_disk(client: Client, case_id: UUID) -> dict[str, object]:
    """A disk that fills up: on the way in, and as the file is written anew."""
    before = lie_there()
    with room(3):
        answers = [send(client, case_id, 8)]
    with patch.object(blobs, "writing", filling_up):
        answers.append(send(client, case_id, 8))
    pages = [one.content.decode() if one.status_code != 302 else "" for one in answers]
    told = [
        (one.status_code, "no room left" in page, DESCRIPTION in page) for one, page in zip(answers, pages, strict=True)
    ]
    return {"full": told, "left_by_full": lie_there() - before}


def main(megabytes: int) -> None:
    prepare()
    case_id = factories.hand_over().case_id
    client = signed_in()
    assert send(client, case_id, 1).status_code == 302
    before, begun = peak(), time.monotonic()
    answer = send(client, case_id, megabytes)
    assert answer.status_code == 302, answer.content.decode()
    up, uploaded = time.monotonic() - begun, peak()
    row = CaseFile.objects.order_by("-number")[0]
    begun = time.monotonic()
    back = client.post(f"/casework/files/{row.pk}/", {"purpose": "give_service"})
    size = sum(len(piece) for piece in back.streaming_content)
    found = {
        "size": row.size,
        "came_back": size,
        "peak_before": round(before, 1),
        "grew_by_upload": round(uploaded - before, 1),
        "grew_by_download": round(peak() - uploaded, 1),
        "peak_of_the_decoder": round(peak(resource.RUSAGE_CHILDREN), 1),
        "seconds_up": round(up, 1),
        "seconds_down": round(time.monotonic() - begun, 1),
        "pages": bool(re.search("File", client.get(f"/casework/cases/{case_id}/files/").content.decode())),
    }
    sys.stdout.write(json.dumps({**found, **full_disk(client, case_id)}) + "\n")


if __name__ == "__main__":
    main(int(sys.argv[1]))
