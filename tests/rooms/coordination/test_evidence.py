"""Evidence is a cleaned file with its hash, or a place; who may read it goes by what was said when it was given."""

import io
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

import pikepdf
import pytest
from django.db import connection
from PIL import Image

from himaya.coordination import policy_progress, states
from himaya.coordination import states_following as following
from himaya.coordination.actions import evidence, reply_links
from himaya.coordination.linking import actor_of
from himaya.coordination.models import Evidence, EvidenceFile, Recommendation
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from himaya.kernel.models import AuditEvent, DataKey
from tests.rooms.coordination import at_the_table as at
from tests.rooms.coordination import following_at_hand as hand
from tests.rooms.coordination.at_the_table import DAW, HEALTH, POLICE, SECRETARY

pytestmark = [pytest.mark.usefixtures("stage"), pytest.mark.capability("A9")]


def pdf() -> bytes:
    document, out = pikepdf.new(), io.BytesIO()
    document.add_blank_page(page_size=(200, 200))
    document.docinfo["/Author"] = "Jean Dupont"
    document.save(out)
    return out.getvalue()


def png() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (4, 4), "white").save(out, "PNG")
    return out.getvalue()


@pytest.fixture(name="row")
def _row() -> Recommendation:
    return hand.recommendation(following.IN_PROGRESS, lead="hospital", contributors=["daw"])


def add(row: Recommendation, **changes: Any) -> Evidence:
    base: dict[str, Any] = {
        "recommendation_id": row.pk,
        "kind": "circular",
        "title": "Circulaire 12/2026",
        "dated_on": date(2026, 8, 1),
        "confidentiality": following.TO_MEMBERS,
        "data": pdf(),
        "by": HEALTH,
    }
    return evidence.add(**{**base, **changes})


def read(row: Evidence, by: Actor) -> bytes:
    with evidence.open_file(by, row.pk) as opened:
        return opened.data


def known(actor: Actor, row: Recommendation) -> set[str]:
    return {one.title for one in row.evidence.filter(policy_progress.evidence_visible(actor))}


@pytest.mark.parametrize(("data", "media"), [(pdf(), "pdf"), (png(), "jpeg")])
def test_a_file_is_cleaned_and_its_hash_is_of_what_is_kept(row: Recommendation, data: bytes, media: str) -> None:
    found = Evidence.objects.get(pk=add(row, data=data).pk)
    kept = read(found, HEALTH)
    assert (found.media, found.size, found.institution_id, found.where) == (media, len(kept), "hospital", "")
    assert found.sha256 == sha256(kept).hexdigest()
    assert b"Jean Dupont" not in kept
    assert AuditEvent.objects.filter(action="evidence.added", object_id=str(found.pk)).count() == 1


def test_a_file_is_sealed_and_whoever_reads_it_leaves_one_row(row: Recommendation) -> None:
    found = add(row, confidentiality=following.TO_SECRETARIAT)
    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM evidence_file")
        assert b"%PDF" not in bytes(cursor.fetchone()[0])
    assert read(found, SECRETARY).startswith(b"%PDF")
    with pytest.raises(NotFound):
        read(found, DAW)
    event = AuditEvent.objects.get(action="evidence.read")
    assert (event.object_type, event.object_id, event.purpose) == ("evidence", str(found.pk), "follow_up")
    evidence.withdraw(evidence_id=found.pk, reason="Mauvais fichier", by=HEALTH)
    with pytest.raises(NotNow, match="no_file"):
        read(found, SECRETARY)


def test_a_store_is_not_filled_by_evidence(row: Recommendation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evidence, "MOST", 2, raising=False)
    first, _second = add(row), add(row, by=DAW)
    with pytest.raises(NotNow, match="evidence_full"):
        add(row)
    evidence.withdraw(evidence_id=first.pk, reason="Double", by=HEALTH)
    add(row)


def test_or_it_is_said_where_the_original_is_kept(row: Recommendation) -> None:
    found = add(row, data=None, where="Archives du ministère, dossier 12")
    assert (found.where, found.sha256) == ("Archives du ministère, dossier 12", "")
    assert not EvidenceFile.objects.exists()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"data": None}, "file"),
        ({"where": "Archives"}, "file"),
        ({"data": b"MZ not a picture"}, "scan_wrong_kind"),
        ({"data": b"%PDF-1.7 broken"}, "scan_not_readable"),
        ({"kind": "rumour"}, "kind"),
        ({"confidentiality": "everybody"}, "confidentiality"),
        ({"title": " "}, "text_missing"),
        ({"title": "Madame Zineb Tazi, +212 661 22 33 44"}, "case_data"),
        ({"dated_on": None}, "dated_missing"),
        ({"dated_on": date(2027, 1, 1)}, "dated_future"),
    ],
)
def test_evidence_says_what_it_is_and_of_when(row: Recommendation, changes: dict[str, Any], code: str) -> None:
    with pytest.raises(NotValid, match=f"^{code}$"):
        add(row, **changes)
    assert not Evidence.objects.exists()


