"""The screen in the room, what was decided, what is held back."""

from playwright.sync_api import Page

from tests.accessibility.visited import SECRETARIAT, View, after, at
from tests.accessibility.visited_tables import OPENED

FOCAL_POINT = "point-focal-droits"
LINK = "main a[href$='/{}/']"
HELD = "/round-tables/reservations/"
# What was held back leads to the decision, and that to its table: other tables may be planned and opened meanwhile.
DECISION = after(at(HELD), "main a[href*='/decisions/']")
HELD_TABLE = after(DECISION, LINK.format("room"))


def of_the_room(page: Page) -> None:
    """What the room looks at, without what is typed."""
    HELD_TABLE(page)
    page.goto(f"{page.url}now/")


def with_a_question(page: Page) -> None:
    """A table of today in session, everybody there, its first point open and a question put on it."""
    OPENED(page)
    table = page.url.split("/tables/")[0] + "/tables/" + page.url.split("/tables/")[1].split("/")[0]
    page.goto(f"{table}/attendance/")
    for line in range(page.locator("main li[id^=at-]").count()):
        button = page.locator("main li[id^=at-]").nth(line).locator("button[value^=present-]").first
        if button.count():
            with page.expect_navigation():
                button.click()
    page.goto(f"{table}/room/")
    with page.expect_navigation():
        page.locator("#now button[value=start]").first.click()
    page.locator("#ask > summary").click()
    page.fill("[name=wording_fr]", "Adopter la fiche.")
    with page.expect_navigation():
        page.locator("button[value=put]").click()


VIEWS: list[View] = [
    View("a question before the table", SECRETARIAT, with_a_question, url="roundtable:room", deep=True),
    View(
        "what an institution says",
        SECRETARIAT,
        after(with_a_question, "#now a[href*='/positions/']"),
        url="roundtable:position",
        deep=True,
    ),
    View("what the room looks at", SECRETARIAT, of_the_room, url="roundtable:room_now"),
    View("the room of a held table", SECRETARIAT, HELD_TABLE, url="roundtable:room"),
    View("a decision", SECRETARIAT, DECISION, url="roundtable:decision"),
    View("decisions of a cycle", SECRETARIAT, after(DECISION, LINK.format("decisions")), url="roundtable:decisions"),
    View("a decision, to an institution", FOCAL_POINT, DECISION, url="roundtable:decision"),
]
