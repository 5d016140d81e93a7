"""From a need that a table recorded to a certificate that opens the interview, and the day on which it is taken back.

In French by thumb on a telephone, in the demo; in Arabic by the keyboard alone, in a nation's installation on
PostgreSQL.
"""

from contextlib import ExitStack
from dataclasses import dataclass, replace

import pytest
from django.utils import translation
from playwright.sync_api import Browser

from himaya.institutions.rules_qualifications import ENDED, MISSING, WAITING
from himaya.institutions.words import NOT_QUALIFIED
from himaya.interviews.words import PREPARE_FIRST
from himaya.training import states
from tests.journeys import return_steps
from tests.journeys import training_steps as steps
from tests.journeys.return_steps import Goer
from tests.journeys.test_risk_and_trauma import nothing_lies_open
from tests.journeys.thumb_and_keys import Walker, walking
from tests.journeys.training_steps import Course
from tests.journeys.training_verbs import verb
from tests.running import Live, accounts_added

pytestmark = [pytest.mark.browser, pytest.mark.capability("G1", "G2", "G3")]
PRODUCTION = pytest.param("live_production-ar", marks=[pytest.mark.postgres])
DEMO = {"trainer": "formation", "learner": "asso-apprend", "speaker": "point-focal-asso", "lead": "asso-accueil-chef"}
NATION = {"trainer": "cours-1", "learner": "cours-2", "speaker": "cours-3", "lead": "dpo-1"}
ACCOUNTS = (
    ("cours-1", "test-lawyers", ("trainer",)),
    ("cours-2", "test-shelter", ("front_line", "case_manager", "interviewer")),
    ("cours-3", "test-shelter", ("focal_point",)),
)
# The institution of the journey first, then six others; whose cycle it is.
INSTITUTIONS = {
    "live": (
        "association-daw",
        "association-mizan",
        "child-protection",
        "health",
        "labour-inspectorate",
        "regional-hospitals",
        "social-action",
    ),
    "live_production": (
        "test-association",
        "bab-al-moustakbal",
        "entraide-nationale",
        "health",
        "justice",
        "labour-inspectorate",
        "public-prosecution",
    ),
}
ORGANISERS = {"live": "national-commission", "live_production": "cnclt"}
SAID = {
    "fr": {
        "need": "Poser les questions sans faire revivre",
        "audience": "Accueil de jour",
        "title_fr": "Écouter à hauteur de chaise",
        "title_ar": "الإنصات على مستوى الكرسي",
        "budget": "Ligne des ateliers",
        "place": "Salle des tamis",
        "function": "Accueillante de l’étage",
    },
    "ar": {
        "need": "طرح الأسئلة دون إحياء الألم",
        "audience": "الاستقبال النهاري",
        "title_fr": "Écouter à hauteur de table",
        "title_ar": "الإنصات على مستوى الطاولة",
        "budget": "اعتماد الورشات",
        "place": "قاعة الغرابيل",
        "function": "مستقبلة بالطابق",
    },
}
# Whose names are looked for wherever they must not be. `again` is another spelling of the first.
PEOPLE = {
    "fr": {
        "interviewer": "Rachida Lamourdine",
        "again": "Rashida Lamourdine",
        "second": "Ysaline Torchebeuf",
        "third": "Barnabé Quillotin",
    },
    "ar": {
        "interviewer": "رشيدة الموردينية",
        "again": "رشيده الموردينيه",
        "second": "شمائل البرقوقية",
        "third": "زهير الكراوية",
    },
}
PERSON = {
    "fr": {"name": "Clothilde Mbarakou", "contact": "à propos du panier d’osier"},
    "ar": {"name": "خوخة المبركية", "contact": "بخصوص سلة القصب"},
}
# With one alone below the mark no picture of the room would be drawn: it would show that one.
NOT_YET = [f"Participante {letter * 5}" for letter in "fghij"]


@dataclass
class Room:
    """Who walks it and where."""

    place: Live
    browser: Browser
    language: str
    institutions: tuple[str, ...]
    secretary: Walker
    trainer: Walker
    learner: Walker

    def verb(self, word: str, **given: object) -> object:
        return verb(self.place, word, **given)

    def who(self, name: str) -> str:
        return self.place.people[name]