def test_only_whoever_is_named_gives_evidence_and_not_for_others(row: Recommendation) -> None:
    with pytest.raises(NotPermitted, match="not_concerned"):
        add(row, by=POLICE)
    with pytest.raises(NotPermitted, match="other_institution"):
        add(row, institution_id="daw")
    assert add(row, by=DAW).institution_id == "daw"
    assert add(row, by=SECRETARY).institution is None
    assert add(row, institution_id="daw", by=SECRETARY).institution_id == "daw"
    with pytest.raises(NotPermitted, match="not_concerned"):
        add(row, institution_id="police", by=SECRETARY)


def test_evidence_belongs_to_the_givers_own_report(row: Recommendation) -> None:
    mine, other = hand.report(row, institution="hospital"), hand.report(row, institution="daw")
    assert add(row, report_id=mine.pk).report == mine
    with pytest.raises(NotFound):
        add(row, report_id=other.pk)


def test_a_speaking_link_gives_evidence_and_a_validating_one_does_not(row: Recommendation) -> None:
    who = at.delegate("hospital")
    link, _token = reply_links.make(
        institution_id="hospital", delegate_id=who.pk, role=following.SPEAKS_BY_LINK, by=SECRETARY
    )
    assert add(row, by=actor_of(link)).institution_id == "hospital"
    authority = at.delegate("hospital", states.VALIDATING)
    link, _token = reply_links.make(
        institution_id="hospital", delegate_id=authority.pk, role=following.VALIDATES_BY_LINK, by=SECRETARY
    )
    with pytest.raises(NotPermitted, match="link_role"):
        add(row, by=actor_of(link))


def test_what_is_confidential_is_known_to_its_giver_and_the_secretariat(row: Recommendation) -> None:
    for level in following.CONFIDENTIALITIES:
        add(row, title=level, confidentiality=level)
    assert known(SECRETARY, row) == known(HEALTH, row) == set(following.CONFIDENTIALITIES)
    assert known(DAW, row) == known(POLICE, row) == {following.OPEN_TO_ALL, following.TO_MEMBERS}
    secret = Evidence.objects.get(title=following.TO_SECRETARIAT)
    with pytest.raises(NotFound):
        policy_progress.evidence_of(DAW, secret.pk)
    with pytest.raises(NotFound):
        evidence.withdraw(evidence_id=secret.pk, reason="Erreur", by=DAW)


def test_withdrawn_evidence_keeps_its_line_and_loses_its_file(row: Recommendation) -> None:
    found = add(row)
    with pytest.raises(NotPermitted, match="other_institution"):
        evidence.withdraw(evidence_id=found.pk, reason="Erreur", by=DAW)
    with pytest.raises(NotValid, match="reason_missing"):
        evidence.withdraw(evidence_id=found.pk, reason=" ", by=HEALTH)
    evidence.withdraw(evidence_id=found.pk, reason="Mauvais fichier", by=HEALTH)
    after = Evidence.objects.get(pk=found.pk)
    assert (after.withdrawn_on, after.sha256) == (clock.today(), found.sha256)
    assert not EvidenceFile.objects.exists()
    assert not DataKey.objects.filter(subject__kind="evidence").exists()
    with pytest.raises(NotNow, match="evidence_withdrawn"):
        evidence.withdraw(evidence_id=found.pk, reason="Encore", by=SECRETARY)


def test_what_the_secretariat_gave_the_secretariat_takes_back(row: Recommendation) -> None:
    found = add(row, by=SECRETARY)
    with pytest.raises(NotPermitted, match="not_giver"):
        evidence.withdraw(evidence_id=found.pk, reason="Erreur", by=HEALTH)
    evidence.withdraw(evidence_id=found.pk, reason="Erreur", by=SECRETARY)


@pytest.mark.parametrize("state", [following.VERIFIED, following.REC_CLOSED])
def test_a_verification_keeps_what_it_stands_on(state: str) -> None:
    row = hand.recommendation(state, lead="hospital")
    only = hand.evidence(row, institution="hospital")
    with pytest.raises(NotNow, match="stands_on_it"):
        evidence.withdraw(evidence_id=only.pk, reason="Erreur", by=SECRETARY)
    hand.evidence(row, institution="hospital")
    evidence.withdraw(evidence_id=only.pk, reason="Erreur", by=SECRETARY)
    excepted = hand.recommendation(state, lead="hospital", exception="Constaté sur place")
    evidence.withdraw(evidence_id=hand.evidence(excepted).pk, reason="Erreur", by=SECRETARY)


@pytest.mark.parametrize("state", [following.FORMULATED, following.REC_CLOSED, following.REC_SUPERSEDED])
def test_nothing_is_added_to_what_is_not_addressed_or_has_ended(state: str) -> None:
    row = hand.recommendation(state, lead="hospital")
    with pytest.raises(NotNow):
        add(row, dated_on=clock.today() - timedelta(days=1), by=SECRETARY)
