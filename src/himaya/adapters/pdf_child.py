"""The process that makes one PDF: HTML on standard input, PDF on standard output, "page 12" on standard error.

It is started bare by `pdf.render`, without keys or the address of a database, limits itself before it reads
anything, and may write no file. WeasyPrint is imported here and nowhere else; Django is not imported at all.
"""

from __future__ import annotations

import hashlib
import logging
import re
import sys

from weasyprint import HTML  # type: ignore[import-untyped]
from weasyprint.urls import FatalURLFetchingError  # type: ignore[import-untyped]

from .limits import limit
from .pdf import REFUSED, TOO_LARGE


class Pages(logging.Handler):
    """Turns WeasyPrint's own progress into lines. Pages may be laid out twice; the number never falls."""

    def __init__(self) -> None:
        super().__init__()
        self.furthest = 0

    def emit(self, record: logging.LogRecord) -> None:
        if (found := re.search(r"Page (\d+)$", record.getMessage())) and int(found[1]) > self.furthest:
            self.furthest = int(found[1])
            sys.stderr.write(f"page {self.furthest}\n")
            sys.stderr.flush()


def nothing_outside(url: str) -> None:
    """Refuses every address: fonts come through Fontconfig, from one folder, and nothing else is ever fetched."""
    raise FatalURLFetchingError(url.partition(":")[0])


def render(html: bytes) -> bytes:
    """The PDF of an HTML page that stands for itself: any address in it ends the process."""
    progress = logging.getLogger("weasyprint.progress")
    progress.addHandler(Pages())
    progress.setLevel(logging.INFO)
    progress.propagate = False
    try:
        page = HTML(string=html.decode("utf-8"), base_url="himaya:paper", url_fetcher=nothing_outside)
        # An identifier and dates of the moment would make two renderings of one text differ.
        identifier = hashlib.sha256(html).digest()[:16]
        return bytes(page.write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=identifier, cache={}))
    except FatalURLFetchingError:
        sys.exit(REFUSED)
    except MemoryError:
        sys.exit(TOO_LARGE)


def main() -> None:
    """Limits, input, output."""
    limit(int(sys.argv[1]))
    sys.stdout.buffer.write(render(sys.stdin.buffer.read()))
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