@pytest.fixture(name="walk", params=["live-fr", PRODUCTION])
def _walk(request: pytest.FixtureRequest) -> tuple[Live, str, str]:
    fixture, _, language = request.param.rpartition("-")
    place = request.getfixturevalue(fixture)
    assert isinstance(place, Live)
    if not place.database:
        return replace(place, people={**place.people, **DEMO}), language, fixture
    accounts_added([(*one, language) for one in ACCOUNTS], place.env)
    return replace(place, people={**place.people, **NATION}), language, fixture


def test_a_need_becomes_a_certificate_that_opens_the_interview(walk: tuple[Live, str, str], browser: Browser) -> None:
    place, language, fixture = walk
    course, goer = Course(SAID[language], PEOPLE[language]), Goer(PERSON[language])
    with ExitStack() as people, translation.override(language):

        def seated(who: str) -> Walker:
            return people.enter_context(walking(browser, place, who, language=language))

        room = Room(
            place,
            browser,
            language,
            INSTITUTIONS[fixture],
            seated("secretariat"),
            seated("trainer"),
            seated("learner"),
        )
        planned(room, course, ORGANISERS[fixture])
        steps.names(seated("speaker"), room.who("learner"), course)
        room.verb("name_rest", session=course.session_id, trainer=room.who("trainer"), institutions=room.institutions)
        steps.reads_counts_only(room.secretary, course)
        held(room, course)
        return_steps.handed_over(room.learner, goer, "ngo")
        interview = certified(room, course, goer.case, seated("lead"))
        taken_back(room, course, interview)
    nothing_lies_open(place, [*course.people.values(), *goer.said.values()])


def planned(room: Room, course: Course, organiser: str) -> None:
    """A need of the table, a line that serves it, a session with its trainer."""
    institution = room.institutions[0]
    people = {"secretary": room.who("secretariat"), "focal": room.who("speaker")}
    made = room.verb("table", **people, institution=institution, organiser=organiser)
    assert isinstance(made, dict)
    steps.needs(room.secretary, made["table"], institution, course)
    steps.plans(room.secretary, institution, course)
    steps.schedules(room.secretary, room.who("trainer"), course)


def held(room: Room, course: Course) -> None:
    """The trainer's day: attendance, a test before and after it under codes, and the end."""
    trains = {"session": course.session_id, "trainer": room.who("trainer")}
    made = room.verb("form", secretary=room.who("secretariat"))
    assert isinstance(made, dict)
    steps.marks(room.trainer, course)
    room.verb("mark_rest", **trains)
    second = course.people["second"]
    address = steps.starts_test(room.trainer, states.PRE, made["form"], course)
    steps.answers(room.browser, room.place, address, steps.slip(room.trainer, second, course), room.language)
    assert room.verb("answer", **trains, moment=states.PRE, below=[]) == 23
    steps.closes_test(room.trainer, course)
    steps.starts_test(room.trainer, states.POST, "", course)
    assert room.verb("answer", **trains, moment=states.POST, below=[second, *NOT_YET]) == 24
    steps.closes_test(room.trainer, course)
    steps.closes(room.trainer, course)


def certified(room: Room, course: Course, case: str, lead: Walker) -> str:
    """Issued, printed in both scripts, checked by anybody; the door opens with the second person.

    Until then not one gate is shown. Returns the address of the interview.
    """
    of_case = f"/interviews/cases/{case}/"
    name = course.people["interviewer"]
    # In a place where it was walked before, an earlier one was ended.
    steps.door(room.learner, of_case, NOT_QUALIFIED[MISSING], NOT_QUALIFIED[ENDED])
    steps.issues(room.trainer, name, course)
    steps.door(room.learner, of_case, NOT_QUALIFIED[WAITING])
    codes = {steps.printed(room.trainer, name, course, paper) for paper in states.PAPERS}
    assert len(codes) == 1
    said = steps.checked(room.place, codes.copy().pop(), room.language)
    assert steps.PUBLIC[room.language]["valid"] in said
    assert name not in said
    steps.confirms(lead, room.who("learner"))
    interview = steps.opens_interview(room.learner, case)
    steps.door(room.learner, f"{interview}begin/", PREPARE_FIRST)
    course.seen.extend(codes)
    return interview


def taken_back(room: Room, course: Course, interview: str) -> None:
    """Taken back by one person: the door closes with a sentence, and the paper stands no more."""
    steps.revokes(room.secretary, course)
    steps.door(room.learner, f"{interview}begin/", NOT_QUALIFIED[ENDED])
    said = steps.checked(room.place, course.seen[-1], room.language)
    assert steps.PUBLIC[room.language]["revoked"] in said
    assert steps.PUBLIC[room.language]["valid"] not in said
