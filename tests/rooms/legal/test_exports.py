"""An export: off by default, asked for by a lead, decided by another, to one key, with what was asked for."""

from itertools import product
from pathlib import Path
from typing import Any
from uuid import uuid4

import pyrage
import pytest
from django.conf import settings as house
from django.db import IntegrityError, transaction

from himaya.cases.actions import consents
from himaya.cases.models import Case
from himaya.disclosures import queries_exports as queries
from himaya.disclosures import rules_exports as rules
from himaya.disclosures import states_exports as states
from himaya.disclosures.access_exports import open_export
from himaya.disclosures.actions import exports
from himaya.disclosures.actions.exports import Scope
from himaya.disclosures.models import DataExport
from himaya.institutions import catalogue
from himaya.institutions.models import Institution
from himaya.kernel import clock
from himaya.kernel.budget import Budget
from himaya.kernel.errors import BudgetSpent, NotFound, NotNow, NotPermitted, NotValid, ProofNeeded, Refusal
from himaya.kernel.models import AuditEvent, AuditSubject
from himaya.legal import rules_firewall as firewall
from himaya.legal.actions import entries
from tests import cast, factories
from tests.refusals import refused
from tests.rooms.cases.test_nothing_in_clear import everything_stored
from tests.rooms.legal import exporting, registering
from tests.rooms.legal.demanding import COUNSEL
from tests.rooms.legal.exporting import REASON, WHO, approved, asked, exposing, fetched, proven, read
from tests.rooms.legal.registering import ELSEWHERE, OFFICER, SECOND

pytestmark = [pytest.mark.django_db, pytest.mark.capability("X10")]
AFTER = {
    ("approve", states.ASKED): states.APPROVED,
    ("refuse", states.ASKED): states.REFUSED,
    ("withdraw", states.ASKED): states.WITHDRAWN,
    ("withdraw", states.APPROVED): states.WITHDRAWN,
    ("fetch", states.APPROVED): states.APPROVED,
    ("expire", states.ASKED): states.EXPIRED,
    ("expire", states.APPROVED): states.EXPIRED,
    ("empty", states.ASKED): states.EMPTIED,
    ("empty", states.APPROVED): states.EMPTIED,
}


@pytest.fixture(name="case")
def _case() -> Case:
    """A file of the inspectorate, where exports are switched on."""
    exporting.switched_on()
    return Case.objects.get(pk=factories.hand_over().case_id)


def small(_roles: object) -> Budget:
    """Three people an hour."""
    return Budget(3, 3)


def test_the_truth_table_of_an_export() -> None:
    for verb, state in product(states.TRANSITIONS, states.STATES):
        assert states.leads_to(verb, state) == AFTER.get((verb, state)), (verb, state)


def test_the_truth_table_of_what_an_export_may_serve() -> None:
    """Planted fault: a firewall that knows removal only lets a file leave to study people or to proceed."""
    for aim in (*firewall.AIMS, "migration_enforcement"):
        assert firewall.serves_export(aim) == (aim == "protect"), aim
    assert firewall.harmless([{"a": (), "b": ()}, {"a": (), "b": ("theft",), "c": ()}]) == {"a", "c"}
    assert firewall.letting_through({"a": "yes", "b": "yes", "z": "yes"}, {"a": (), "b": ("theft",)}) == {"a": "yes"}
    for basis, agreed in product(rules.BASES, (True, False)):
        assert rules.leaves(basis, agreed=agreed) == (basis != "agreed" or agreed)
    every = (*rules.CLEAR, *rules.IDENTITY, "answer.q01")
    assert {name for part in every for name in rules.classes_of([part])} <= set(catalogue.data_classes())


def test_off_by_default_and_on_only_by_two_people_and_off_again_by_one() -> None:
    """Planted fault: a gate that lets one proposed entry count opens before the second person has confirmed it."""
    factories.hand_over()
    entry = entries.propose(said=registering.said("exports"), by=OFFICER)
    for _once in range(2):
        with refused(NotNow, "exports_off"):
            asked()
    entries.confirm(entry_id=entry, by=SECOND)
    export_id = approved()
    entries.end(entry_id=entry, by=OFFICER)
    with refused(NotNow, "exports_off"):
        fetched(export_id)


