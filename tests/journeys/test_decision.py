"""A decision walked in the browser: the body decides, the person is told in Arabic, asks for a review, and it changes.

The desk works in Arabic on a phone, the body in French; the file was asked about in the demo already.
"""

import pytest
from playwright.sync_api import Browser, Page, expect

from himaya.kernel import clock
from tests.accessibility.visited_determinations import BODY, SENDER, decided
from tests.browser import axe_violations, sit_at, visit
from tests.running import Live

pytestmark = [pytest.mark.browser, pytest.mark.capability("C4")]
NOT, IDENTIFIED = "not_established", "identified"
COUNSEL, COLLEAGUE = "inspection-nord-conseil", "parquet-centre-greffe"
GROUNDS = "لم يسألني أحد عن الدين"
REPLY = "قلت ما عندي وأنتظر"


def go(page: Page, target: str) -> None:
    with page.expect_navigation():
        page.locator(target).first.click()


def record(page: Page, status: str, reasons: str, review_on: str = "") -> None:
    """The recorder at the body: the first request that waits."""
    page.goto("/determinations/")
    go(page, "main section:first-of-type .rows a")
    page.locator(f"main [name=status][value={status}]").check()
    page.fill("main [name=reasons]", reasons)
    if status == NOT:
        # Something is missing: nothing that was typed is lost.
        go(page, "main form .btn")
        expect(page.locator("main .errors")).to_be_visible()
        expect(page.locator("main [name=reasons]")).to_have_value(reasons)
        page.fill("main [name=review_on]", review_on)
    go(page, "main form .btn")
    expect(page.locator("main")).to_contain_text(reasons)


def test_a_decision_is_told_in_arabic_looked_at_again_and_changed(live: Live, browser: Browser) -> None:
    with (
        visit(browser, live.url, language="ar", phone=True) as desk,
        visit(browser, live.url, language="fr", phone=False) as body,
        visit(browser, live.url, language="fr", phone=False) as colleague,
        visit(browser, live.url, language="fr", phone=False) as counsel,
    ):
        sit_at(desk, SENDER)
        sit_at(body, BODY)
        sit_at(colleague, COLLEAGUE)
        sit_at(counsel, COUNSEL)
        decided(desk)
        chain = desk.url
        expect(desk.locator("main")).to_contain_text("ضحية مفترضة")
        later = clock.today().replace(year=clock.today().year + 1).isoformat()
        record(body, NOT, "Les faits connus ne suffisent pas encore", later)
        desk.goto(chain)
        expect(desk.locator("main")).to_contain_text("لم يثبت في هذه المرحلة")
        expect(desk.locator("main")).to_contain_text("تستمر الخدمات كما كانت")
        go(desk, "main .card.do a[href$='/told/']")
        expect(desk.locator("main .say")).to_contain_text("ليس هذا حكما على ما قلتم")
        desk.select_option("main [name=language]", "ar")
        desk.select_option("main [name=interpreter]", "none")
        desk.select_option("main [name=how]", "spoken")
        desk.fill("main [name=words]", REPLY)
        assert axe_violations(desk) == []
        go(desk, "main form .btn")
        expect(desk.locator("main")).to_contain_text(REPLY)
        go(desk, "main a[href$='/again/']")
        desk.select_option("main [name=asked_by]", "lawyer")
        desk.fill("main [name=grounds]", GROUNDS)
        desk.fill("main [name=found]", "")
        go(desk, "main button[value=read]")
        expect(desk.locator("main .errors")).to_be_visible()
        desk.fill("main [name=found]", "وُجدت وثيقة لدى المشغل")
        go(desk, "main button[value=read]")
        expect(desk.locator("main article")).to_contain_text("وُجدت وثيقة لدى المشغل")
        go(desk, "main button[value=send]")
        # The body prosecutes: somebody else reads the sheet before it goes.
        counsel.goto(chain)
        go(counsel, "main button[value=advise]")
        # Whoever wrote the first one down reads why a review is asked for, and that a colleague writes the next.
        body.goto("/determinations/")
        go(body, "main section:first-of-type .rows a")
        expect(body.locator("main")).to_contain_text(GROUNDS)
        expect(body.locator("main .card.not")).to_contain_text("collègue")
        expect(body.locator("main [name=reasons]")).to_have_count(0)
        record(colleague, IDENTIFIED, "La pièce trouvée établit les faits")
        desk.goto(chain)
        expect(desk.locator("main .lead")).to_contain_text("ضحية تم التعرف عليها")
        for old in ("لم يثبت في هذه المرحلة", "Les faits connus ne suffisent pas encore", REPLY):
            expect(desk.locator("main")).to_contain_text(old)
        # The body has its sheets and no file: the page of the person does not exist for it.
        answer = body.goto(chain)
        assert answer is not None
        assert answer.status == 404
