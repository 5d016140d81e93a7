"""The worker makes papers one after the other; what fails is tried again, and the outbox never waits for it."""

from datetime import timedelta
from io import BytesIO
from threading import Event, Thread
from typing import Any

import pikepdf
import pytest
from django.db import OperationalError

from himaya.adapters import paper_docx
from himaya.coordination import canonical, states
from himaya.coordination.actions import renditions
from himaya.coordination.models import Letter, Minutes, MinutesVersion, Rendition
from himaya.kernel import clock
from himaya.ops import papers_worker
from tests.rooms.coordination import at_the_table as at
from tests.rooms.coordination import papers_at_hand as hand

pytestmark = [pytest.mark.usefixtures("stage"), pytest.mark.capability("A8")]
BACK = "Le repérage appelle une réponse coordonnée de toutes les institutions. "
BACK_AR = "يتطلب الرصد استجابة منسقة من جميع المؤسسات المعنية. "


def ask(kind: str, object_id: Any, **changes: Any) -> Rendition:
    given = {"institution_id": "", "mode": "both", "format": "docx", **changes}
    return renditions.ask(kind=kind, object_id=object_id, by=at.SECRETARY, **given)


def test_a_paper_that_waits_is_made_and_another_one_follows() -> None:
    letter = hand.letter()
    first, second = ask("letter", letter.pk), ask("letter", letter.pk, mode="ar")
    assert papers_worker.make_one(clock.now())
    assert papers_worker.make_one(clock.now())
    assert not papers_worker.make_one(clock.now())
    for row in (first, second):
        row.refresh_from_db()
        assert row.state == states.READY
        assert bytes(row.content or b"").startswith(b"PK")


@pytest.mark.deep("a minute: pages are made of papers")
def test_minutes_come_as_a_pdf_with_their_hash_on_the_last_page() -> None:
    row = hand.approved()
    version = row.versions.get()
    made = ask("minutes", version.pk, format="pdf")
    assert papers_worker.make_one(clock.now())
    made.refresh_from_db()
    assert made.state == states.READY, made.fault
    assert bytes(made.content or b"").startswith(b"%PDF-")


def test_every_kind_of_paper_is_made_in_every_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paper_docx, "write", lambda paper, created: paper.mode.encode())
    row = hand.approved()
    table, later = row.table, row.approved_at_table
    assert later is not None
    letter = hand.letter(table.cycle, number="7", visa="Visa", visa_on=clock.today(), through="Cabinet")
    things = [("minutes", row.versions.get().pk), ("letter", letter.pk), ("packet", later.pk)]
    things += [("restitution", table.pk), ("attendance", later.pk)]
    for kind, object_id in things:
        for mode in states.MODES:
            made = ask(kind, object_id, mode=mode, institution_id="hospital" if kind == "packet" else "")
            assert papers_worker.make_one(clock.now())
            made.refresh_from_db()
            assert (made.state, bytes(made.content or b"")) == (states.READY, mode.encode()), (kind, mode, made.fault)


def test_a_fault_is_tried_three_times_and_then_said(monkeypatch: pytest.MonkeyPatch) -> None:
    row = ask("letter", hand.letter().pk)

    def broken(*_all: object, **_named: object) -> bytes:
        raise ValueError("Zahra Canary")

    monkeypatch.setattr(paper_docx, "write", broken)
    for _attempt in range(3):
        assert papers_worker.make_one(clock.now())
    assert not papers_worker.make_one(clock.now())
    row.refresh_from_db()
    assert (row.state, row.fault) == (states.FAILED, "ValueError")


def test_what_a_paper_showed_and_is_gone_is_not_tried_again() -> None:
    letter = hand.letter()
    row = ask("letter", letter.pk)
    Letter.objects.filter(pk=letter.pk).delete()
    assert papers_worker.make_one(clock.now())
    row.refresh_from_db()
    assert (row.state, row.fault) == (states.FAILED, "gone")


def test_progress_is_written_twice_a_second_at_most(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[int] = []
    moments = iter([10.0, 10.1, 10.2, 10.6, 10.7, 11.2])
    last = [10.0]

    def now() -> float:
        last[0] = next(moments, last[0])
        return last[0]

    monkeypatch.setattr(renditions, "progress", lambda claimed, pages: told.append(pages))
    monkeypatch.setattr(papers_worker.time, "monotonic", now)
    tell = papers_worker._teller(None)  # type: ignore[arg-type]
    for page in range(1, 60):
        tell(page)
    assert len(told) <= 4
    assert told == sorted(told)


def test_a_store_that_is_busy_for_a_moment_does_not_begin_the_paper_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(*_all: object) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr(renditions, "progress", busy)
    row = ask("letter", hand.letter().pk)
    claimed = renditions.claim(clock.now())
    assert claimed is not None
    papers_worker._teller(claimed)(1)
    assert renditions.keep(claimed, b"paper")
    row.refresh_from_db()
    assert row.state == states.READY


def test_papers_older_than_a_day_are_forgotten_by_the_clock() -> None:
    ask("letter", hand.letter().pk)
    papers_worker.forget(clock.now() + timedelta(hours=23))
    assert Rendition.objects.exists()
    papers_worker.forget(clock.now() + timedelta(hours=25))
    assert not Rendition.objects.exists()


def test_the_thread_ends_when_it_is_told_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(papers_worker, "make_one", lambda now: False)
    monkeypatch.setattr(renditions, "release", lambda: 0)
    stop = Event()
    thread = Thread(target=papers_worker.work, args=(stop,))
    thread.start()
    stop.set()
    thread.join(timeout=10)
    assert not thread.is_alive()


def long_minutes(points: int) -> MinutesVersion:
    """A version whose content is that of a held table with many points, each of a page and more."""
    row: Minutes = hand.circulated()
    content = row.versions.get().content
    point = content["items"][1]
    said = {"fr": "\n".join([BACK * 9] * 3), "ar": "\n".join([BACK_AR * 9] * 3), "en": ""}
    content["items"] = [{**point, "number": n, "said": said} for n in range(1, points + 1)]
    return MinutesVersion.objects.create(
        minutes=row, number=2, made_at=clock.now(), content=content, sha256=canonical.digest(content), reason="long"
    )


@pytest.mark.deep("a minute: pages are made of papers")
@pytest.mark.once
def test_two_hundred_pages_of_minutes_are_made_with_their_progress_seen_rising(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    row = ask("minutes", long_minutes(100).pk, format="pdf")
    seen: list[int] = []
    progress = renditions.progress

    def watched(claimed: renditions.Claimed, pages: int) -> None:
        progress(claimed, pages)
        seen.append(Rendition.objects.only("done").get(pk=row.pk).done)

    monkeypatch.setattr(renditions, "progress", watched)
    # Every page is told, however fast they come.
    monkeypatch.setattr(papers_worker, "SECONDS_BETWEEN", 0)
    assert papers_worker.make_one(clock.now())
    row.refresh_from_db()
    assert row.state == states.READY, row.fault
    with pikepdf.open(BytesIO(bytes(row.content or b""))) as made:
        pages = len(made.pages)
    assert pages >= 200, pages
    # Each page is laid out once and counted once: how long it takes is measured in benchmarks/.
    assert 5 < len(seen) <= pages
    assert seen == sorted(set(seen))
