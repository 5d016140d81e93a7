"""The round tables behind the matrix: one cycle, each thing once; three institutions, of which two have a seat.

What belongs to one institution belongs to `labour`, where `member` sits; `other` sits at `daw`, `stranger` at `minors`.
"""

from datetime import timedelta
from uuid import UUID

from himaya.coordination import canonical, minutes_content, policy, states
from himaya.coordination.models import (
    Correction,
    Decision,
    Document,
    Expert,
    Letter,
    Material,
    Minutes,
    MinutesVersion,
    Need,
    PracticeMap,
    PracticeStep,
    Question,
    Rendition,
    Reservation,
    RoundTable,
    Seat,
)
from himaya.institutions.models import Account, Mandate, Membership
from himaya.kernel import clock
from tests.rooms.coordination import at_the_table
from tests.security import (
    stage_consulting,
    stage_follow_up,
    stage_gathering,
    stage_progress,
    stage_publishing,
    stage_recommendations,
    stage_releases,
    stage_reports,
    stage_texts,
    stage_training,
)
from tests.security.matrix import rows

OWN = "labour"
# A role of the content and the mandate that its account holds.
MANDATES = {
    "focal_point": states.TITULAR,
    "focal_point_alternate": states.ALTERNATE,
    "validating_authority": states.VALIDATING,
}
HALF_DAY = "2026-11-24-am"
TEXT = {"fr": "Adopté.", "ar": "معتمد.", "en": "Adopted."}


def seat_somebody(account_id: UUID, username: str, role: str, desk: str) -> Account:
    """An account at a desk; whoever speaks for an institution also holds a mandate, since a year."""
    account = Account.objects.create(id=account_id, username=username)
    membership = Membership.objects.create(account=account, desk_id=desk, roles=[role], valid_from=clock.today())
    if role in policy.SPEAKS:
        at_the_table.mandate(membership.desk.institution_id, username, MANDATES[role], account_id=account_id)
    return account


def set_up() -> dict[str, str]:
    """The things that rows may name, each put straight into the store."""
    cycle = at_the_table.cycle()
    held = at_the_table.closed(cycle)
    table = at_the_table.in_session(
        cycle, starts_at=clock.now() - timedelta(hours=1), ends_at=clock.now() + timedelta(hours=6)
    )
    for institution in at_the_table.SEATED:
        at_the_table.mark(table, HALF_DAY, institution)
    invited = at_the_table.convened(cycle)
    planned = at_the_table.planned(cycle)
    document = Document.objects.create(cycle=cycle, kind="protocol", title_fr="Protocole", state=states.TABLED)
    seat = Seat.objects.get(cycle=cycle, institution_id=OWN)
    mandate = Mandate.objects.get(institution_id=OWN, delegate__name_latin="Delegate focal-labour")
    item = at_the_table.open_item(table)
    things = {
        rows.CYCLE: cycle,
        rows.TABLE: table,
        rows.CLOSED_TABLE: held,
        rows.INVITED_TABLE: invited,
        rows.PLANNED_TABLE: planned,
        rows.INVITATION: at_the_table.invitation(invited, OWN),
        rows.ITEM: item,
        rows.DOCUMENT: document,
        rows.SEAT: seat,
        rows.MANDATE: mandate,
        rows.DELEGATE: mandate.delegate,
    }
    found = {name: str(thing.pk) for name, thing in things.items()}
    return {
        **found,
        **_decided(table, held),
        **_practice(table),
        **_papers(held),
        **stage_consulting.set_up(cycle),
        **stage_texts.set_up(cycle),
        **stage_releases.set_up(cycle),
        **stage_recommendations.set_up(cycle),
        **stage_progress.set_up(cycle),
        **stage_gathering.set_up(cycle),
        **stage_follow_up.set_up(),
        **stage_publishing.set_up(),
        **stage_reports.set_up(cycle),
        **stage_training.set_up(),
        rows.HALF_DAY: HALF_DAY,
    }


def _decided(table: RoundTable, held: RoundTable) -> dict[str, str]:
    decision = Decision.objects.create(
        table=table,
        item=at_the_table.open_item(table),
        number=1,
        wording_fr=TEXT["fr"],
        method=states.CONSENSUS,
        half_day=HALF_DAY,
        state=states.PUT,
        put_at=clock.now(),
        confirm_by=states.NOBODY_CONFIRMS,
    )
    adopted = Decision.objects.create(
        table=held,
        item=held.items.order_by("position")[0],
        number=1,
        wording_fr=TEXT["fr"],
        method=states.CONSENSUS,
        half_day=at_the_table.MORNING,
        state=states.AGREED,
        put_at=clock.now(),
        concluded_at=clock.now(),
        confirm_by=states.NOBODY_CONFIRMS,
    )
    reservation = Reservation.objects.create(
        decision=adopted, institution_id=OWN, text="Sauf le délai", review_on=clock.today() + timedelta(days=90)
    )
    return {rows.DECISION: str(decision.pk), rows.RESERVATION: str(reservation.pk)}


def _practice(table: RoundTable) -> dict[str, str]:
    today = clock.today()
    practice = PracticeMap.objects.create(
        cycle=table.cycle,
        title_fr="Accueil",
        title_ar="الاستقبال",
        due_on=today + timedelta(days=5),
        state=states.MAP_OPEN,
        opened_on=today,
    )
    step = PracticeStep.objects.create(practice_map=practice, number=1, title_fr="Recevoir", title_ar="الاستقبال")
    need = Need.objects.create(
        cycle=table.cycle,
        number=1,
        institution_id=OWN,
        competence="Entretien",
        audience="Inspecteurs",
        priority="high",
        state=states.NEED_OPEN,
        entered_on=today,
    )
    question = Question.objects.create(
        table=table, owed_by_id=OWN, text="Quel délai ?", due_on=today, state=states.QUESTION_OPEN
    )
    expert = Expert.objects.create(table=table, name="Expert", organisation="OIM")
    material = Material.objects.create(table=table, title_fr="Guide", kind="guide")
    made = {rows.MAP: practice, rows.STEP: step, rows.NEED: need, rows.QUESTION: question}
    made |= {rows.EXPERT: expert, rows.MATERIAL: material}
    return {name: str(thing.pk) for name, thing in made.items()}


def _papers(held: RoundTable) -> dict[str, str]:
    today = clock.today()
    minutes = Minutes.objects.create(
        table=held, state=states.CIRCULATED, drafted_on=today, circulated_on=today, deadline_on=today
    )
    content = minutes_content.build(held)
    text = MinutesVersion.objects.create(
        minutes=minutes, number=1, made_at=clock.now(), content=content, sha256=canonical.digest(content)
    )
    correction = Correction.objects.create(
        minutes=minutes, institution_id=OWN, text="Lire dix.", how=states.CLICK, asked_on=today, state=states.ASKED
    )
    letter = Letter.objects.create(
        cycle=held.cycle,
        institution_id=OWN,
        direction=states.OUT,
        kind="other",
        year=today.year,
        number="1/2026",
        dated_on=today,
        subject_fr="Objet",
        body_fr="Corps",
        state=states.SENT,
        sent_on=today,
    )
    paper = Rendition.objects.create(
        kind="minutes",
        object_id=text.pk,
        mode="fr",
        format="docx",
        fingerprint="0" * 64,
        state=states.READY,
        asked_at=clock.now(),
        content=b"PK",
    )
    made = {rows.MINUTES: minutes, rows.CORRECTION: correction, rows.LETTER: letter, rows.RENDITION: paper}
    return {name: str(thing.pk) for name, thing in made.items()}
