"""Letters: one number in a year, a visa before sending, what came in, and stamped scans that only a purpose opens."""

from datetime import date, timedelta
from io import BytesIO
from typing import Any
from uuid import UUID

import pikepdf
import pytest
from PIL import Image

from himaya.coordination import states
from himaya.coordination.actions import letters, scans
from himaya.coordination.models import Cycle, Letter, LetterScan
from himaya.coordination.papers import letter_texts
from himaya.kernel import clock
from himaya.kernel.errors import KeyMissing, NotNow, NotOpened, NotPermitted, NotValid
from himaya.kernel.models import AuditEvent, DataKey
from tests.refusals import refused
from tests.rooms.coordination import at_the_table as at
from tests.rooms.coordination import papers_at_hand as hand

pytestmark = [pytest.mark.usefixtures("stage"), pytest.mark.capability("A0")]


def picture() -> bytes:
    """A scan of one grey page."""
    out = BytesIO()
    Image.new("L", (60, 80), 200).save(out, "JPEG")
    return out.getvalue()


def draft(cycle: Cycle | None = None, **changes: Any) -> Letter:
    given: dict[str, Any] = {
        "cycle_id": (cycle or at.cycle()).pk,
        "institution_id": "hospital",
        "kind": "invitation",
        "table_id": None,
        "through": "Le secrétaire général",
        "subjects": {"fr": "Invitation", "ar": "دعوة"},
        "bodies": {"fr": "Texte.", "ar": "نص."},
        "dated_on": clock.today(),
        "by": at.SECRETARY,
    }
    return letters.draft(**{**given, **changes})


def numbered(number: str = "12/SP", **changes: Any) -> Letter:
    return letters.number(letter_id=draft(**changes).pk, number=number, by=at.SECRETARY)


def came_in(**changes: Any) -> Letter:
    given: dict[str, Any] = {
        "cycle_id": (changes.pop("cycle", None) or at.cycle()).pk,
        "institution_id": "justice",
        "kind": "designation",
        "number": "44",
        "dated_on": clock.today() - timedelta(days=3),
        "received_on": clock.today(),
        "subjects": {"fr": "Désignation"},
        "answers_id": None,
        "by": at.SECRETARY,
    }
    return letters.receive(**{**given, **changes})


def test_a_letter_goes_from_draft_to_received_and_each_step_is_in_the_audit() -> None:
    row = numbered()
    today = clock.today()
    letters.clear(letter_id=row.pk, visa="Le secrétaire permanent", on=today, by=at.SECRETARY)
    letters.send(letter_id=row.pk, on=today, by=at.SECRETARY)
    letters.acknowledge(letter_id=row.pk, on=today, by=at.SECRETARY)
    row.refresh_from_db()
    assert (row.state, row.sent_on, row.received_on) == (states.RECEIVED, today, today)
    logged = AuditEvent.objects.filter(object_id=str(row.pk)).order_by("id").values_list("action", flat=True)
    assert list(logged) == [f"letter.{word}" for word in ("drafted", "numbered", "cleared", "sent", "received")]


def test_a_number_used_twice_names_the_letter_that_has_it() -> None:
    cycle = at.cycle()
    numbered(cycle=cycle, institution_id="justice", dated_on=date(2026, 3, 2))
    other = draft(cycle)
    with pytest.raises(NotValid, match="number_taken") as refusal:
        letters.number(letter_id=other.pk, number=" 12/SP ", by=at.SECRETARY)
    assert "justice" in str(refusal.value.sentence)
    assert "2 March 2026" in str(refusal.value.sentence)
    other.refresh_from_db()
    assert (other.number, other.state) == ("", states.LETTER_DRAFT)


def test_the_same_number_is_free_again_in_another_year_and_theirs_is_none_of_ours() -> None:
    cycle = at.cycle()
    came_in(cycle=cycle, number="12/SP")
    numbered(cycle=cycle)
    assert numbered(cycle=cycle, dated_on=date(2027, 1, 4)).year == 2027


