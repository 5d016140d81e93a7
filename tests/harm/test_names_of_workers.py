"""No name of a worker stands on any page of another institution (do-no-harm 5): planted in every account, and hunted.

Round tables are left out: delegates sit there by name and mandate, and are shown to each other.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from uuid import NAMESPACE_OID, uuid5

import pytest
from django.core import mail
from django.http import HttpResponse

from himaya.cases.policy import READS_CASES
from himaya.institutions.models import Account, Membership
from himaya.kernel import clock
from himaya.kernel.errors import BudgetSpent
from himaya.kernel.models import OutboxMessage
from himaya.kernel.unit import log_refusal
from tests import cast, factories
from tests.security import stage, test_matrix
from tests.security.matrix.rows import OTHERS, WORKING, Row
from tests.security.stage import Stage, Visitor, undone

pytestmark = [pytest.mark.django_db, pytest.mark.once]
# A name that says whose it is, as no page says anything else.
NAMED = re.compile(rb"worker-of-([a-z]+)-\d+")
# Somebody of another institution than the one that holds the case: desk and role; the first received its referral.
OUTSIDE = (("shelter", "case_manager"), ("police-north", "desk_lead"), ("secretariat", "secretariat"))
OUTSIDE += (("oversight", "data_protection_officer"),)
# The one page that names them on purpose: who lets somebody back in at an institution without lead and officer has to
# know whom (ADR 24). It says nothing of any work.
LETS_BACK_IN = {"staff:accounts at oversight"}


def plant() -> dict[str, str]:
    """Every worker is called after their institution; the institution of each account of the cast, by its old name."""
    homes = {row.account_id: row.desk.institution_id for row in Membership.objects.select_related("desk")}
    found = {}
    for number, account in enumerate(Account.objects.order_by("username")):
        found[account.username] = homes.get(account.pk, "nowhere")
        Account.objects.filter(pk=account.pk).update(username=f"worker-of-{found[account.username]}-{number}")
    return found


def visitors() -> Iterator[tuple[str, Visitor]]:
    """Their institution, and their browser. `audiences` are the words of the matrix: it says which pages are theirs."""
    for desk, role in OUTSIDE:
        account = Account.objects.create(id=uuid5(NAMESPACE_OID, desk), username=f"hunter-{desk}")
        Membership.objects.create(account=account, desk_id=desk, roles=[role], valid_from=clock.today())
        place = "receiver" if desk == "shelter" else "foreign" if desk == "police-north" else ""
        group = WORKING if role in READS_CASES else OTHERS
        audiences = (f"{role}@{place}", role, f"{group}@{place}", group)
        yield cast.actor("", desk).institution_id, Visitor(desk, audiences, stage._session(account, desk, full=True))


def said(answer: HttpResponse) -> bytes:
    """What an answer holds, also when it is a file that packs others; whatever it says in its headers too."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            content = b"".join(packed.read(name) for name in packed.namelist())
    return content + str(answer.headers).encode()


def readable() -> list[Row]:
    """Every page and file that is not of the round tables."""
    return [row for row in test_matrix.OF_DESKS if row.method == "GET"]


def found(on: Stage, row: Row, visitor: Visitor, home: str) -> set[str]:
    """Whose workers are named to somebody of the institution `home`, but for their own."""
    with undone():
        content = said(visitor.ask(on.address(row), "GET", on.data(row)))
    return {one.decode() for one in NAMED.findall(content)} - {home}


def test_no_page_of_another_institution_names_a_worker(caplog: pytest.LogCaptureFixture) -> None:
    """Every page that the matrix opens to one of them. Seen red with the alarms of all named at the data authority."""
    caplog.set_level("CRITICAL", "django.request")
    with clock.stopped(factories.TUESDAY):
        on = stage.set_up()
        log_refusal(BudgetSpent(code="budget_spent"), by=cast.INSPECTOR)
        outside = list(visitors())
        plant()
        named, pages = {}, 0
        for row in readable():
            for home, visitor in outside:
                if row.expected(*visitor.audiences) == 200 and not row.same_for_all:
                    pages += 1
                    if whose := found(on, row, visitor, home):
                        named[f"{row.url} at {visitor.name}"] = whose
        assert {page: whose for page, whose in named.items() if page not in LETS_BACK_IN} == {}
        assert set(named) == LETS_BACK_IN, "the hunt must have something to find"
        assert pages > 100
        assert not any(NAMED.search(str(one.ids).encode()) for one in OutboxMessage.objects.all())
        assert not any(NAMED.search(str(one.message()).encode()) for one in mail.outbox)
