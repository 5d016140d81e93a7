"""Every page that somebody can see, and how to get there: by address, or by the taps that lead to it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

from playwright.sync_api import Page

from tests.browser import sit_at

NOBODY, SENDER, RECEIVER, SECRETARIAT = "", "inspection-nord", "asso-accueil", "secretariat"
OFFICER_OF_DATA = "protection-donnees"


@dataclass(frozen=True)
class View:
    """A page in the eyes of somebody at a desk, or of nobody; `reach` leads there.

    `fixed`: its address decides the language. `url`: the name of the address where it ends, when `name` is none.
    `deep`: not walked without JavaScript, because the journeys of the first line look at it in every language.
    """

    name: str
    who: str
    reach: Callable[[Page], None]
    fixed: bool = False
    url: str = ""
    deep: bool = False


def at(address: str) -> Callable[[Page], None]:
    """By typing an address."""

    def reach(page: Page) -> None:
        page.goto(address)

    return reach


def told(page: Page) -> list[str]:
    """What a page says of what was sent to it: all data is invented."""
    return page.locator("main .error, main .errors, main [role=alert]").all_inner_texts()


def after(reach: Callable[[Page], None], *targets: str) -> Callable[[Page], None]:
    """By tapping onwards from a page."""

    def reach_on(page: Page) -> None:
        reach(page)
        for target in targets:
            place = page.locator(target).first
            # Said at once: to wait for what a page does not show costs half a minute each time.
            assert place.count(), f"{page.url} shows no {target}, and says {told(page)}"
            if not place.is_visible():
                place.locator("xpath=ancestor::details[1]/summary").click()
            with page.expect_navigation():
                place.click()

    return reach_on


def filled(reach: Callable[[Page], None], *checked: str, **typed: str) -> Callable[[Page], None]:
    """With something ticked or typed there."""

    def reach_and_fill(page: Page) -> None:
        reach(page)
        for target in checked:
            page.locator(target).first.check()
        for name, value in typed.items():
            field = page.locator(f"main [name={name}]").first
            if field.evaluate("one => one.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)

    return reach_and_fill


ON = "form#sheet .actions .btn:not(.second):not(.quiet)"
RESULT = "main .actions .quiet[value=result]"
OPENING = filled(after(at("/worried/"), "main a[href='/worried/labour/']"), region="nord")
QUESTIONS = after(OPENING, "main button[value=person]")
SIGNS = filled(after(filled(QUESTIONS, "#q01-yes", "#q03-assault_pregnancy", "#q04-no"), ON), "#q06-adult", "#q08-yes")
ADULT = after(SIGNS, RESULT)
CHILD = after(filled(after(OPENING, "main button[value=child]"), "#q01-yes"), RESULT)
SITE = after(after(OPENING, "main button[value=site]"), "main button[value=result]")
OFFERED = after(ADULT, "main button[value=offer]")
SERVICE = after(filled(OFFERED, "#route-consent"), ON)
NEEDED = filled(
    SERVICE,
    "#service-emergency_shelter",
    "#urgency-soon",
    "#interpreter-none",
    "#group-woman",
    language_spoken="ary",
)
DESK = after(NEEDED, ON)
SHARE = after(filled(DESK, "#desk-asso-accueil"), ON)
PERSON = after(SHARE, ON)
SUMMARY = after(filled(PERSON, "#contact_way-never"), ON)
LINE = "main ul.rows a[href^='/casework/{}/']"
RECEIVED = after(at("/casework/"), LINE.format("referrals"))
FOLLOWED = after(at("/casework/sent/"), LINE.format("referrals"))
CASE = after(at("/casework/cases/"), "main ul.rows a[href^='/casework/cases/']:not([href$='/mine/'])")
SEARCH = at("/casework/search/")
TO_IDENTITY = after(CASE, "main a[href$='/identity/']")
ADD_FILE = "main form[action$='/add/'] .btn"
TO_FILES = after(CASE, "main a[href$='/files/']")
TO_SEND = after(CASE, "main a[href$='/send/']")
NEED = filled(TO_SEND, "input[value=ordinary]", service="legal_aid", region="nord", language="ary")
MAIN = "main form .btn:not(.second):not(.quiet)"
READING = at("/reference/indicators/reading/")
SIGNS_OF_CHILD = after(filled(READING, "input[value=child]", dimension="EXP"), "main button[value=show]")


def shown(page: Page) -> None:
    """A case with the identity shown for a reason."""
    CASE(page)
    form = page.locator("form:has(input[name=show][value=identity])")
    form.locator("select").select_option("give_service")
    form.locator("button").click()
    page.locator("#shared [role=status]").wait_for()


@contextmanager
def elsewhere(page: Page, who: str) -> Iterator[Page]:
    """A page of somebody else, in a session of its own on the same server."""
    browser = page.context.browser
    assert browser is not None
    session = browser.new_context(base_url="{0.scheme}://{0.netloc}".format(urlsplit(page.url)))
    try:
        other = session.new_page()
        sit_at(other, who)
        yield other
    finally:
        session.close()


def just_sent(page: Page) -> None:
    """What somebody sees after sending, of a referral that was sent before: to send one here would change the lists."""
    FOLLOWED(page)
    page.goto("/hand-over/sent/" + urlsplit(page.url).path.removeprefix("/casework/referrals/"))


def reference_of_a_file(page: Page) -> str:
    """The reference of the first file of SENDER."""
    with elsewhere(page, SENDER) as desk:
        CASE(desk)
        return desk.locator("main h1 bdi").first.inner_text()


def readers(page: Page) -> None:
    """Who saw the first file of a desk; its id is asked at that desk, in another session."""
    with elsewhere(page, SENDER) as desk:
        CASE(desk)
        number = urlsplit(desk.url).path.rstrip("/").rpartition("/")[2]
    page.goto(f"/oversight/files/{number}/")


def proven(reach: Callable[[Page], None]) -> Callable[[Page], None]:
    """Through the page that asks for the second factor again, where it asks."""

    def reach_through(page: Page) -> None:
        reach(page)
        if page.locator("[name=proof_exercise]").count():
            with page.expect_navigation():
                page.locator("[name=proof_exercise]").click()

    return reach_through


VIEWS = [
    *(
        View(address, NOBODY, at(address))
        for address in (
            "/absent/",
            "/reference/indicators/?domain=EXP&profession=L",
            "/reference/law/?q=448-1&topic=offences",
        )
    ),
    View("/public/fr/", NOBODY, at("/public/fr/"), fixed=True),
    View("/public/ar/texts/", NOBODY, at("/public/ar/texts/"), fixed=True),
    View("/public/ar/recommendations/", NOBODY, at("/public/ar/recommendations/"), fixed=True),
    View("/public/ar/absent/", NOBODY, at("/public/ar/absent/"), fixed=True),
    View("a wrong password", NOBODY, after(filled(at("/account/in/"), username="x", password="y"), MAIN)),
    View("first questions", NOBODY, QUESTIONS, deep=True),
    View("later questions", NOBODY, SIGNS, deep=True),
    View("result for an adult", NOBODY, ADULT, deep=True),
    View("result for a child", NOBODY, CHILD, deep=True),
    View("result for a workplace", NOBODY, SITE),
    View("printed result", NOBODY, after(ADULT, "main button[value=print]"), deep=True),
    View("refusal", NOBODY, after(ADULT, "main button[value=refuse]"), deep=True),
    View(
        "card with the way back",
        NOBODY,
        after(ADULT, "main button[value=refuse]", "main button[value=way_back]"),
        deep=True,
    ),
    View("sign-in with a sheet", NOBODY, OFFERED),
    View("ground", SENDER, OFFERED, url="frontline:hand_over", deep=True),
    View("service", SENDER, SERVICE, deep=True),
    View("service, something missing", SENDER, after(SERVICE, ON), deep=True),
    View("desk", SENDER, DESK, deep=True),
    View("what goes with it", SENDER, SHARE, deep=True),
    View("the person", SENDER, PERSON, deep=True),
    View("before sending", SENDER, SUMMARY, deep=True),
    View("before sending, not agreed", SENDER, after(SUMMARY, ON), deep=True),
    View("a received referral", RECEIVER, RECEIVED, url="casework:referral"),
    View("a sent referral", SENDER, FOLLOWED, url="casework:referral"),
    View("after sending", SENDER, just_sent, url="frontline:sent"),
    View("a case", SENDER, CASE, url="casework:case"),
    View("a case, shown", SENDER, shown),
    View("correcting, before", SENDER, TO_IDENTITY, url="casework:identity"),
    View("correcting", SENDER, after(TO_IDENTITY, "main button[name=open]")),
    View("files of a case", SENDER, TO_FILES, url="casework:files"),
    View("files of a case, none chosen", SENDER, after(TO_FILES, ADD_FILE), url="casework:file_add"),
    View("removing a file", SENDER, after(TO_FILES, "main a[href$='/remove/']"), url="casework:file_remove"),
    View("a further referral", SENDER, TO_SEND, url="casework:send"),
    View("a further referral, something missing", SENDER, after(TO_SEND, MAIN)),
    View("a further referral, desk", SENDER, after(NEED, MAIN)),
    View("search, nothing typed", SENDER, after(SEARCH, "main form:has(input[name=name]) .btn")),
    View("search, found", SENDER, after(filled(SEARCH, name="Amina"), "main form:has(input[name=name]) .btn")),
    View("reading aid, nobody chosen", RECEIVER, after(READING, "main button[value=show]")),
    View("reading aid, signs", RECEIVER, SIGNS_OF_CHILD),
    View("reading aid, read", RECEIVER, after(SIGNS_OF_CHILD, "main button[value=read]")),
    View("a file that is not open", SENDER, at("/casework/cases/00000000-0000-4000-8000-000000000000/")),
    View("a decoy of nothing", OFFICER_OF_DATA, after(proven(at("/oversight/alarms/")), "main form .btn")),
    View("who saw a file, readers", OFFICER_OF_DATA, readers, url="oversight:readers"),
    View(
        "who saw a file, for the person",
        OFFICER_OF_DATA,
        after(readers, "main a[href$='/paper/']"),
        url="oversight:paper",
    ),
    View("who saw a file, none", OFFICER_OF_DATA, after(filled(at("/oversight/"), reference="AAAA-AAAA"), MAIN)),
    View("a role that does not do this", SECRETARIAT, at("/casework/")),
]
