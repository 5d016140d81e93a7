"""The thread that makes papers: one at a time, outside any transaction, so that the outbox never waits for a page.

Killed half-way, the paper is made anew by whoever comes next: nothing of it was kept, and nothing else was touched.
"""

import logging
import time
from collections.abc import Callable
from datetime import datetime
from threading import Event

from django.conf import settings
from django.db import DatabaseError, close_old_connections, connection

from himaya.adapters import paper_html, pdf
from himaya.coordination.actions import renditions
from himaya.coordination.actions.renditions import Claimed
from himaya.coordination.papers import data
from himaya.kernel import clock
from himaya.kernel.errors import NotFound

log = logging.getLogger("himaya.papers")

POLL_SECONDS = 1.0
# Progress is written at most so often: a page is laid out in a tenth of a second.
SECONDS_BETWEEN = 0.5
LONGEST_SECONDS = 480


def work(stop: Event) -> None:
    """Make papers until `stop` is set. A database that is away is waited for."""
    started = False
    while not stop.is_set():
        try:
            close_old_connections()
            if not started:
                renditions.release()
                started = True
            while not stop.is_set() and make_one(clock.now()):
                pass
        except DatabaseError as fault:
            log.error("database away", exc_info=fault)
            connection.close()
            started = False  # What was under way is taken up again.
        stop.wait(POLL_SECONDS)
    connection.close()


def make_one(now: datetime) -> bool:
    """Make the paper that waits longest; False when none waits. What fails is kept for another try."""
    claimed = renditions.claim(now)
    if claimed is None:
        return False
    try:
        renditions.keep(claimed, _made(claimed))
    except DatabaseError:
        raise
    except NotFound:
        renditions.fail(claimed, "gone", for_good=True)
    except pdf.PdfFailed as fault:
        log.error("paper fault %s %s", claimed.id, fault.code)
        renditions.fail(claimed, fault.code)
    except Exception as fault:
        log.error("paper fault %s", claimed.id, exc_info=fault)
        renditions.fail(claimed, type(fault).__name__)
    return True


def forget(now: datetime) -> None:
    """Delete papers that were asked for a day ago."""
    renditions.forget(now - renditions.KEPT_FOR)


def _made(claimed: Claimed) -> bytes:
    gathered = data.gather(claimed.kind, claimed.object_id, claimed.institution_id)
    paper = data.lay_out(claimed.kind, gathered, mode=claimed.mode, exercise=settings.DEMO)
    if claimed.format == "docx":
        from himaya.adapters import paper_docx

        return paper_docx.write(paper, created=claimed.ticket)
    return pdf.render(paper_html.write(paper), progress=_teller(claimed), seconds=LONGEST_SECONDS)


def _teller(claimed: Claimed) -> Callable[[int], None]:
    """Writes down how far it is, twice a second at most."""
    last = 0.0

    def tell(pages: int) -> None:
        nonlocal last
        if time.monotonic() - last >= SECONDS_BETWEEN:
            last = time.monotonic()
            try:
                renditions.progress(claimed, pages)
            except DatabaseError as fault:
                # A page counted less is no reason to begin two hundred again.
                log.warning("progress not written %s", claimed.id, exc_info=fault)

    return tell