def test_the_receiver_reads_what_was_asked_for_and_nobody_else_reads_anything(case: Case, tmp_path: Path) -> None:
    """Planted faults: `*row.parts` made `*rules.IDENTITY`, or the key of somebody else among the recipients."""
    before = exporting.everything_beside(Path(house.HIMAYA_HOME))
    export_id = approved(parts=["full_name", "reference", "answer.q08"])
    row = DataExport.objects.get(pk=export_id)
    body = fetched(export_id)
    mark, said = row.reference, factories.SAID
    assert read(body) == [["export", "reference", "full_name", "answer.q08"], [mark, case.reference, said, "yes"]]
    with pytest.raises(pyrage.DecryptError):
        pyrage.decrypt(body, [pyrage.x25519.Identity.generate()])
    assert body.count(b"-> X25519 ") == 1, "to one key alone"
    assert factories.SAID.encode() not in body
    # It lies nowhere: neither in a table nor in a file.
    assert exporting.everything_beside(Path(house.HIMAYA_HOME)) == before
    for table, content in everything_stored().items():
        for secret in (factories.SAID, factories.PHONE, "Canary", REASON, WHO):
            assert secret.encode() not in content, f"{secret} stands in {table}"
        assert body[:64] not in content, table


def test_an_answer_that_exposes_never_leaves_whatever_its_version(case: Case) -> None:
    """Planted faults: a firewall that the aim opens lets q08 out for "protect"; a look only at the versions with which
    this desk's files were filled offers it until the desk itself meets the version that marks it.
    """
    export_id = approved(parts=["reference", "answer.q01", "answer.q08"])
    assert read(fetched(export_id))[1][2:] == ["yes", "yes"]
    assert "q08" in queries.questions(cast.LABOUR_LEAD)
    marking = exposing()
    assert "q08" not in queries.questions(cast.LABOUR_LEAD), "nobody filled it under the new version yet"
    assert read(fetched(export_id))[1][2:] == ["yes", ""]
    factories.hand_over(version_id=marking.pk)
    # What was approved before is looked at again as the file is made; and no file offers it from now on.
    assert "q08" not in queries.questions(cast.LABOUR_LEAD)
    assert queries.held_back(cast.LABOUR_LEAD) == 1
    for parts in (["answer.q08"], ["answer.safe"], ["safe_contact"], ["meeting_place"], ["answer."], ["person_id"]):
        with refused(NotValid, "parts_unknown"):
            asked(parts=parts)
    later = approved(parts=["reference", "answer.q01"])
    DataExport.objects.filter(pk=later).update(parts=["reference", "answer.q01", "answer.q08"])
    assert [row[2:] for row in read(fetched(later))[1:]] == [["yes", ""], ["yes", ""]]


def test_every_person_is_in_the_audit_and_charged_before_the_first_letter(
    case: Case, settings: pytest.FixtureRequest
) -> None:
    """Also where nothing sealed is asked for. Planted fault: opening only the rows that a part needs names nobody."""
    other = Case.objects.get(pk=factories.hand_over(identity=factories.identity(full_name="Huda Canary")).case_id)
    fetched(approved(parts=["reference"]))
    event = AuditEvent.objects.get(action="export.made")
    named = set(AuditSubject.objects.filter(event=event).values_list("subject_id", flat=True))
    assert named == {case.person_id, other.person_id}
    assert (event.purpose, event.account_id) == ("prepare_referral", cast.LABOUR_LEAD.account_id)
    assert AuditEvent.objects.get(action="export.fetched").code == "1"
    settings.HIMAYA_BUDGET = f"{__name__}.small"  # type: ignore[attr-defined]
    for _time in range(2):
        factories.hand_over(identity=factories.identity(full_name="Amal Canary"))
    export_id = approved()
    with pytest.raises(BudgetSpent):
        fetched(export_id)
    assert DataExport.objects.get(pk=export_id).fetched == 0


