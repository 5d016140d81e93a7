"""The passage of a man who wants no proceedings, second half: rights, conference, tasks, stopping."""

from contextlib import ExitStack
from datetime import timedelta

from playwright.sync_api import Browser

from himaya.kernel import clock
from tests.journeys.forced_labour import (
    ARABIC,
    FRENCH,
    HOSPITAL,
    LAWYERS,
    PROSECUTION,
    Passage,
    choose_last,
    fetched,
    sees_nothing_of,
    until,
)
from tests.journeys.passages import MAIN, Worker, at, in_days
from tests.journeys.test_thread import rows
from tests.running import Live, himaya


def rights(one: Passage) -> None:
    """He wants no case before a court: the page says that help does not depend on it, and nothing leaves the list."""
    labour = one.labour
    labour.open(one.of_case("rights"))
    before = labour.page.locator("main a[href*='/right/']").evaluate_all("all => all.map(one => one.pathname)")
    labour.open(one.of_case("rights", "facts/"))
    labour.go(MAIN, age="adult", proceedings="no")
    after = labour.page.locator("main a[href*='/right/']").evaluate_all("all => all.map(one => one.pathname)")
    assert set(before) <= set(after)
    assert labour.page.locator("main > section.card.say b").count() == 1, labour.text()
    one.addresses += [one.of_case("rights"), one.of_case("rights", "facts/"), after[0]]


def conference(one: Passage) -> None:
    """Protection only: hospital and lawyers. He refuses the justice part, so nobody of justice can be invited."""
    labour, hospital, lawyers = one.labour, one.hospital, one.lawyers
    labour.open(one.of_case("conferences/cases", "call/"))
    begins = (clock.now() + timedelta(minutes=3)).astimezone(clock.here())
    labour.go(MAIN, day=begins.date().isoformat(), hour=f"{begins:%H:%M}", minutes="30", per_item="10")
    at_ = one.note(labour)
    says(labour, word="told")
    says(labour, word="refused", part="justice")
    for part in ("justice", "protection"):
        before = labour.text()
        # The list offers no such desk: it is put there by hand.
        for desk in PROSECUTION:
            labour.page.locator("#desk").evaluate("(one, to) => one.add(new Option(to, to))", f"{part}:{desk}")
        assert f"{part}:{PROSECUTION[0]}" not in before
        told = labour.refused(
            "form:has([value=offer]) .btn", desk=f"{part}:{PROSECUTION[1 if one.place.database else 0]}"
        )
        assert labour.page.locator("main [role=alert]").is_visible(), told
        assert not labour.page.locator("main [role=alert]").inner_text().isspace()
    for desk in (HOSPITAL, LAWYERS):
        labour.go("form:has([value=offer]) .btn", desk=[f"protection:{name}" for name in desk])
    seat = f"{at_}seat/"
    for worker in (hospital, lawyers):
        worker.open("/conferences/")
        worker.go(f"main a[href='{seat}']")
        worker.go("main button[value=answer]", answer="comes")
    one.addresses += [seat, f"{at_}items/", f"{at_}minutes/"]
    hospital.go("main a[href$='/health/']")
    hospital.go(MAIN, terms="light_work", until=in_days(60))
    labour.open(at_)
    labour.go("form:has([value=name]) .btn", hearers=[hears(one, LAWYERS)])
    labour.open(f"{at_}items/")
    labour.go(MAIN, part="protection", topic="work", words=one.words.item, hearers=[hears(one, LAWYERS)])
    labour.go("button[value=begin]")
    for worker in (hospital, lawyers):
        worker.open(seat)
        worker.go("button[value=enter]")
    for n in range(2):
        labour.open(at_)
        labour.go("button[value=take_up]")
        lawyers.open(seat)
        hospital.open(seat)
        if n:
            assert one.words.item in lawyers.text()
        assert one.words.item not in hospital.text(), "the hospital hears nothing of his wages"
        labour.go("button[value=hear]", decided=one.words.decided if n else "")
    labour.open(at_)
    labour.page.locator("details:has(#due_on) > summary").click()
    choose_last(labour, "item")
    labour.go("form:has([value=give]) .btn", to=list(LAWYERS), what=one.words.action, due_on=in_days(10))
    labour.go("button[value=end]")
    labour.open(f"{at_}minutes/")
    labour.go("button[value=draft]", remark=one.words.remark)
    labour.go("button[value=agree]")
    assert one.words.item in labour.text()
    lawyers.open(seat)
    assert one.words.decided in lawyers.text(), "an excerpt for a day: what its desk heard"
    assert one.words.action in lawyers.text()
    hospital.open(seat)
    for word in (one.words.item, one.words.decided, one.words.action, one.words.remark):
        assert word not in hospital.page.content()
    for worker in (hospital, lawyers):
        assert worker.open(f"{at_}minutes/") == 404


def says(labour: Worker, word: str, part: str = "") -> None:
    """What the man was told or said, in the form that is folded away."""
    labour.page.locator("details:has(#word) > summary").click()
    labour.page.locator("#word").select_option(word)
    labour.page.locator("#part").select_option(part)
    labour.go("form:has([value=say]) .btn", on=in_days(0))


def hears(one: Passage, desk: tuple[str, ...]) -> str:
    return f"agreement:{desk[1 if one.place.database else 0]}"


