"""Who was told of a person, what an erasure takes and what it leaves: one walk over what every room declares."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import DatabaseError, IntegrityError, connection, models, transaction

from himaya.cases import certificates, erasing, holders, queries_retention
from himaya.cases.actions import erasures, exceptions
from himaya.cases.actions.exceptions import Wanted
from himaya.cases.holders import columns
from himaya.cases.models import Case, Erasure, Referral
from himaya.cases.rules_consents_exceptions import TO_TELL, Notice
from himaya.cases.words_retention import WHAT, WHAT_NAMES
from himaya.determinations.access import open_chain
from himaya.determinations.models import Decision, Note, Panel, Period, Request, Telling
from himaya.disclosures.models import DataRequest
from himaya.disclosures.states_requests import OPEN
from himaya.enquiries.models import Enquiry
from himaya.institutions.models import Desk, Institution
from himaya.kernel import belongings, clock
from himaya.kernel.actor import SYSTEM
from himaya.kernel.belongings import IDENTITY, SCOPES, Belonging, of_persons
from himaya.kernel.columns import DESK, stated
from himaya.kernel.ids import new_id
from himaya.kernel.unit import unit
from tests import cast, factories
from tests.rooms.legal import exporting
from tests.rooms.legal.test_holdings_whole import a_full_file

pytestmark = pytest.mark.capability("X1")
LISTENER = "listener"
# By these nobody is told, ever or not yet: each exception of a room is one that somebody looked at.
NOT_TOLD = {
    "cases.Consent.receiver": "never",
    "cases.Consent.recipient": "until a call was made on it, or something went without a yes",
    "cases.Referral.proposed_desk": "never",
    "cases.SharingException.recipient": "until a second person confirmed it",
    "determinations.Counsel.desk": "until they opened the sheet",
    "determinations.Note.to_desk": "until it is given",
    "determinations.Request.to_desk": "until counsel let the sheet go",
    "packets.Packet.receiver": "until it is handed out",
}
# Of these the full file has no row that can be made to lead to another desk.
NOT_IN_THE_FILE = {
    "attestations.Attestation.kept_at",
    "cases.Arrival.from_desk",
    "cases.Emergency.desk",
    "cases.HandOver.from_desk",
    "cases.HandOver.to_desk",
    "cases.InboundSheet.from_desk",
    "cases.InboundSheet.to_desk",
    "cases.LegalHold.institution",
    "cases.SharingException.desk",
    "cases.SharingException.recipient",
    "cases.WithdrawalNotice.desk",
    "cases.WithdrawalNotice.institution",
    "determinations.Counsel.desk",
    "disclosures.DataRequest.institution",
    "disclosures.HeldCopy.desk",
    "disclosures.HeldCopy.left_at",
    "enquiries.Enquiry.desk",
    "enquiries.Enquiry.institution",
    "plans.HealthOffer.desk",
}


def leads_to_a_desk(model: type[models.Model]) -> Iterator[models.Field]:  # type: ignore[type-arg]
    for column in model._meta.concrete_fields:
        if column.related_model in (Desk, Institution):
            yield column


def name(one: Belonging, column: str) -> str:
    return f"{one.model._meta.app_label}.{one.model.__name__}.{column}"


def test_whatever_leads_to_a_desk_tells_it_unless_the_room_says_no_and_why() -> None:
    """A new way of telling is walked before anybody thinks of it; one that is kept off the list is read here."""
    kept_off = {name(one, column) for one in of_persons() for column in one.not_told}
    assert kept_off == set(NOT_TOLD)
    for one in of_persons():
        names = {column.name for column in leads_to_a_desk(one.model)}
        assert set(one.not_told) <= names, one.model
        walked = {column for column, _to in columns(one)}
        assert walked == (set() if one.untold else names - {c for c, when in one.not_told.items() if when is None})


def test_desks_that_stand_in_a_list_or_a_text_are_told_of_by_the_room_itself() -> None:
    """Seen red without `told` in enquiries/belongings.py: no column leads to the institutions that were asked."""
    hidden = {
        one.model._meta.label
        for one in of_persons()
        if not one.untold and any(stated(c) is DESK for c in one.model._meta.concrete_fields) and one.told is None
    }
    assert hidden == set()


@contextmanager
def unguarded() -> Iterator[None]:
    """The store without what keeps its rows as they were, and as it was afterwards."""
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            for (trigger,) in cursor.fetchall():
                cursor.execute(f'DROP TRIGGER "{trigger}"')
        else:
            # What the file left to be checked at the end is checked first: a table with such a check is not altered.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            for one in of_persons():
                cursor.execute(f'ALTER TABLE "{one.model._meta.db_table}" DISABLE TRIGGER USER')
        yield
        transaction.set_rollback(True)


def listens() -> None:
    names = dict.fromkeys(("name_fr", "name_ar", "name_en"), "Listener")
    house = Institution.objects.create(id=LISTENER, kind="association", mark="G", source="invented", **names)
    Desk.objects.create(id=LISTENER, institution=house, kind="association", **names)


def told_by(person: UUID, one: Belonging, column: str) -> bool | None:
    """Whether a desk that a row of the file is made to lead to is on the list; None where no row can be."""
    field = one.model._meta.get_field(column)
    for pk in list(one.rows(person).order_by().values_list("pk", flat=True)):
        with suppress(IntegrityError), transaction.atomic():
            models.QuerySet.update(one.model._base_manager.filter(pk=pk), **{f"{column}_id": LISTENER})  # type: ignore[arg-type]
            found = holders.of(person, desk_id="labour-north")
            listed = found.desks if field.related_model is Desk else found.institutions
            transaction.set_rollback(True)
            return LISTENER in [row.pk for row in listed]
    return None


def test_everybody_to_whom_any_row_of_a_full_file_leads_is_on_the_list() -> None:
    """Seen red with the walk of before, which looked at referrals and cases alone: 60 columns told nobody."""
    person = Case.objects.get(pk=a_full_file()).person_id
    with unguarded():
        listens()
        said = {
            name(one, c.name): told_by(person, one, c.name)
            for one in of_persons()
            if not one.untold
            for c in leads_to_a_desk(one.model)
        }
    missing = {column for column, told in said.items() if told is None}
    assert missing == NOT_IN_THE_FILE
    silent = {column for column, told in said.items() if told is False}
    assert silent <= set(NOT_TOLD), silent
    assert len(said) - len(missing) - len(silent) > 45


def listed(case: Case) -> tuple[set[str], set[str], int]:
    found = queries_retention.preview(case.person_id, desk_id=case.desk_id).told
    return {one.pk for one in found.desks}, {one.pk for one in found.institutions}, found.unlisted


def shared(case: Case, desk: str = "police-north", **changes: object) -> UUID:
    """By telephone, without agreement, because a life was in danger."""
    notice = Notice(TO_TELL, clock.today() + timedelta(days=3))
    return exceptions.propose(
        case_id=case.pk, wanted=Wanted(desk, ("danger_now",), "danger", notice), by=cast.INSPECTOR
    )


def test_a_desk_that_was_told_without_agreement_stands_on_the_list_once_it_was() -> None:
    """F10: the police desk that was told by telephone minutes before was not named."""
    case = Case.objects.get(pk=factories.hand_over().case_id)
    assert listed(case)[0] == {"shelter"}
    one = shared(case)
    assert listed(case)[0] == {"shelter"}, "proposed is not told"
    exceptions.confirm(exception_id=one, by=cast.LABOUR_LEAD)
    assert listed(case)[0] == {"shelter", "police-north"}


def test_a_file_of_records_that_left_names_its_receiver_and_one_that_waits_does_not() -> None:
    case = Case.objects.get(pk=factories.hand_over().case_id)
    exporting.switched_on()
    export = exporting.approved()
    assert listed(case) == ({"shelter"}, set(), 0)
    exporting.fetched(export)
    # The shelter is a desk of this receiver, and stands there already.
    Referral.objects.update(to_desk="lawyers")
    assert listed(case) == ({"lawyers"}, {"daw"}, 0)
    exporting.fetched(exporting.approved(receiver="", basis="duty", abroad=True, number="T-7"))
    assert listed(case)[2] == 1


def test_whoever_was_asked_stands_there_whatever_they_know() -> None:
    case = Case.objects.get(pk=factories.hand_over().case_id)
    row = Enquiry(
        person_id=case.person_id, case=case, institution_id="labour", desk_id="labour-north", parties=["hospital"]
    )
    row.reference, row.as_child, row.asked_by, row.asked_at = "Q", False, new_id(), clock.now()
    row.expires_at = clock.now() + timedelta(days=1)
    row.save(force_insert=True)
    assert listed(case)[1] == set()
    Enquiry.objects.update(compared_at=clock.now())
    assert listed(case)[1] == {"hospital"}


def test_a_desk_that_keeps_no_stories_learns_nothing_new_by_asking_for_an_erasure() -> None:
    """Seen red without `hushed`: a police desk read who sheltered the person, and which partner abroad had a packet."""
    case = Case.objects.get(pk=a_full_file())
    assert {"shelter", "ward"} <= listed(case)[0]
    assert listed(case)[1] == {"haven"}
    Referral.objects.update(to_desk="lawyers")
    found = holders.of(case.person_id, desk_id="police-north")
    assert ({one.pk for one in found.desks}, found.institutions, found.hushed) == (
        {"labour-north", "lawyers"},
        [],
        True,
    )


@pytest.mark.parametrize("scope", SCOPES)
def test_what_the_page_promises_of_a_full_file_is_what_the_certificate_counts(scope: str) -> None:
    """F10. Seen red with rows counted that have no words: two tasks, one referral and one draft more than went."""
    case = Case.objects.get(pk=a_full_file())
    # What is not answered yet would stand against it.
    DataRequest.objects.filter(state__in=OPEN).delete()
    seen = queries_retention.preview(case.person_id, desk_id=case.desk_id)
    row = erased(case, scope)
    went = {what: n for what, n in row.counts.items() if what not in ("keys", "told_elsewhere")}
    assert went == seen.goes[scope]
    assert row.counts["told_elsewhere"] == seen.told.number > 3
    stays = {one.what: 0 for one in of_persons()}
    for one in of_persons():
        stays[one.what] += 0 if one.untold else one.rows(case.person_id).count()
    assert {what: n for what, n in stays.items() if n} == seen.left[scope]
    lines = {
        line.removeprefix("erased-").split()[0] for line in row.certificate.splitlines() if line.startswith("erased-")
    }
    assert lines - {"uncounted"} == set(went) | {"keys"}
    assert f"told-elsewhere {seen.told.number} others-if-any" in row.certificate
    assert ("closed-file-without-a-name" in row.certificate) == (scope == IDENTITY)


def erased(case: Case, scope: str) -> Erasure:
    """Everything that stands against it was settled."""
    row = erasures._new(case, scope=scope, ground="person_asked", asked_by=None, asked_as="clock")
    with unit(by=SYSTEM) as u:
        erasures._erase(u, row, erasing.hold(case.person_id), by=SYSTEM, word="done")
    row.certificate = certificates.issue(row)
    return row


def test_without_the_identity_what_was_decided_of_rights_stays_and_no_word_of_it() -> None:
    """F9. Seen red before: with the name went what the body had decided, that she was told, and the period."""
    case = Case.objects.get(pk=a_full_file())
    decided = list(Decision.objects.values_list("status", "decided_on", "desk_id", "present"))
    rows = {model: model._base_manager.count() for model in (Request, Decision, Telling, Period, Note, Panel)}
    assert decided
    assert all(rows.values())
    erased(case, IDENTITY)
    assert {model: model._base_manager.count() for model in rows} == rows
    assert list(Decision.objects.values_list("status", "decided_on", "desk_id", "present")) == decided
    words = ((Request, "sheet"), (Decision, "reasons"), (Telling, "words"), (Period, "reason"), (Panel, "members"))
    for model, column in words:
        assert not model._base_manager.filter(**{f"{column}__isnull": False}).exists(), model
    with open_chain(cast.INSPECTOR, Case.objects.get(pk=case.pk)) as chain:
        assert [one.row.status for one in chain.decisions] == [status for status, *_rest in decided]
        assert {one.reasons for one in chain.decisions} == {""}
        assert [body["covered"] for _note, body in chain.notes if body], "codes of what she did under threat stay"


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE determination_decision SET status = 'not_established'",
        "UPDATE determination_decision SET reasons = {words}",
        "UPDATE determination_telling SET words = {words}",
        "UPDATE determination_telling SET told_by = id",
        "UPDATE determination_period SET last_on = since_on",
        "UPDATE determination_period SET reason = {words}",
        "UPDATE determination_panel SET members = {words}",
    ],
)
def test_the_store_lets_words_go_and_nothing_else_change(change: str) -> None:
    a_full_file()
    words = "'\\x01'::bytea" if connection.vendor == "postgresql" else "x'01'"
    with connection.cursor() as cursor, pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        cursor.execute(change.format(words=words))


def test_a_longer_period_says_why_when_it_is_written() -> None:
    a_full_file()
    row = Period.objects.get(word="extended")
    again = {f.attname: row.__dict__[f.attname] for f in Period._meta.concrete_fields}
    again |= {"id": new_id(), "number": 9, "reason": None}
    with pytest.raises(DatabaseError, match="says why"), transaction.atomic():
        Period(**again).save(force_insert=True)


def test_of_every_row_that_stays_the_page_says_that_only_words_go() -> None:
    """Seen red before: "Assessments of risk · 8" stood under what goes, and the assessments stayed."""
    stays = {one.what for one in of_persons() if not one.untold and not one.with_identity and one.naming}
    goes = {one.what for one in of_persons() if one.with_identity}
    assert {what for what in stays - goes if WHAT_NAMES[what] == WHAT[what]} == {"identity", "attachments"}


def test_no_word_is_left_out_of_the_page_because_some_rows_of_it_are_counted_to_nobody() -> None:
    """Seen red before: "enquiries" stood in the signed lines and not on the page."""
    assert belongings.unspoken() == {"exclusions", "apart", "exports", "demands", "relations"}
