"""A woman who would go back, and at the gate does not: one word, and it is talked about again.

Everything is prepared: weighed by the desk and by a partner there, promised, signed by two, a paper, a day. On the day
she says no. Nothing is held against her and nothing of it is lost. Later she leaves on her own, with a safety plan, and
the way back stays open. Neither police nor a consular desk sees anything of it. In French by thumb on a telephone, in
the demo; in Arabic by the keyboard alone, in a nation's installation on PostgreSQL.
"""

import uuid
from contextlib import ExitStack

import pytest
from django.utils import translation
from playwright.sync_api import Browser

from himaya.returns import rules, states, words
from tests.journeys import abroad_steps as steps
from tests.journeys.thumb_and_keys import Walker, walking
from tests.running import Live

pytestmark = [pytest.mark.browser, pytest.mark.capability("F1")]
DEMO = {"lead": "asso-accueil-chef", "police": "police-nord", "consul": "consulaire-verlande"}
NATION = {"ngo": "gate-1", "lead": "gate-2", "police": "parquet-1", "consul": "gate-3"}
ACCOUNTS = (
    ("gate-1", "test-shelter", ("front_line", "case_manager")),
    ("gate-2", "test-shelter", ("case_manager", "desk_lead")),
    ("gate-3", "test-consular", ("intake_abroad",)),
)
# A word alone, as “Grave”, may stand on a page for something else.
LONG = 20
PAGES = ("", "weigh/", "partner/", "child/", "documents/", "travel/", "after/")


@pytest.fixture(name="walk", params=["live-fr", steps.PRODUCTION])
def _walk(request: pytest.FixtureRequest) -> tuple[Live, str]:
    return steps.seated_in(request, DEMO, NATION, ACCOUNTS)


def test_at_the_gate_a_no_is_enough(walk: tuple[Live, str], browser: Browser) -> None:
    place, language = walk
    with ExitStack() as people, translation.override(language):

        def seated(who: str) -> Walker:
            return people.enter_context(walking(browser, place, who, language=language))

        ngo, lead = seated("ngo"), seated("lead")
        name = steps.TYPED[language]["name"]
        case = steps.handed_over(ngo, "ngo", service="psychological_support", to=steps.HOSPITALS, name=name)
        steps.talked_and_chosen(ngo, case)
        steps.weighed(ngo, case)
        steps.signed(ngo, lead, case)
        steps.ready(ngo)
        nobody_else_sees(seated("police"), seated("consul"), case)
        turns_back(ngo, case)
        goes_alone(ngo, case)
        nobody_else_sees(seated("police"), seated("consul"), case)
    steps.nothing_lies_open(place, steps.TYPED[language].values())


def state_of(one: Walker, case: str) -> str:
    one.open(f"/returns/cases/{case}/")
    return one.page.locator("main ol.steps [aria-current=step]").inner_text()


def turns_back(ngo: Walker, case: str) -> None:
    """Asked once more, alone: a no stands beside the yes, without a field for a reason. It is talked about again."""
    said = steps.typed(ngo)
    assert state_of(ngo, case) == str(words.STATES[states.READY])
    agreed = agreements(ngo, case)
    ngo.open(f"/returns/cases/{case}/")
    ngo.go("main section.say a[href$='/travel/']")
    stays = ngo.page.locator("main section.say form:has(button[value=stays])")
    assert stays.is_visible(), "a no is as near as a yes"
    assert not stays.locator("textarea, input:not([type=hidden])").count(), "no reason is asked"
    steps.shot(ngo, "gate")
    ngo.go("main section.say button[value=stays]")
    steps.shot(ngo, "stays")
    assert all(said[word] in ngo.text() for word in ("escort", "transit")), "what was prepared stays written"
    ngo.go("main section.say a.btn")
    assert state_of(ngo, case) == str(words.STATES[states.TALKING])
    steps.shot(ngo, "talking")
    # Nothing is held against her: no list of what is missing, no alarm, and no choice that she would have to make.
    assert not ngo.page.locator("main [role=alert]").count()
    assert not any(str(one) in ngo.text() for one in words.AGAINST.values() if len(str(one)) > LONG)
    # Whoever was to wait for her hears that nobody comes: met, roof, in touch, on the way, along.
    waits = ngo.page.locator("main section.do dl.facts").inner_text()
    assert waits.count(said["partner"]) == len(rules.NEEDED)
    assert all(said[word] in waits for word in ("escort", "transit"))
    assert ngo.page.locator(f"main section.do a[href='/packets/cases/{case}/']").count()
    # Everything that she told is there, and what she agreed to stands.
    ngo.press(ngo.page.locator("main details:has(ul.rows) > summary").last)
    assert all(said[word] in ngo.text() for word in ("talk", "choice", "sheet", "partner_words", "promise"))
    assert agreements(ngo, case) == agreed
    ngo.open(f"/returns/cases/{case}/travel/")
    assert not ngo.page.locator("main button[value=board]").count(), "nobody can be boarded on what was signed before"


def agreements(one: Walker, case: str) -> str:
    one.open(f"/casework/cases/{case}/consents/")
    return one.text()


def goes_alone(ngo: Walker, case: str) -> None:
    """Later she leaves on her own: a safety plan is asked about and written, and the way back stays open."""
    said = steps.typed(ngo)
    ngo.open(f"/returns/cases/{case}/")
    told = ngo.refused_at("main button[value=alone]", alone_words=said["alone"])
    assert ngo.page.locator("main .errors").count(), told
    assert ngo.page.locator("main #alone_words").input_value() == said["alone"], "nothing typed is lost"
    ngo.go("main button[value=alone]", plan="wants_one")
    assert state_of(ngo, case) == str(words.STATES[states.TALKING]), "nothing ends by it"
    steps.shot(ngo, "alone")
    ngo.go("main section.card a[href^='/safety/cases/']")
    parts = {"warning_signs": said["signs"], "safe_places": said["places"], "staff": said["staff"]}
    ngo.go("main button[value=write]", **parts)
    assert all(one in ngo.text() for one in parts.values())
    ngo.open(f"/returns/cases/{case}/")
    ngo.go("main button[value=end]", reason=states.ALONE)
    assert ngo.page.locator("main button[value=open]").count(), "it begins again whenever she wishes"
    ngo.press(ngo.page.locator("main details:has(ul.rows) > summary").last)
    assert all(said[word] in ngo.text() for word in ("choice", "promise", "alone")), "nothing is lost"
    ngo.open(f"/casework/cases/{case}/")
    assert ngo.page.locator("main nav a[href$='/closing/']").count(), "her file is open, with all help"
    ngo.open(f"/returns/cases/{case}/")
    ngo.go("main button[value=open]")
    assert state_of(ngo, case) == str(words.STATES[states.TALKING])
    ngo.go("main button[value=end]", reason=states.ALONE)


def nobody_else_sees(police: Walker, consul: Walker, case: str) -> None:
    """For both of them there is no such page, whether there is such a file or not."""
    for page in PAGES:
        steps.asked(police, f"/returns/cases/{case}/{page}", 404)
        for one in (case, str(uuid.uuid4())):
            steps.asked(consul, f"/returns/cases/{one}/{page}", 403, 404)
