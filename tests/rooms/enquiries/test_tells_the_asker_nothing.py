"""Whether a service knows the person, is told by nothing that the asker can see: byte by byte, row by row.

The same enquiry three times: nobody knows the person; a desk was told and says nothing; it closed what it was told. And
a second enquiry from another file: nobody knows; the desk is not told again; it is, after it closed the first. The
pages of the asking desk, the number of their queries, its audit, its outbox and what taking back does are compared.
"""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from himaya.enquiries.actions import enquiries
from himaya.enquiries.actions import told as decided
from himaya.enquiries.models import Enquiry, Told
from himaya.institutions.models import Desk
from himaya.kernel.models import AuditEvent, AuditSubject, OutboxMessage
from himaya.ops import worker
from tests.rooms.enquiries.asked import BY, HOLDER, LEAD, ask, both, kept, number, signed
from tests.signed_in import Sit

pytestmark = pytest.mark.capability("H1")
# What differs between any two loads or any two files: ids, references, nonces, tokens of forms.
RANDOM = (
    re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"),
    re.compile(r"\b[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}\b"),
    # Tokens of forms, nonces, sealed drafts.
    re.compile(r"[A-Za-z0-9_=+/-]{22,}"),
)


def nobody_knows() -> Enquiry:
    signed()
    kept("Somebody Else", by=HOLDER, birth="1970")
    row = ask(kept())
    worker.drain()
    assert not Told.objects.exists()
    return row


def undecided() -> Enquiry:
    row, _one = both()
    return row


def closed() -> Enquiry:
    row, one = both()
    decided.close(told_id=one.pk, by=HOLDER)
    worker.drain()
    return row


def again(row: Enquiry) -> Enquiry:
    """From another file of the same desk, about the same person."""
    second = ask(kept())
    worker.drain()
    assert second.pk != row.pk
    return second


def nobody_knows_twice() -> Enquiry:
    return again(nobody_knows())


def not_told_again() -> Enquiry:
    """The desk still waits with its word about the first."""
    row = again(undecided())
    assert not Told.objects.filter(enquiry=row).exists()
    return row


def told_again() -> Enquiry:
    """It closed the first, and is told of the second."""
    row = again(closed())
    assert Told.objects.get().enquiry_id == row.pk
    return row


def shown(client: Client, address: str) -> tuple[str, int]:
    with CaptureQueriesContext(connection) as seen:
        page = client.get(address)
    text = page.content.decode()
    for pattern in RANDOM:
        text = pattern.sub("…", text)
    headers = sorted((name, value) for name, value in page.headers.items() if name != "Content-Security-Policy")
    kept = RANDOM[-1].sub("…", str(headers))
    return f"{page.status_code} {kept}\n{text}", len(seen)


def audit_of_the_asker(row: Enquiry) -> list[tuple[Any, ...]]:
    """Everything that the asking institution did, and everything about its file, its person and the enquiry."""
    about = set(AuditSubject.objects.filter(subject_id=row.person_id).values_list("event_id", flat=True))
    return [
        (event.action, event.actor_kind, event.desk_id, event.object_type, event.code, event.purpose)
        for event in AuditEvent.objects.order_by("pk")
        if event.desk_id.startswith("labour") or event.pk in about or event.object_id in (str(row.pk), str(row.case_id))
    ]


def seen_by_the_asker(sit: Sit, stage: Callable[[], Enquiry]) -> dict[str, Any]:
    row = stage()
    client = sit(BY)
    pages = (number(row.case_id), f"/casework/cases/{row.case_id}/", "/casework/", "/tasks/", "/enquiries/")
    found: dict[str, Any] = {address.replace(str(row.case_id), "…"): shown(client, address) for address in pages}
    found["lead"] = shown(sit(LEAD), "/enquiries/protocol/")[1]
    found["audit"] = audit_of_the_asker(row)
    waiting = OutboxMessage.objects.order_by("pk")
    found["outbox"] = [
        one.event for one in waiting if {str(row.pk), str(row.case_id)} & set(map(str, one.ids.values()))
    ]
    with CaptureQueriesContext(connection) as seen:
        enquiries.withdraw(case_id=row.case_id, enquiry_id=row.pk, by=BY)
    found["withdraw"] = [re.sub(r"'[^']*'|\d+", "…", one["sql"]) for one in seen.captured_queries]
    found["taken back"] = shown(client, number(row.case_id))
    return found


def in_a_store_of_its_own(sit: Sit, stage: Callable[[], Enquiry]) -> dict[str, Any]:
    """Rolled back afterwards, so that each stage finds the same store."""
    place = transaction.savepoint_create()
    try:
        return seen_by_the_asker(sit, stage)
    finally:
        transaction.savepoint_rollback(place)


@pytest.mark.parametrize(
    ("stage", "nobody"),
    [
        (undecided, nobody_knows),
        (closed, nobody_knows),
        (not_told_again, nobody_knows_twice),
        (told_again, nobody_knows_twice),
    ],
    ids=lambda one: one.__name__,
)
def test_pages_queries_audit_and_outbox_are_the_same_with_and_without_a_match(
    sit: Sit, stage: Callable[[], Enquiry], nobody: Callable[[], Enquiry]
) -> None:
    """Seen red with a look at what was told on the page, with `withdraw` deleting it, and with an audit row of a match
    that names the asker's person."""
    without = in_a_store_of_its_own(sit, nobody)
    assert "you hear nothing, and that means nothing" in without["/enquiries/cases/…/"][0]
    assert without["audit"]
    found = in_a_store_of_its_own(sit, stage)
    assert found.keys() == without.keys()
    for name, said in without.items():
        assert found[name] == said, name


def test_after_a_yes_the_page_says_which_desk_and_where_it_is_called(sit: Sit) -> None:
    row, one = both()
    Desk.objects.filter(pk="hostel").update(phone="0522000001")
    decided.get_in_touch(told_id=one.pk, agrees=True, by=HOLDER)
    page = sit(BY).get(number(row.case_id)).content.decode()
    assert "Desk hostel" in page
    assert "0522000001" in page
    assert one.reference in page
