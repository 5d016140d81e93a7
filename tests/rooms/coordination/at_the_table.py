"""A cycle with eight seats, two of them of associations, and its tables: planned, convened, in session.

Built on the institutions of the cast plus two; cheap: rows are written straight into the store, verbs are for tests.
Everything happens by a clock that is stopped at `factories.TUESDAY`, except what says otherwise.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from himaya.coordination import states
from himaya.coordination.models import (
    AgendaItem,
    Attendance,
    Cycle,
    Invitation,
    RoundTable,
    Seat,
    Theme,
)
from himaya.coordination.rules import CycleRules
from himaya.institutions.models import Account, Delegate, Institution, Mandate, Membership
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from tests import cast

ORGANISER, FUNDER = "commission", "authority"
# The eight seats in order: six members, two associations. `minors` has an office and no seat: the stranger.
MEMBERS = ("justice", "prosecution", "police", "labour", "hospital", "social")
NGOS = ("daw", "mizan")
SEATED = (*MEMBERS, *NGOS)
STRANGER = "minors"

SECRETARY = cast.SECRETARY
HEALTH = cast.actor("focal-health", "ward", "focal_point")
HEALTH_ALTERNATE = cast.actor("focal-health-2", "ward", "focal_point_alternate")
HEALTH_AUTHORITY = cast.actor("authority-health", "ward", "validating_authority")
LABOUR = cast.actor("focal-labour", "labour-north", "focal_point")
POLICE = cast.actor("focal-police", "police-north", "focal_point")
SOCIAL = cast.actor("focal-social", "hostel", "focal_point")
DAW = cast.actor("focal-daw", "shelter", "focal_point")
MIZAN = cast.actor("focal-mizan", "lawyers", "focal_point")
MINORS = cast.actor("focal-minors", "children", "focal_point")
# Justice and the prosecution never sign in: they answer by mail and by letter.
ACTORS = {
    "focal-health": (HEALTH, states.TITULAR),
    "focal-health-2": (HEALTH_ALTERNATE, states.ALTERNATE),
    "authority-health": (HEALTH_AUTHORITY, states.VALIDATING),
    "focal-labour": (LABOUR, states.TITULAR),
    "focal-police": (POLICE, states.TITULAR),
    "focal-social": (SOCIAL, states.TITULAR),
    "focal-daw": (DAW, states.TITULAR),
    "focal-mizan": (MIZAN, states.TITULAR),
    "focal-minors": (MINORS, states.TITULAR),
}
# Thursday 10 December 2026, nine to five in Casablanca (UTC+1 on that day): two half-days.
STARTS, ENDS = datetime(2026, 12, 10, 8, 0, tzinfo=UTC), datetime(2026, 12, 10, 16, 0, tzinfo=UTC)
DAY = date(2026, 12, 10)
MORNING, AFTERNOON = "2026-12-10-am", "2026-12-10-pm"
IN_THE_MORNING = datetime(2026, 12, 10, 9, 0, tzinfo=UTC)
IN_THE_AFTERNOON = datetime(2026, 12, 10, 14, 0, tzinfo=UTC)
SINCE = date(2026, 1, 1)


@contextmanager
def in_the_morning() -> Iterator[None]:
    """Ten in the morning of the meeting's day."""
    with clock.stopped(IN_THE_MORNING):
        yield


@contextmanager
def in_the_afternoon() -> Iterator[None]:
    """Three in the afternoon of the meeting's day."""
    with clock.stopped(IN_THE_AFTERNOON):
        yield


