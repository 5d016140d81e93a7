"""An interview in the demo, by the verbs like everybody's: a first sitting with a break, three facts, two events."""

from uuid import UUID

from himaya.cases.actions import screenings
from himaya.cases.actions.screenings import Wish
from himaya.cases.models import Case
from himaya.instruments import queries as instruments
from himaya.interviews import content, rules, states
from himaya.interviews.actions import (
    agreements,
    facts,
    happenings,
    interpreters,
    interviews,
    notes,
    preparations,
    sittings,
    tellings,
)
from himaya.interviews.actions.agreements import Said
from himaya.interviews.actions.facts import Written
from himaya.interviews.actions.happenings import Happened
from himaya.interviews.actions.interpreters import Offered
from himaya.interviews.actions.preparations import Gates
from himaya.interviews.actions.sittings import Opening
from himaya.interviews.actions.tellings import Told
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.ids import new_id
from himaya.ops.demo_cases import somebody_at
from himaya.persons.actions.people import Identity

DESK, HOSPITAL = "asso-accueil", "hopital-nord"
PEOPLE = (("Salma Inventée", "سلمى المتخيلة"), ("Hiba Inventée", "هبة المتخيلة"))
ANSWERS = {"q01": "yes", "q02": "no", "q03": "injury", "q04": "yes", "q06": "adult", "q08": "yes", "q19": "safe_place"}
FACTS = (
    (
        "C",
        rules.SAID,
        "Une voisine a proposé une place de domestique (exercice) · عرضت جارة عملا في البيوت (تمرين)",
        "",
    ),
    ("E", rules.SAID, "Travail dès l’aube, sans jour de repos (exercice) · عمل منذ الفجر دون يوم راحة (تمرين)", ""),
    (
        "H",
        rules.OBSERVED,
        "Regarde souvent la porte (exercice) · تنظر كثيرا إلى الباب (تمرين)",
        "Peut-être peur d’être cherchée (exercice) · ربما خوف من البحث عنها (تمرين)",
    ),
)
EVENTS = (
    (
        rules.RECRUITMENT,
        "",
        "Avant la fête du mouton (exercice) · قبل عيد الأضحى (تمرين)",
        ("ThroughFriendsOrSocialEvents",),
    ),
    (
        rules.EXPLOITATION,
        "",
        "Quand il faisait froid (exercice) · في أيام البرد (تمرين)",
        ("Servitude", "TakesEarnings"),
    ),
)
FEAR = "Que la famille soit menacée (exercice) · تهديد الأسرة (تمرين)"
NAME, VETTED = "Interprète inventée (exercice) · ترجمانة متخيلة (تمرين)", "Réseau d’interprètes (exercice)"


def seed() -> None:
    """Two files at the desk of somebody qualified: one with an interview, one where none was held yet."""
    by = somebody_at(DESK)
    _file(by, *PEOPLE[1])
    case = Case.objects.get(pk=_file(by, *PEOPLE[0]))
    told = Told(
        "first_line", None, "La personne (exercice) · الشخص (تمرين)", "Les papiers gardés (exercice) · الأوراق (تمرين)"
    )
    tellings.note(case_id=case.pk, told=told, by=by)
    pk = interviews.open_for(case_id=case.pk, by=by)
    _prepared(pk, case, by)
    sittings.begin(interview_id=pk, opening=Opening(limits_read=True, present=("interpreter",)), by=by)
    sittings.pause(interview_id=pk, by=by)
    sittings.resume(interview_id=pk, by=by)
    for kind, said, anchor, values in EVENTS:
        happenings.add(interview_id=pk, happened=Happened(kind, said, anchor, values), by=by)
    happenings.place(interview_id=pk, event=1, how=rules.BEFORE, other=2, by=by)
    for topic, kind, text, reading in FACTS:
        facts.add(interview_id=pk, fact=Written(topic, kind, text, reading), by=by)
    notes.own_view(interview_id=pk, rating="much", said=FEAR, by=by)
    sittings.end(interview_id=pk, ending=states.DONE, by=by)


def _file(by: Actor, name: str, other: str) -> UUID:
    """Somebody came to the desk itself, and agreed that the hospital is asked for a consultation."""
    wish = Wish("medical_care", HOSPITAL, ("age_group", "language"), "soon")
    done = screenings.hand_over(
        version_id=instruments.in_force("first-line-ngo").pk,
        answers=ANSWERS,
        identity=Identity(full_name=name, other_names=other, birth="1997", phone="", safe_contact={"way": "in_person"}),
        person_id=None,
        route="consent",
        wishes=[wish],
        language="ary",
        interpreter="none",
        consent_given=True,
        told_first=True,
        guardian_implicated="",
        region="nord",
        by=by,
        instance_id=new_id(),
        details={"gender": "woman"},
    )
    return done.case_id


def _prepared(pk: UUID, case: Case, by: Actor) -> None:
    today = clock.today()
    language = case.language or "ary"
    offered = Offered(
        name=NAME,
        language=language,
        sex="woman",
        mode="on_site",
        vetted_by=VETTED,
        vetted_on=today,
        signed_on=today,
        no_tie_to_community=True,
        no_tie_to_suspect=True,
        accepted=True,
    )
    who = interpreters.note(interview_id=pk, offered=offered, by=by)
    answers = {
        gate: opens[0] for gate, opens in rules.OPENS.items() if gate not in rules.COMPUTED | rules.ONLY_FOR_CHILDREN
    }
    preparations.answer(interview_id=pk, gates=Gates(answers, reason="exercice · تمرين", interpreter=who), by=by)
    said = {one.id: "no" if one.id == "research" else "yes" for one in content.words().agreement}
    agreements.note(interview_id=pk, answers=said, said=Said(language, "spoken", "interpreter"), by=by)