def test_an_export_holds_no_more_people_than_its_asker_may_open(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    factories.hand_over(identity=factories.identity(full_name="Huda Canary"))
    monkeypatch.setattr(queries, "most_persons", lambda _by: 1)
    with refused(NotValid, "too_many"):
        asked()
    assert asked(scope=Scope(file=case.reference))


def test_one_asks_and_another_one_decides(case: Case) -> None:
    """Planted fault: without `check_decides`, counsel who leads a desk approves what they asked for themselves."""
    both = cast.actor("labour-lead", "labour-north", "desk_lead", "legal_counsel")
    export_id = asked(by=both)
    with refused(NotPermitted, "same_person"):
        exports.approve(export_id=export_id, by=proven(both))
    with pytest.raises(NotPermitted):
        exports.approve(export_id=export_id, by=proven(cast.LABOUR_LEAD))
    for stranger in (ELSEWHERE, cast.SHELTER_LEAD, cast.INSPECTOR_SOUTH):
        with pytest.raises(NotFound):
            exports.approve(export_id=export_id, by=proven(stranger))
    with pytest.raises(NotPermitted):
        exports.approve(export_id=export_id, by=proven(cast.INSPECTOR))
    with pytest.raises(ProofNeeded):
        exports.approve(export_id=export_id, by=COUNSEL)
    exports.approve(export_id=export_id, by=proven(COUNSEL))
    row = DataExport.objects.get(pk=export_id)
    row.decided_by = row.asked_by
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(update_fields=["decided_by"])


def test_only_who_asked_fetches_with_a_second_factor_a_few_times_within_days(case: Case) -> None:
    """Planted fault: without the look at `expires_at`, an export of last month still leaves."""
    waiting = asked()
    with pytest.raises(NotNow):
        fetched(waiting)
    export_id = approved()
    for other in (OFFICER, cast.actor("labour-lead-2", "labour-north", "desk_lead")):
        with pytest.raises(NotPermitted):
            fetched(export_id, by=other)
    with pytest.raises(ProofNeeded):
        exports.fetch(export_id=export_id, by=cast.LABOUR_LEAD)
    for _time in range(rules.MOST_FETCHES):
        assert fetched(export_id)
    with refused(NotNow, "fetched_enough"):
        fetched(export_id)
    late = approved()
    with clock.stopped(factories.TUESDAY + rules.TO_FETCH), refused(NotNow, "export_over"):
        fetched(late)
    with clock.stopped(factories.TUESDAY + rules.TO_DECIDE), refused(NotNow, "export_over"):
        exports.approve(export_id=waiting, by=proven(OFFICER))


def test_whoever_may_not_ask_does_not(case: Case) -> None:
    for actor in (cast.INSPECTOR, OFFICER, COUNSEL, cast.SECRETARY, cast.AUDITOR, cast.OPERATOR):
        with pytest.raises(NotPermitted):
            asked(by=actor)
    with pytest.raises(NotFound):
        asked(by=cast.LABOUR_LEAD, scope=Scope(file=_elsewhere().reference))
    assert not DataExport.objects.exists()


def _elsewhere() -> Case:
    return Case.objects.get(pk=factories.hand_over(by=cast.NURSE).case_id)


WRONG: dict[str, dict[str, Any]] = {
    "purpose_missing": {"purpose": "legal_demand"},
    "aim_missing": {"aim": "migration_enforcement"},
    "aim_refused": {"aim": "remove_person"},
    "basis_missing": {"basis": "habit"},
    "parts_missing": {"parts": []},
    "reason_missing": {"reason": "  "},
    "who_missing": {"who": "x" * 2001},
    "receiver_unknown": {"receiver": "labour"},
    "number_wrong": {"number": "9" * 65},
    "key_wrong": {"key": "ssh-ed25519 AAAA"},
    "nobody": {"scope": Scope(state="closed")},
    "themself_alone": {"purpose": rules.THEMSELF, "basis": "wished", "receiver": ""},
}


@pytest.mark.parametrize("code", list(WRONG))
def test_what_cannot_be_taken_has_its_code(case: Case, code: str) -> None:
    with refused(NotValid, code):
        asked(**WRONG[code])
    assert not DataExport.objects.exists()


@pytest.mark.parametrize("aim", [one for one in firewall.AIMS if one != firewall.PROTECT])
def test_the_firewall_says_for_each_aim_what_to_do_and_the_database_holds_it_too(case: Case, aim: str) -> None:
    with refused(NotValid, "aim_refused"):
        asked(aim=aim)
    row = DataExport.objects.get(pk=asked())
    row.aim = aim
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(update_fields=["aim"])


def test_nothing_goes_abroad_without_a_number_nor_in_a_real_nation_to_whom_the_register_does_not_know(
    case: Case, settings: pytest.FixtureRequest
) -> None:
    """Planted fault: a gate asked once, while asking, lets go what ended before the file was fetched."""

    def code(**changes: Any) -> str:
        with pytest.raises(Refusal) as refusal:
            asked(**changes)
        return refusal.value.code

    assert code(receiver="", abroad=True) == "transfer_without_number"
    assert code(abroad=True) == "transfer_without_number"
    assert asked(receiver="", abroad=True, number="T-7", basis="duty")
    assert code(receiver="") == "receiver_unnamed"
    assert code(receiver="police") == "receiver_by_demand"
    export_id = approved()
    Institution.objects.filter(pk="daw").update(kind="state")
    with refused(NotNow, "transfer_without_number"):
        fetched(export_id)
    settings.DEMO = False  # type: ignore[attr-defined]
    registering.complete(recipients=("hospital",))
    assert code(receiver="") == "recipient_without_regime"
    assert code(receiver="mizan") == "recipient_without_regime"
    assert asked(receiver="hospital")
    assert asked(receiver="", purpose=rules.THEMSELF, basis="wished", scope=Scope(file=case.reference))


def test_to_the_person_goes_their_own_file_and_nobody_elses_to_nobody_else(case: Case) -> None:
    """Planted fault: where the purpose alone opens the gate, a whole desk goes to whoever is typed as its receiver."""
    theirs: dict[str, Any] = {"purpose": rules.THEMSELF, "basis": "wished", "receiver": ""}
    one = Scope(file=case.reference)
    for wrong in ({"scope": Scope()}, {"scope": one, "receiver": "daw"}, {"scope": one, "basis": "agreed"}):
        with refused(NotValid, "themself_alone"):
            asked(**{**theirs, **wrong})
    row = DataExport.objects.get(pk=asked(**theirs, scope=one))
    row.persons = 2
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(update_fields=["persons"])


@pytest.mark.capability("E1")
def test_whoever_took_an_agreement_back_is_not_in_it(case: Case) -> None:
    """Planted fault: a look only while asking lets out who withdrew after it was approved."""
    other = Case.objects.get(pk=factories.hand_over(identity=factories.identity(full_name="Huda Canary")).case_id)
    export_id = approved()
    consents.withdraw(consent_id=exporting.agrees(case), by=cast.INSPECTOR)
    assert [row[1] for row in read(fetched(export_id))[1:]] == [other.reference]
    assert DataExport.objects.get(pk=export_id).left == 1
    consents.withdraw(consent_id=exporting.agrees(other), by=cast.INSPECTOR)
    with refused(NotNow, "nobody_left"):
        fetched(export_id)


def test_what_changes_while_the_file_is_made_lets_nothing_out(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    """Planted fault: without the second look, what was taken back at that moment still leaves."""
    export_id = approved()
    made = exports._made

    def slowly(*args: object) -> object:
        found = made(*args)  # type: ignore[arg-type]
        exports.withdraw(export_id=export_id, by=OFFICER)
        return found

    monkeypatch.setattr(exports, "_made", slowly)
    with refused(NotNow, "already_withdrawn"):
        fetched(export_id)
    assert DataExport.objects.get(pk=export_id).fetched == 0


def test_each_file_has_an_order_and_a_mark_of_its_own(case: Case) -> None:
    ids = [uuid4() for _ in range(12)]
    assert rules.in_order("a", ids) == rules.in_order("a", reversed(ids)) != rules.in_order("b", ids)
    rows = [DataExport.objects.get(pk=approved()) for _ in range(2)]
    marks = [read(fetched(row.pk))[1][0] for row in rows]
    assert marks == [row.reference for row in rows]
    assert rows[0].salt != rows[1].salt


def test_a_cell_that_a_spreadsheet_would_compute_is_text() -> None:
    exporting.switched_on()
    factories.hand_over(identity=factories.identity(full_name="=HYPERLINK(A1)"))
    assert read(fetched(approved(parts=["full_name"])))[1][1] == "'=HYPERLINK(A1)"


def test_words_are_sealed_and_reading_them_is_written_down(case: Case) -> None:
    export_id = asked()
    with open_export(COUNSEL, export_id) as opened:
        assert (opened.reason, opened.who) == (REASON, WHO)
    event = AuditEvent.objects.get(action="export.read")
    assert (event.purpose, event.object_id) == ("prepare_referral", str(export_id))
    with pytest.raises(NotFound), open_export(ELSEWHERE, export_id):
        pass