def test_a_numbered_letter_no_longer_changes_and_stays_in_the_register() -> None:
    row = numbered()
    with pytest.raises(NotNow, match="letter_numbered"):
        letters.drop(letter_id=row.pk, by=at.SECRETARY)
    with pytest.raises(NotNow, match="letter_numbered"):
        letters.change(
            letter_id=row.pk,
            through="",
            subjects={"fr": "Autre"},
            bodies={"fr": "Autre"},
            dated_on=clock.today(),
            by=at.SECRETARY,
        )
    letters.drop(letter_id=draft(row.cycle).pk, by=at.SECRETARY)
    assert Letter.objects.get() == row


def test_a_letter_is_cleared_before_it_is_sent() -> None:
    row = numbered()
    with pytest.raises(NotNow, match="no_visa"):
        letters.send(letter_id=row.pk, on=clock.today(), by=at.SECRETARY)
    with pytest.raises(NotNow, match="letter_numbered"):
        letters.acknowledge(letter_id=row.pk, on=clock.today(), by=at.SECRETARY)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"subjects": {"fr": " "}}, "subject_missing"),
        ({"bodies": {}}, "body_missing"),
        ({"bodies": {"fr": "x" * 9000}}, "body_long"),
        ({"kind": "gossip"}, "kind"),
        ({"institution_id": "nowhere"}, "institution"),
    ],
)
def test_a_letter_without_what_it_needs_is_not_kept(changes: dict[str, Any], code: str) -> None:
    with pytest.raises(NotValid, match=code):
        draft(**changes)


def test_a_letter_that_came_in_says_which_of_ours_it_answers() -> None:
    ours = numbered()
    with pytest.raises(NotValid, match="answers"):
        came_in(cycle=ours.cycle, answers_id=ours.pk)
    theirs = came_in(cycle=ours.cycle, institution_id="hospital", answers_id=ours.pk)
    assert (theirs.answers, theirs.direction) == (ours, states.IN)


def test_a_letter_is_not_received_before_its_date_nor_in_days_to_come() -> None:
    with pytest.raises(NotValid, match="received_on"):
        came_in(received_on=clock.today() - timedelta(days=9))
    with pytest.raises(NotValid, match="day"):
        came_in(received_on=clock.today() + timedelta(days=1))


def test_only_the_secretariat_writes_letters_and_opens_scans() -> None:
    row = numbered()
    with pytest.raises(NotPermitted):
        draft(row.cycle, by=at.HEALTH)
    with pytest.raises(NotPermitted):
        letters.send(letter_id=row.pk, on=clock.today(), by=at.HEALTH)
    with pytest.raises(NotPermitted):
        scans.add(letter_id=row.pk, data=picture(), by=at.HEALTH)
    with pytest.raises(NotPermitted), scans.open_scan(at.HEALTH, row.pk, purpose="check_letter"):
        pass


def test_every_kind_but_one_has_a_text_in_both_languages_with_nothing_left_to_fill() -> None:
    row = hand.circulated()
    row.table.answer_by = at.DAY
    row.table.save()
    for kind in states.LETTER_KINDS:
        proposal = letter_texts.propose(kind, cycle=row.table.cycle, table=row.table)
        texts = (proposal.subject.fr, proposal.subject.ar, proposal.body.fr, proposal.body.ar)
        assert all(texts) is (kind != "other"), kind
        assert not any(letter_texts.BLANK in text or "{" in text for text in texts), kind
    said = letter_texts.propose("minutes", cycle=row.table.cycle, table=row.table).body
    assert "24 décembre 2026" in said.fr
    assert "24 دجنبر 2026" in said.ar


def test_without_a_table_what_is_to_be_filled_in_is_seen() -> None:
    proposal = letter_texts.propose("invitation", cycle=at.cycle(), table=None)
    assert letter_texts.BLANK in proposal.body.fr


def scan(letter_id: UUID, data: bytes = b"") -> LetterScan:
    return scans.add(letter_id=letter_id, data=data or picture(), by=at.SECRETARY)


