"""Two more files of the demo, by the verbs like everybody's: a child to interview, and a second worker of one place."""

from datetime import datetime, timedelta
from uuid import UUID

from himaya.cases.actions import screenings
from himaya.cases.actions.screenings import Wish
from himaya.instruments import queries as instruments
from himaya.instruments.models import Version
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.ids import new_id
from himaya.ops.demo_cases import age_value, somebody_at
from himaya.persons.actions.people import Identity

OF_CHILDREN, CALLER = "enfance-nord", "inspection-nord"
CHILD, SECOND = ("Rayane Inventé", "ريان المتخيل", "2012"), ("Brahim Inventé", "إبراهيم المتخيل", "1994")
# Longer ago than any other: the newest file of the desk stays the one that everything else of the exercise is about.
BEFORE = timedelta(days=6)


def seed(*, now: datetime) -> None:
    """The hospital is asked for a consultation of each; for the child it is not known who looks after them."""
    wish = Wish("medical_care", "hopital-nord", ("age_group", "language"), "soon")
    _file(somebody_at(OF_CHILDREN), "first-line-child", CHILD, wish, route="child")
    by = somebody_at(CALLER)
    with clock.stopped(now - BEFORE):
        wish = Wish("medical_care", "hopital-centre", ("age_group", "language"), "ordinary")
        _file(by, "first-line-labour", SECOND, wish, route="consent")


def _file(by: Actor, form: str, who: tuple[str, str, str], wish: Wish, *, route: str) -> UUID:
    name, other, birth = who
    identity = Identity(full_name=name, other_names=other, birth=birth, phone="", safe_contact={"way": "in_person"})
    version = instruments.in_force(form)
    done = screenings.hand_over(
        version_id=version.pk,
        answers=age_answered(version, "child" if route == "child" else "adult"),
        identity=identity,
        person_id=None,
        route=route,
        wishes=[wish],
        language="ary",
        interpreter="none",
        consent_given=route == "consent",
        told_first=True,
        guardian_implicated="unknown" if route == "child" else "",
        region="nord",
        by=by,
        instance_id=new_id(),
        details={"gender": "boy" if route == "child" else "man"},
    )
    return done.case_id


def age_answered(version: Version, age_group: str) -> dict[str, str]:
    """The one answer that the rest depends on; nothing else was asked."""
    asked = (one for one in version.source["survey"] if one.get("act") == "age")
    kinds = ((one["name"], str(one["type"]).split()) for one in asked)
    choices = version.source["choices"]
    return {name: age_value(choices[kind[1]], age_group) for name, kind in kinds if kind[0] == "select_one"}
