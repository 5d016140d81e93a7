"""Whoever declines proceedings is surfaced to nobody who prosecutes, and to no secretariat (do-no-harm 7).

Each page of theirs, and what exports and the tables of the year are counted from, is the same before and after the no.
"""

from collections.abc import Iterator
from uuid import NAMESPACE_OID, uuid5

import pytest

from himaya.cases.actions import consents
from himaya.cases.actions.consents import Question
from himaya.cases.models import Tally
from himaya.conferences import rules
from himaya.institutions.models import Account, Membership
from himaya.kernel import clock
from himaya.kernel.models import OutboxMessage
from himaya.rights.actions import facts
from tests import cast, factories
from tests.harm.test_names_of_workers import readable
from tests.rooms.conferences import conference_at_hand as at_hand
from tests.rooms.conferences.conference_at_hand import Called
from tests.security import stage
from tests.security.matrix.rows import OTHERS, WORKING
from tests.security.stage import Visitor, same_but_for_tokens, undone

pytestmark = [pytest.mark.django_db, pytest.mark.once]
# A desk of police, which enforces as a prosecutor's does; the secretariat; the data authority of the State.
THEY = (("police-north", "desk_lead"), ("secretariat", "secretariat"), ("oversight", "data_protection_officer"))
DECLINES = ("needs", "signs")


def visitors() -> Iterator[Visitor]:
    for desk, role in THEY:
        account = Account.objects.create(id=uuid5(NAMESPACE_OID, desk), username=f"reader-{desk}")
        Membership.objects.create(account=account, desk_id=desk, roles=[role], valid_from=clock.today())
        group = WORKING if desk == "police-north" else OTHERS
        place = "foreign" if desk == "police-north" else ""
        audiences = (f"{role}@{place}", role, f"{group}@{place}", group)
        yield Visitor(desk, audiences, stage._session(account, desk, full=True))


def pages(readers: list[Visitor], one: Called) -> dict[str, bytes]:
    """Every page of theirs that names no object, and what they get for the case and its conference."""
    found = {}
    lists = [row for row in readable() if not row.needs]
    for reader in readers:
        mine = [row.url for row in lists if row.expected(*reader.audiences) == 200 and not row.same_for_all]
        addresses = [stage.reverse(url) for url in mine]
        for address in (*addresses, f"/casework/cases/{one.case}/", f"/conferences/{one.pk}/seat/"):
            with undone():
                answer = reader.ask(address, "GET")
            found[f"{reader.name} {address}"] = b"%d" % answer.status_code + same_but_for_tokens(answer.content)
    return found


def declines(one: Called) -> None:
    """No to the police, no to the part of justice, no to a case before a court."""
    asked = Question("desk:police-north", DECLINES, "ary", "none", "spoken")
    consents.refuse(case_id=one.case, question=asked, by=at_hand.CHAIR)
    at_hand.say(one, rules.REFUSED, rules.JUSTICE)
    facts.note(case_id=one.case, answers={"proceedings": "no"}, by=at_hand.CHAIR)


def counted() -> list[tuple[object, ...]]:
    return sorted(Tally.objects.values_list("kind", "desk_id", "audience", "region", "answer", "count"))


def test_a_no_to_proceedings_changes_no_page_no_count_and_no_message_of_theirs(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Seen red with a message to the desk told in `consents.refuse`."""
    caplog.set_level("CRITICAL", "django.request")
    with clock.stopped(factories.TUESDAY):
        cast.play()
        one = at_hand.called()
        at_hand.say(one, rules.TOLD)
        readers = list(visitors())
        before, counts, told = pages(readers, one), counted(), OutboxMessage.objects.count()
        declines(one)
        after = pages(readers, one)
        assert len(before) > 20
        assert [name for name in before if before[name] != after[name]] == []
        assert counted() == counts
        assert OutboxMessage.objects.count() == told