def people() -> None:
    """Two more institutions, delegates with mandates for every seat (and for the stranger), accounts. Twice is once."""
    for name in ("justice", "prosecution"):
        names = dict.fromkeys(("name_fr", "name_ar", "name_en"), name)
        Institution.objects.get_or_create(
            id=name, defaults={"kind": "ministry", "mark": "G", "source": "invented", **names}
        )
    if Delegate.objects.filter(email="focal-health@example.org").exists():
        return
    known = ACTORS.items()
    Account.objects.bulk_create(Account(id=actor.account_id, username=name) for name, (actor, _role) in known)
    Membership.objects.bulk_create(
        Membership(account_id=actor.account_id, desk_id=actor.desk_id, roles=sorted(actor.roles), valid_from=SINCE)
        for actor, _role in ACTORS.values()
    )
    others = ("justice", "prosecution", ORGANISER)
    rows = [
        *(_mandate(actor.institution_id, name, role, account_id=actor.account_id) for name, (actor, role) in known),
        *(_mandate(institution, f"focal-{institution}", states.TITULAR) for institution in others),
    ]
    Delegate.objects.bulk_create(row.delegate for row in rows)
    Mandate.objects.bulk_create(rows)


def mandate(
    institution: str,
    name: str,
    role: str = states.TITULAR,
    *,
    account_id: UUID | None = None,
    valid_from: date = SINCE,
    valid_to: date | None = None,
) -> Mandate:
    """A delegate with a mandate, straight into the store."""
    row = _mandate(institution, name, role, account_id=account_id, valid_from=valid_from, valid_to=valid_to)
    row.delegate.save(force_insert=True)
    row.save(force_insert=True)
    return row


def _mandate(
    institution: str,
    name: str,
    role: str,
    *,
    account_id: UUID | None = None,
    valid_from: date = SINCE,
    valid_to: date | None = None,
) -> Mandate:
    who = Delegate(
        institution_id=institution,
        name_latin=f"Delegate {name}",
        name_arabic=f"ممثل {name}",
        function_fr="Point focal",
        function_ar="نقطة الاتصال",
        email=f"{name}@example.org",
        account_id=account_id,
    )
    return Mandate(
        institution_id=institution,
        delegate=who,
        role=role,
        valid_from=valid_from,
        valid_to=valid_to,
        letter_reference=f"L-{name}"[:80],
        letter_on=valid_from,
    )


def delegate(institution: str, role: str = states.TITULAR) -> Delegate:
    """The first delegate of an institution with a mandate of that role."""
    rows = Mandate.objects.filter(institution_id=institution, role=role).select_related("delegate")
    found = rows.order_by("letter_reference").first()
    assert found is not None, institution
    return found.delegate


def actor_of(institution: str) -> Actor:
    """The titular of an institution who signs in."""
    return next(one for one, role in ACTORS.values() if one.institution_id == institution and role == states.TITULAR)


def cycle(**rules: object) -> Cycle:
    """An open cycle with eight seats and two themes. `rules` replace the defaults."""
    people()
    made = Cycle.objects.create(
        title_fr="Cycle de concertation",
        title_ar="دورة التشاور",
        title_en="Cycle of concertation",
        organiser_id=ORGANISER,
        funder_id=FUNDER,
        rules=asdict(CycleRules(**rules)),  # type: ignore[arg-type]
        state=states.OPEN,
        opened_on=SINCE,
    )
    kinds = {institution: states.NGO if institution in NGOS else states.MEMBER for institution in SEATED}
    Seat.objects.bulk_create(
        Seat(cycle=made, number=number, kind=kinds[institution], institution_id=institution, valid_from=SINCE)
        for number, institution in enumerate(SEATED, start=1)
    )
    Theme.objects.bulk_create(
        Theme(cycle=made, code=code, title_fr=fr, title_ar=ar, title_en=fr)
        for code, fr, ar in (("T1", "Cadre juridique", "الإطار القانوني"), ("T2", "Identification", "التعرف"))
    )
    return made