def tasks(one: Passage) -> None:
    """One for the desk, with a sentence; at the lawyers' the agreed action; each is taken and done."""
    labour, lawyers = one.labour, one.lawyers
    labour.open(one.of_case("tasks/cases", "give/"))
    labour.go(MAIN, kind="accompany", text=one.words.task, due_on=in_days(3))
    own = one.note(labour)
    labour.go("form[action$='/take/'] .btn")
    labour.go("form[action$='/done/'] .btn")
    assert labour.open(own) == 200
    until(lambda: bool(lawyers.open("/tasks/desk/")) and task_of_action(lawyers))
    one.note(lawyers)
    lawyers.go("form[action$='/take/'] .btn")
    lawyers.go("form[action$='/done/'] .btn")
    # And one that is still open when he stops.
    labour.open(one.of_case("tasks/cases", "give/"))
    labour.go(MAIN, kind="follow_up", text=one.words.task, due_on=in_days(9))
    one.note(labour)


def task_of_action(lawyers: Worker) -> bool:
    """Stand on the task that an action of a conference has made; True when there is one."""
    found = lawyers.page.locator("main ul.rows a[href^='/tasks/']").evaluate_all("all => all.map(one => one.pathname)")
    for address in found:
        lawyers.open(address)
        if lawyers.page.locator("main a[href^='/conferences/']").count():
            return True
    return False


ABSENT = "00000000-0000-4000-8000-000000000000"
LISTS = (
    "/", "/casework/", "/casework/sent/", "/casework/cases/", "/casework/cases/shared/", "/casework/cases/closed/",
    "/casework/search/", "/plans/lines/", "/conferences/", "/tasks/", "/tasks/desk/", "/tasks/notices/", "/services/",
    "/services/gaps/", "/secretariat/",
)  # fmt: skip


def nobody_else(one: Passage, browser: Browser) -> None:
    """Prosecution, secretariat and, where one sits, police: no address opens, no list and no count tells of him."""
    every = [
        *one.addresses,
        one.case,
        one.of_case("plans"),
        one.of_case("conferences/cases"),
        one.of_case("tasks/cases"),
    ]
    every += [
        f"{one.case}{room}/" for room in ("consents", "files", "closing", "hand-over", "access", "keeping", "send")
    ]
    every += [one.of_case("rights", "copy/"), one.of_case("rights", "readers/"), one.of_case("plans", "first-days/")]
    with ExitStack() as open_:
        others = [one.justice]
        for who in ("secretariat", "police"):
            if who in one.place.people:
                others.append(open_.enter_context(at(browser, one.place, who, language="fr", phone=False)))
        for worker in others:
            sees_nothing_of(one, worker, list(dict.fromkeys(every)))
            assert like_absent(worker, one.case) == like_absent(worker, one.case.replace(one.pk, ABSENT))
            for address in LISTS:
                fetched(one, worker, address)


def like_absent(worker: Worker, address: str) -> tuple[int, str]:
    return worker.open(address), worker.text()


def stops_and_comes_back(one: Passage) -> None:
    """He asks to stop: nobody asks why. Tasks end, the hospital reads its line no more, the periods begin."""
    labour, hospital = one.labour, one.hospital
    labour.open(f"{one.case}closing/")
    one.note(labour)
    if labour.page.locator("[name=left_running]").count():
        for box in labour.page.locator("[name=left_running]").all():
            box.check()
    if labour.page.locator("[name=knowing]").count():
        labour.fill(knowing="yes")
    assert not labour.page.locator("main form:has([value=close]) textarea").count(), "no question why"
    labour.go("main form:has([value=close]) .btn:not(.quiet)", reason="person_asked")
    assert labour.page.locator("main form:has([value=reopen])").count() == 1
    assert labour.page.locator("main section.say a[href$='/keeping/']").count() == 1, "the periods have begun"
    until(
        lambda: (
            bool(labour.open(one.of_case("tasks/cases"))) and not labour.page.locator("form[action$='/done/']").count()
        )
    )
    line = next(one for one in one.addresses if one.startswith("/plans/lines/"))
    assert hospital.open(line) == 404, "the plan is seen no more"
    hospital.open("/plans/lines/")
    assert one.words.line not in hospital.page.content()
    assert not hospital.page.locator(f"main a[href='{line}']").count()
    labour.open("/casework/cases/closed/")
    assert labour.page.locator(f"main a[href='{one.case}closing/']").count() == 1
    seat = next(one for one in one.addresses if one.endswith("/seat/"))
    one.lawyers.open(seat)
    for word in (one.words.item, one.words.decided, one.words.action):
        assert word not in one.lawyers.page.content(), "what was agreed is read no more"
    labour.open(f"{one.case}closing/")
    labour.go("main form:has([value=reopen]) .btn", reason="person_came_back")
    labour.open(one.of_case("plans"))
    assert one.words.goal in labour.text(), "his plan is there again"


def nothing_in_clear(place: Live) -> None:
    """The audit holds, and no word of his is in what the processes wrote, nor in the store."""
    assert himaya("audit", "verify", env=place.env)
    words = [*FRENCH.every(), *ARABIC.every()]
    files = [place.log, *(one for one in place.home.rglob("*") if one.is_file())]
    for word in words:
        assert not [str(one) for one in files if word.encode() in one.read_bytes()], word
    with rows(place) as ask:
        assert ask("SELECT count(*) FROM conference")[0][0] >= 1