def test_a_scan_is_sealed_and_opens_for_a_purpose_that_is_written_down() -> None:
    letter = numbered()
    row = scan(letter.pk)
    assert b"\xff\xd8\xff" not in row.__dict__["content"]
    with pytest.raises(NotOpened):
        LetterScan.objects.get(letter=letter).content  # noqa: B018
    with scans.open_scan(at.SECRETARY, letter.pk, purpose="answer_letter") as opened:
        assert opened.data.startswith(b"\xff\xd8\xff")
        assert opened.kind == "jpeg"
    read = AuditEvent.objects.get(action="scan.read")
    assert (read.purpose, read.object_id) == ("answer_letter", str(letter.pk))


def test_without_a_purpose_of_the_list_nothing_opens() -> None:
    letter = numbered()
    scan(letter.pk)
    for purpose in ("", "curiosity"):
        with (
            pytest.raises(NotValid, match="purpose_unknown"),
            scans.open_scan(at.SECRETARY, letter.pk, purpose=purpose),
        ):
            pass
    assert not AuditEvent.objects.filter(action="scan.read").exists()


def test_what_acts_in_a_scan_is_gone_before_it_is_kept() -> None:
    made = pikepdf.new()
    made.add_blank_page()
    made.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
    out = BytesIO()
    made.save(out)
    letter = numbered()
    scan(letter.pk, out.getvalue())
    with scans.open_scan(at.SECRETARY, letter.pk, purpose="check_letter") as opened:
        assert b"JavaScript" not in opened.data


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"PK\x03\x04 a parcel", "scan_wrong_kind"), (b"%PDF-1.7 and nothing", "scan_not_readable")],
)
def test_a_file_that_is_no_scan_is_refused_with_what_to_do(data: bytes, code: str) -> None:
    letter = numbered()
    with pytest.raises(NotValid, match=code):
        scan(letter.pk, data)
    assert not LetterScan.objects.exists()


def test_a_letter_that_came_in_with_a_broken_scan_is_not_half_kept() -> None:
    with pytest.raises(NotValid, match="scan_wrong_kind"):
        came_in(scan=b"not a scan")
    assert not Letter.objects.exists()
    assert hasattr(came_in(scan=picture()), "scan")


def test_a_draft_has_no_stamped_scan_and_a_letter_has_one() -> None:
    cycle = at.cycle()
    with pytest.raises(NotNow, match="letter_draft"):
        scan(draft(cycle).pk)
    letter = numbered(cycle=cycle)
    scan(letter.pk)
    with pytest.raises(NotNow, match="scan_there"):
        scan(letter.pk)


def test_a_wrong_scan_is_destroyed_with_its_key() -> None:
    letter = numbered()
    row = scan(letter.pk)
    kept = LetterScan.objects.get(pk=row.pk)
    scans.remove(letter_id=letter.pk, by=at.SECRETARY)
    assert not DataKey.objects.filter(subject_id=row.subject_id).exists()
    assert not LetterScan.objects.exists()
    kept.revision = 1
    kept.save(force_insert=True)  # Even put back from a backup it opens no more.
    with pytest.raises(KeyMissing), scans.open_scan(at.SECRETARY, letter.pk, purpose="check_letter"):
        pass
    LetterScan.objects.all().delete()
    with pytest.raises(NotNow, match="no_scan"):
        scans.remove(letter_id=letter.pk, by=at.SECRETARY)


def test_a_channel_that_is_too_long_is_said_and_not_cut() -> None:
    with refused(NotValid, "through_long"):
        draft(through="s/c " * 50)


@pytest.mark.parametrize("text", ["CIN AB123456", "née le 3 mars 2009", "A. B., 16 ans"])
def test_a_letter_names_officials_and_offices_but_no_protected_person(text: str) -> None:
    for changes in ({"bodies": {"fr": f"Objet : {text}"}}, {"subjects": {"fr": text}}):
        with refused(NotValid, "case_data"):
            draft(**changes)
    assert (
        draft(bodies={"fr": "Mme Amal Tazi, 12 rue Ibn Sina, Rabat, tél. 05 37 12 34 56"}).state == states.LETTER_DRAFT
    )