def planned(of: Cycle | None = None, **changes: object) -> RoundTable:
    """A planned table of the cycle (of a fresh one by default), with three points on its agenda."""
    whole = of or cycle()
    base: dict[str, object] = {
        "cycle": whole,
        "number": RoundTable.objects.filter(cycle=whole).count() + 1,
        "kind": states.TABLE,
        "title_fr": "",
        "starts_at": STARTS,
        "ends_at": ENDS,
        "zone": "Africa/Casablanca",
        "place": "Salle 2",
        "state": states.PLANNED,
    }
    table = RoundTable.objects.create(**{**base, **changes})
    for kind, fr, ar in (
        (states.THEME, "Cadre juridique", "الإطار القانوني"),
        (states.DOCUMENT, "Protocole de repérage", "بروتوكول الكشف"),
        (states.OTHER, "Questions diverses", "مسائل مختلفة"),
    ):
        item(table, kind=kind, title_fr=fr, title_ar=ar, seed="other" if kind == states.OTHER else "")
    return table


def item(table: RoundTable, **changes: object) -> AgendaItem:
    """One more point at the end of the agenda."""
    base: dict[str, object] = {
        "table": table,
        "position": AgendaItem.objects.filter(table=table).count() + 1,
        "kind": states.THEME,
        "title_fr": "Point",
        "title_ar": "نقطة",
        "minutes": 30,
        "state": states.ITEM_WAITING,
    }
    return AgendaItem.objects.create(**{**base, **changes})


def convened(of: Cycle | None = None, **changes: object) -> RoundTable:
    """A table to which the eight institutions are asked; nobody has answered."""
    base: dict[str, object] = {"state": states.INVITED, "answer_by": DAY - timedelta(days=3)}
    table = planned(of, **{**base, **changes})
    Invitation.objects.bulk_create(
        Invitation(
            table=table,
            institution_id=seat.institution_id,
            seat_kind=seat.kind,
            sent_at=clock.now(),
            answer=states.NO_ANSWER,
        )
        for seat in Seat.objects.filter(cycle=table.cycle, institution__isnull=False)
    )
    return table


def invitation(table: RoundTable, institution: str = "hospital") -> Invitation:
    """The invitation of one institution to a table."""
    return Invitation.objects.get(table=table, institution_id=institution)


def in_session(of: Cycle | None = None, *, there: tuple[str, ...] = SEATED[:6], **changes: object) -> RoundTable:
    """A table in session with its first point open; `there` are marked present in the morning, the others absent.

    Do what happens at it inside `in_the_morning()`.
    """
    people()
    base: dict[str, object] = {
        "state": states.IN_SESSION,
        "opened_at": STARTS + timedelta(minutes=5),
        "chair": delegate("justice"),
    }
    table = convened(of, **{**base, **changes})
    titular = {
        row.institution_id: row.delegate_id
        for row in Mandate.objects.filter(institution__in=there, role=states.TITULAR).order_by("-letter_reference")
    }
    Attendance.objects.bulk_create(
        Attendance(
            table=table,
            half_day=MORNING,
            institution_id=institution,
            status=states.PRESENT if institution in there else states.ABSENT,
            delegate_id=titular[institution] if institution in there else None,
            marked_at=clock.now(),
        )
        for institution in SEATED
    )
    first = AgendaItem.objects.filter(table=table).order_by("position").first()
    assert first is not None
    first.state, first.started_at = states.ITEM_OPEN, table.opened_at
    first.save()
    return table


def open_item(table: RoundTable) -> AgendaItem:
    """The point that is open at a table in session."""
    return AgendaItem.objects.get(table=table, state=states.ITEM_OPEN)


def mark(table: RoundTable, half_day: str, institution: str, status: str = states.PRESENT) -> Attendance:
    """Mark one institution, straight into the store, with its titular when present."""
    who = delegate(institution) if status == states.PRESENT else None
    row, _ = Attendance.objects.update_or_create(
        table=table,
        half_day=half_day,
        institution_id=institution,
        defaults={"status": status, "delegate": who, "marked_at": clock.now()},
    )
    return row


def closed(of: Cycle | None = None, **changes: object) -> RoundTable:
    """A table that was held and closed, its points done, without minutes."""
    table = in_session(of, **{"state": states.TABLE_CLOSED, "closed_at": ENDS, **changes})
    AgendaItem.objects.filter(table=table).update(state=states.ITEM_DONE)
    return table
