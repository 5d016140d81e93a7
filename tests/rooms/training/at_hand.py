"""A plan in force, a line that serves a need of `labour` and `daw`, an open session with a trainer, by the verbs."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from himaya.coordination.models import Need
from himaya.institutions.models import Account, Membership
from himaya.kernel import clock
from himaya.kernel.actor import NOBODY
from himaya.training import codes, rules, rules_tests, states
from himaya.training.actions import (
    enrolments,
    half_days,
    test_forms,
    test_rounds,
    test_sittings,
    training_lines,
    training_plans,
    training_sessions,
)
from himaya.training.models import (
    Enrolment,
    HalfDayAttendance,
    PlanLine,
    SessionHalfDay,
    TestForm,
    TestRound,
    TrainingPlan,
    TrainingSession,
)
from tests import cast
from tests.rooms.coordination import at_the_table

SECRETARY = cast.SECRETARY
LABOUR, DAW, POLICE = at_the_table.LABOUR, at_the_table.DAW, at_the_table.POLICE
TRAINER = cast.actor("trainer", "lawyers", "trainer")
OTHER_TRAINER = cast.actor("trainer-2", "shelter", "trainer")
NAME, FUNCTION = "Nadia Canary El Fassi", "Inspectrice canari"


def people() -> None:
    """Two trainers beside the cast and the people of the tables. Twice is once."""
    at_the_table.people()
    for name, who in (("trainer", TRAINER), ("trainer-2", OTHER_TRAINER)):
        account, made = Account.objects.get_or_create(id=who.account_id, defaults={"username": name})
        if made:
            Membership.objects.create(
                account=account, desk_id=who.desk_id, roles=["trainer"], valid_from=at_the_table.SINCE
            )


def need(*, institution: str = "labour", wanted: int | None = 2) -> Need:
    """A need of the register, straight into the store."""
    cycle = at_the_table.cycle()
    return Need.objects.create(
        cycle=cycle,
        number=Need.objects.filter(cycle=cycle).count() + 1,
        institution_id=institution,
        competence="Entretien",
        audience="Inspection",
        people=wanted,
        priority="high",
        state="open",
        entered_on=clock.today(),
    )


def plan(year: int = 2026) -> TrainingPlan:
    return TrainingPlan.objects.filter(year=year).first() or training_plans.begin(year=year, by=SECRETARY)


def says(*needs: Need, **changes: object) -> training_lines.Says:
    given = {
        "titles": {"fr": "Écouter sans nuire"},
        "kind": rules.TRAINING,
        "audience": "Inspection du travail",
        "modules": ("M4", "M1"),
        "owner_id": "commission",
        "need_ids": tuple(one.pk for one in needs),
        "budget_source": "Budget de l’État",
    }
    return training_lines.Says(**{**given, **changes})  # type: ignore[arg-type]


def line(*needs: Need, adopted: bool = True, **changes: object) -> PlanLine:
    of = plan()
    made = training_lines.add(plan_id=of.pk, says=says(*(needs or (need(),)), **changes), by=SECRETARY)
    training_lines.aim(line_id=made.pk, institution_id="labour", region_id="", people=2, by=SECRETARY)
    training_lines.aim(line_id=made.pk, institution_id="daw", region_id="north", people=3, by=SECRETARY)
    if adopted and of.state == states.PLAN_DRAFT:
        training_plans.adopt(plan_id=of.pk, by=SECRETARY)
    return made


def hours(first: datetime | None = None) -> list[tuple[datetime, datetime]]:
    """This morning and this afternoon."""
    start = first or clock.now().replace(hour=8, minute=0, second=0, microsecond=0)
    return [(start, start + timedelta(hours=3)), (start + timedelta(hours=5), start + timedelta(hours=8))]


def session_says(**changes: object) -> training_sessions.Says:
    given = {
        "modules": ("M4",),
        "half_days": hours(),
        "place": "Salle de réunion, Nord",
        "online": False,
        "region_id": "north",
        "language": "fr",
        "places": 20,
    }
    return training_sessions.Says(**{**given, **changes})  # type: ignore[arg-type]


def session(of: PlanLine | None = None, *, opened: bool = True, **changes: object) -> TrainingSession:
    people()
    made = training_sessions.plan(line_id=(of or line()).pk, says=session_says(**changes), by=SECRETARY)
    training_sessions.add_trainer(session_id=made.pk, username="trainer", by=SECRETARY)
    if opened:
        training_sessions.open_naming(session_id=made.pk, by=SECRETARY)
    made.refresh_from_db()
    return made


def named(of: TrainingSession, name: str = NAME, **changes: object) -> Enrolment:
    given = {"institution_id": "labour", "full_name": name, "function": FUNCTION, "by": LABOUR}
    return enrolments.name(session_id=of.pk, **{**given, **changes})  # type: ignore[arg-type]


def first_half_day(of: TrainingSession) -> SessionHalfDay:
    return of.half_days.get(number=1)


def marked(of: TrainingSession, row: Enrolment, status: str = states.PRESENT) -> None:
    """In every half-day."""
    for one in of.half_days.all():
        half_days.mark(half_day_id=one.pk, enrolment_id=row.pk, status=status, how=states.BY_LIST, by=TRAINER)


def closed(of: TrainingSession) -> None:
    last = of.half_days.order_by("-number").first()
    assert last is not None
    with clock.stopped(max(last.ends_at, clock.now())):
        training_sessions.close(session_id=of.pk, by=TRAINER)


def form(track: str = "media", per_module: int = 2) -> TestForm:
    """Form A of a test in use; B stands beside it."""
    made = test_forms.draft(track=track, per_module=per_module, by=SECRETARY)
    test_forms.put_in_use(form_id=made.pk, by=SECRETARY)
    made.refresh_from_db()
    return made


def opened_test(of: TrainingSession, moment: str = states.PRE, of_form: TestForm | None = None) -> TestRound:
    """A test of a session that is open."""
    chosen = None if of.rounds.exists() else (of_form or form()).pk
    with at_its_time(of, moment):
        return test_rounds.start(session_id=of.pk, moment=moment, form_id=chosen, by=TRAINER)


@contextmanager
def at_its_time(of: TrainingSession, moment: str) -> Iterator[None]:
    """The test after it is taken from the last half-day on; every other one now."""
    last = of.half_days.order_by("-number").first()
    now = clock.now()
    with clock.stopped(max(last.starts_at, now) if last is not None and moment == states.POST else now):
        yield


def answers(of: TestForm, right: int) -> dict[str, object]:
    """The first so many right, the others wrong."""
    items = of.content["items"]
    return {one["uid"]: given(one, number < right) for number, one in enumerate(items)}


def given(item: dict[str, Any], right: bool) -> object:
    """What somebody answers: the key, or something else of the same shape."""
    key = list(item["key"])
    if len(key) == 1:
        wrong = next(one["id"] for one in item["options"] if one["id"] not in key)
        return key[0] if right else wrong
    if right or item["kind"] == rules_tests.ORDER:
        return key if right else key[::-1]
    card, place = key[0].split(":")
    return [f"{card}:{next(one['id'] for one in item['bins'] if one['id'] != place)}", *key[1:]]


def code(of: TrainingSession) -> str:
    """A code of this session."""
    assert of.code_key is not None
    return codes.new(of.code_key)


def there(of: TrainingSession, people: int = 10) -> None:
    """So many are named and were in the first half-day."""
    half_day = first_half_day(of)
    for number in range(people):
        row = named(of, f"Nom {chr(65 + number)}", another=True)
        HalfDayAttendance.objects.create(
            enrolment=row, half_day=half_day, status=states.PRESENT, how=states.BY_LIST, at=clock.now()
        )


def known(of: TrainingSession, accounts: Sequence[Account] = ()) -> list[Account]:
    """Each who is named has an account: these, else each one of their own."""
    rows = Enrolment.objects.filter(session=of).order_by("pk")
    found = list(accounts) or [Account.objects.create(username=f"known-{row.pk}") for row in rows]
    for row, account in zip(rows, found, strict=True):
        Enrolment.objects.filter(pk=row.pk).update(account=account)
    return found


def sat(row: TestRound, code: str, right: int) -> None:
    """Somebody sends so many right answers under a code."""
    of = test_sittings.form_of(row, rules_tests.letter(str(row.session_id), code, row.moment))
    with at_its_time(row.session, row.moment):
        test_sittings.send(token=row.token, code=code, responses=answers(of, right), by=NOBODY)
