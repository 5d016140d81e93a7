"""What an export leaves behind: nothing where nothing left, and nothing of a person who was erased."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from himaya.cases.actions import erasures
from himaya.cases.models import Case, Exclusion, Referral
from himaya.disclosures import queries_exports as queries
from himaya.disclosures import states_exports as states
from himaya.disclosures.access_exports import open_export
from himaya.disclosures.actions import exports
from himaya.disclosures.actions.exports import Scope
from himaya.disclosures.models import DataExport, ExportedCase
from himaya.institutions.models import Account
from himaya.kernel import clock
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.kernel.models import OutboxMessage, Subject
from himaya.ops import reactions
from tests import cast, factories
from tests.rooms.cases.test_referral_states import do
from tests.rooms.legal import exporting
from tests.rooms.legal.demanding import COUNSEL
from tests.rooms.legal.exporting import approved, asked, fetched, proven
from tests.rooms.legal.registering import OFFICER

pytestmark = [pytest.mark.django_db, pytest.mark.capability("X10")]


@pytest.fixture(name="case")
def _case() -> Case:
    """A file of the inspectorate, where exports are switched on."""
    exporting.switched_on()
    return Case.objects.get(pk=factories.hand_over().case_id)


def test_what_never_left_is_forgotten_and_what_left_can_be_told_to_the_person(case: Case) -> None:
    """Planted fault: words that stay when the cases they were about are forgotten are found by no erasure."""
    left, over, refused, taken_back = approved(), asked(), asked(), approved()
    fetched(left)
    exports.refuse(export_id=refused, reason="too_much", by=OFFICER)
    with pytest.raises(NotValid):
        exports.refuse(export_id=over, reason="mood", by=OFFICER)
    exports.withdraw(export_id=taken_back, by=cast.LABOUR_LEAD)
    word = OutboxMessage.objects.filter(event="export.over", ids__export=str(over)).get()
    (end,) = reactions.REACTIONS["export.over"]
    end(word.ids)
    assert DataExport.objects.get(pk=over).state == states.ASKED, "its time was not over yet"
    with clock.stopped(factories.TUESDAY + timedelta(days=7)):
        for export_id in (over, left, refused, uuid4()):
            end({"export": str(export_id)})
    ended = {row.pk: row.state for row in DataExport.objects.all()}
    assert ended == {left: "expired", over: "expired", refused: "refused", taken_back: "withdrawn"}
    assert set(ExportedCase.objects.values_list("export_id", flat=True)) == {left}
    for row in DataExport.objects.all():
        words = (row.__dict__["reason"], row.__dict__["who"])
        assert Subject.objects.filter(pk=row.subject_id).exists() == (row.pk == left)
        assert all(words) if row.pk == left else words == (None, None)
    with open_export(OFFICER, refused) as opened:
        assert opened.reason is None


@pytest.mark.parametrize("scope", ["identity", "all"])
def test_erasing_a_person_ends_what_has_not_left_and_empties_its_words(case: Case, scope: str) -> None:
    """Planted fault: with `Mention.erase` as its parent's, the words stay and the export of others can be fetched."""
    other = factories.hand_over(identity=factories.identity(full_name="Huda Canary"))
    waits, left, others = approved(), approved(), asked(scope=Scope(file=_reference(other.case_id)))
    fetched(left)
    do("withdraw", _referral(case))
    number = erasures.ask(case_id=case.pk, scope=scope, ground="person_asked", by=cast.INSPECTOR)
    erasures.confirm(erasure_id=number, by=OFFICER)
    for export_id in (waits, left):
        row = DataExport.objects.get(pk=export_id)
        assert (row.state, row.__dict__["reason"], row.__dict__["who"]) == (states.EMPTIED, None, None)
        assert not Subject.objects.filter(pk=row.subject_id).exists()
        with pytest.raises(NotNow):
            fetched(export_id)
        with open_export(OFFICER, export_id) as opened:
            assert opened.reason is None
    assert DataExport.objects.get(pk=others).state == states.ASKED
    assert ExportedCase.objects.filter(case_id=case.pk).exists() == (scope == "identity")


def _reference(case_id: UUID) -> str:
    return Case.objects.get(pk=case_id).reference


def _referral(case: Case) -> UUID:
    return Referral.objects.get(case=case).pk


def test_whom_a_conflict_of_interest_keeps_from_a_file_knows_no_export_that_holds_it(case: Case) -> None:
    """Planted fault: an officer who is kept out of a file approves that it leaves."""
    export_id = asked()
    officer = Account.objects.create(pk=OFFICER.account_id, username="labour-keeper")
    Exclusion.objects.create(
        case=case, account=officer, reason="family", excluded_by=officer.pk, excluded_at=clock.now()
    )
    assert list(queries.exports(OFFICER)) == []
    with pytest.raises(NotFound):
        exports.approve(export_id=export_id, by=proven(OFFICER))
    exports.approve(export_id=export_id, by=proven(COUNSEL))
