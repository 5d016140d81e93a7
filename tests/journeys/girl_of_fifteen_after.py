"""The passage of a girl of fifteen, second half: conference, calendar, copy, who sees nothing."""

import re
from datetime import timedelta
from urllib.parse import urlsplit
from uuid import uuid4

from himaya.conferences import words as conferences
from himaya.kernel import clock
from tests.journeys.girl_of_fifteen import POLICE, Passage, given, language_of, says, send
from tests.journeys.passages import DESKS, MAIN, Worker, in_days
from tests.journeys.test_thread import rows
from tests.running import Live, himaya


def conference(one: Passage) -> None:
    child, words = one.child, one.words
    calls(one)
    child.open(one.conference)
    send(child, "form:has([name=do][value=say])", word="told", on=in_days(0))
    no_justice(one)
    for worker in (one.nurse, one.law):
        worker.open(f"{one.conference}seat/")
        send(worker, "form:has([name=answer])", answer="comes")
    says_what_she_can_do(one)
    hospital, lawyers = (desk_of(child, who) for who in ("health", "law"))
    for text, topic, hearers in (
        (words.both, "housing", [f"agreement:{hospital}", f"agreement:{lawyers}"]),
        (words.for_law, "other", [f"agreement:{lawyers}"]),
    ):
        child.open(f"{one.conference}items/")
        child.go(MAIN, part="protection", topic=topic, words=text, hearers=hearers)
    child.open(one.conference)
    send(
        child,
        "form:has([name=do][value=name])",
        hearers=[f"agreement:{hospital}", f"agreement:{lawyers}"],
    )
    held(one)
    minutes(one)


def desk_of(worker: Worker, who: str) -> str:
    return DESKS[who][1 if worker.place.database else 0]


def calls(one: Passage) -> None:
    """Called for this hour; police and prosecution are in no list of the protection part, and there is no other."""
    child = one.child
    begins = (clock.now() + timedelta(minutes=2)).astimezone(clock.here())
    child.open(f"/conferences/cases/{one.pk}/call/")
    child.go(MAIN, day=begins.date().isoformat(), hour=f"{begins:%H:%M}", minutes="60", per_item="5")
    one.conference = urlsplit(child.page.url).path
    offered = child.page.locator("main select#desk option").evaluate_all("all => all.map(one => one.value)")
    assert not [one for one in offered if one.partition(":")[2] in POLICE or one.startswith("justice:")]
    for who in ("health", "law"):
        send(child, "form:has([name=do][value=offer])", desk=f"protection:{desk_of(child, who)}")


def no_justice(one: Passage) -> None:
    """For a child only a best-interest decision carries justice, and not while a guardian may be implicated."""
    child = one.child
    form = "form:has([name=do][value=say])"
    assert not child.page.locator(f"{form} option[value=agreed]").count()
    said = {"word": "best_interest", "part": "justice", "on": in_days(0)}
    send(child, form, refused=True, **said)
    assert says(child, conferences.ASK_GUARDIAN)
    send(child, form, refused=True, **said, guardian="yes")
    assert says(child, conferences.GUARDIAN_FIRST)
    child.open(one.conference)


def says_what_she_can_do(one: Passage) -> None:
    """The nurse, in functional terms: never a diagnosis."""
    nurse, words = one.nurse, one.words
    nurse.open(f"{one.conference}health/")
    said = {"part": "protection", "terms": ["no_hearing_two_weeks", "short_talks"], "until": in_days(14)}
    nurse.refused(MAIN, **said, words=words.diagnosis)
    assert nurse.page.locator("main .errors").count()
    nurse.go(MAIN, words=words.health)


def held(one: Passage) -> None:
    """Item by item; whoever may not hear one is outside, whatever their page asks for."""
    child, nurse, law, words = one.child, one.nurse, one.law, one.words
    child.open(one.conference)
    child.go("button[value=begin]")
    for worker in (nurse, law):
        worker.open(f"{one.conference}seat/")
        worker.go("button[value=enter]")
    on = ""
    for _item in range(3):
        child.go("button[value=take_up]")
        on += child.page.locator("form:has(button[value=hear])").locator("xpath=..").inner_text()
        for worker, mine in ((nurse, (words.health, words.both)), (law, (words.health, words.both, words.for_law))):
            _status, seat = glance(worker, f"{one.conference}seat/")
            for text in (words.health, words.both, words.for_law):
                assert (text in seat) == (text in on and text in mine), text
        send(child, "form:has(button[value=hear])", "button[value=hear]", decided=words.decided)
    items = child.page.locator("form:has([name=do][value=give]) select[name=item] option")
    send(
        child,
        "form:has([name=do][value=give])",
        item=items.first.get_attribute("value") or "",
        to=desk_of(child, "health"),
        what=words.action,
        due_on=in_days(4),
    )
    child.go("button[value=end]")


def minutes(one: Passage) -> None:
    """Kept in the case; the hospital reads what it heard, and nothing else of it."""
    child, nurse, words = one.child, one.nurse, one.words
    child.open(f"{one.conference}minutes/")
    send(child, "form:has([name=remark])", remark=words.remark)
    assert words.for_law in child.text()
    send(child, "form:has(button[value=agree])", "button[value=agree]")
    assert nurse.open(f"{one.conference}minutes/") == 404
    nurse.open(f"{one.conference}seat/")
    shown = nurse.text()
    for text in (words.health, words.both, words.decided, words.action):
        assert text in shown, text
    for text in (words.for_law, words.remark):
        assert text not in shown, text
    child.open(one.conference)
    send(child, "form:has([name=do][value=say])", word="told_after", on=in_days(0))


# 8. What is due, what she keeps, who read


def calendar(one: Passage) -> None:
    """A calendar program learns that something is due, and nothing else."""
    child = one.child
    child.open(f"/tasks/cases/{one.pk}/give/")
    me = child.page.locator(f"main select[name=to] option:has-text('{child.place.people['child']}')").first
    child.go(MAIN, kind="prepare", text=one.words.task, due_on=in_days(2), to=me.get_attribute("value") or "")
    assert one.words.task in child.text() or child.open(f"/tasks/cases/{one.pk}/") == 200
    child.open("/tasks/calendar/")
    child.go("button[value=make]")
    address = child.page.locator("main .code bdi").inner_text()
    child.open("/services/")
    desks = child.page.locator("main ul.rows b").all_inner_texts()
    told = child.page.request.get(address).text().replace("\r\n ", "")
    days = [line.partition(":")[2] for line in told.splitlines() if line.startswith("DTSTART")]
    assert in_days(2).replace("-", "") in days
    summaries = {line for line in told.splitlines() if line.startswith("SUMMARY")}
    assert len(summaries) == 1, summaries
    names = [line.partition(":")[0].partition(";")[0] for line in told.splitlines()]
    assert not {"DESCRIPTION", "LOCATION", "ORGANIZER", "ATTENDEE", "URL", "CATEGORIES", "COMMENT"} & set(names)
    for text in (one.reference, one.pk, *one.words.all(), *one.words.name.split(), *desks, *DESKS["child"]):
        assert text not in told, text


def copy_refused(one: Passage) -> None:
    """After the question of risk she takes no paper: that it was offered stays, nothing else."""
    child = one.child
    child.open(f"/rights/{one.pk}/copy/")
    assert child.page.locator("main section.do").count(), "the risk is asked first"
    child.go(MAIN, wish="offered")
    case = one.pk if child.place.database else one.pk.replace("-", "")
    with rows(child.place) as ask:
        kept = ask(f"SELECT word, language, left_at_id FROM held_copy WHERE case_id = '{case}'")  # noqa: S608
    assert [tuple(row) for row in kept] == [("offered", "", None)]


def tables_of(place: Live) -> set[str]:
    listed = (
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        if place.database
        else "SELECT name FROM sqlite_master WHERE type = 'table'"
    )
    with rows(place) as ask:
        return {str(name) for (name,) in ask(listed)}


def sees_who_read(guard: Worker, one: Passage, place: Live) -> None:
    """The data officer of the institution that holds the case: desks and dates, no person, no word of the file."""
    guard.open("/oversight/")
    guard.go(MAIN, reference=one.reference)
    assert guard.page.locator("main tbody tr").count() >= 2
    shown = guard.page.content()
    for text in (*one.words.all(), *(place.people[who] for who in ("health", "law", "child_lead"))):
        assert text not in shown, text
    for address in (one.case, f"/plans/{one.pk}/", f"{one.conference}"):
        assert guard.open(address) in (403, 404), address


# 9. Everybody else


def addresses(one: Passage) -> list[str]:
    pk, case = one.pk, one.case
    return [
        one.referral,
        case,
        *(f"{case}{room}/" for room in ("consents", "files", "identity", "hand-over", "closing", "access", "apart")),
        *(f"/plans/{pk}/{room}" for room in ("", "first-days/", "talk/", "goals/add/")),
        *(f"/rights/{pk}/{room}" for room in ("", "facts/", "right/school/", "copy/", "readers/")),
        f"/tasks/cases/{pk}/",
        f"/conferences/cases/{pk}/",
        *(f"{one.conference}{room}" for room in ("", "seat/", "now/", "minutes/", "items/")),
        f"/oversight/files/{pk}/",
    ]


LISTS = (
    "/casework/",
    "/casework/sent/",
    "/casework/cases/",
    "/casework/cases/shared/",
    "/plans/lines/",
    "/conferences/",
    "/tasks/",
    "/tasks/desk/",
    "/tasks/notices/",
    "/secretariat/",
    "/oversight/",
)


def glance(worker: Worker, address: str) -> tuple[int, str]:
    """What an address answers to somebody's browser, without drawing it: its status and its page."""
    answer = worker.page.request.get(f"{worker.place.url}{address}")
    text = answer.text()
    worker.seen.append(text)
    return answer.status, text


def sees_nothing(others: list[Worker], one: Passage) -> None:
    """Closed, absent from every list and every count, found by no search; and it looks like what is not there."""
    for worker in others:
        before = len(worker.seen)
        for address in addresses(one):
            assert glance(worker, address)[0] in (403, 404), f"{worker.who} {address}"
        for address in LISTS:
            assert one.pk not in glance(worker, address)[1], f"{worker.who} {address}"
        for page in worker.seen[before:]:
            for text in (*one.words.all(), one.reference):
                assert text not in page, f"{worker.who} {text}"
        alike(worker, one)
        searched(worker, one)


def alike(worker: Worker, one: Passage) -> None:
    """What is there and closed looks like what is not there."""
    for address in (one.case, f"/plans/{one.pk}/", one.conference):
        pk = address.rstrip("/").split("/")[-1]
        other = str(uuid4())
        status, text = glance(worker, address)
        missing = glance(worker, address.replace(pk, other))
        assert (status, plain(text, pk)) == (missing[0], plain(missing[1], other)), f"{worker.who} {address}"


def plain(page: str, pk: str) -> str:
    """A page without the id that was asked for and without what differs at every look."""
    body = page.partition("<main")[2].partition("</main>")[0]
    return re.sub(r"csrfmiddlewaretoken.*?>", "", body.replace(pk, ""))


def searched(worker: Worker, one: Passage) -> None:
    """Neither a reference nor a name tells anybody that she is known."""
    for address, field in (
        ("/oversight/", "reference"),
        ("/casework/search/", "reference"),
        ("/casework/search/", "name"),
    ):
        if glance(worker, address)[0] != 200 or (field == "name" and worker.who != "ngo"):
            continue
        answers = []
        known, unknown = (one.reference, "K7MR-2QXD") if field == "reference" else (one.words.name, "Xyz Wvut")
        for typed in (known, unknown):
            worker.open(address)
            answers.append(worker.refused(f"main form:has([name={field}]) .btn", **{field: typed}))
        assert answers[0] == answers[1], f"{worker.who} {address}"


# 10. Taken back


def takes_the_hospital_back(one: Passage) -> None:
    """Her assent to the hospital ends; its own page, open in another browser, shows nothing more."""
    child, nurse, words = one.child, one.nurse, one.words
    line = given(nurse, words.care)
    assert line
    child.open(f"{one.case}consents/")
    hospital = child.page.locator("main section.say > ul.rows > li").filter(
        has=child.page.locator("form[action$='/withdraw/']")
    )
    texts = hospital.all_inner_texts()
    name = desk_name(child, "health")
    row = hospital.nth(next(n for n, text in enumerate(texts) if name in text))
    row.locator("summary").click()
    with child.page.expect_navigation():
        row.locator("form[action$='/withdraw/'] button").click()
    assert nurse.open(line) == 404
    assert nurse.open("/plans/lines/") == 200
    assert not nurse.page.locator(f"main a[href='{line}']").count()
    nurse.open(f"{one.conference}seat/")
    for text in (words.care, words.health, words.both, words.decided, words.action):
        assert text not in nurse.page.content(), text
    assert given(one.law, words.law), "what she agreed with the lawyers stands"


def desk_name(worker: Worker, who: str) -> str:
    worker.page.wait_for_load_state()
    return NAMES[desk_of(worker, who)][language_of(worker)]


NAMES = {
    "hopital-nord": {"fr": "hôpital régional du Nord", "ar": "المستشفى الجهوي بالشمال"},
    "test-hospital": {"fr": "Hôpital d’essai", "ar": "مستشفى الاختبار"},
}


def only_their_own(one: Passage) -> None:
    """Those who help saw their own part and no other room of the case."""
    for worker in (one.nurse, one.law):
        for address in addresses(one):
            if address not in (one.referral, f"{one.conference}seat/", f"{one.conference}now/"):
                assert glance(worker, address)[0] in (403, 404), f"{worker.who} {address}"
    for worker, hidden in (
        (one.nurse, ("goal", "law", "own", "right", "task", "for_law", "remark")),
        (one.law, ("name", "contact", "goal", "care", "own", "right", "task", "remark", "action")),
    ):
        for page in worker.seen:
            for text in (getattr(one.words, name) for name in hidden):
                assert text not in page, f"{worker.who} {text}"


def nothing_in_clear(place: Live, one: Passage) -> None:
    """The audit holds, and no word of hers is in the store or in what the processes wrote."""
    assert himaya("audit", "verify", env=place.env)
    wrote = [place.log, *(file for file in place.home.rglob("*") if file.is_file())]
    for word in one.words.all():
        assert not [str(file) for file in wrote if word.encode() in file.read_bytes()], word
    if place.database:
        with rows(place) as ask:
            for table in sorted(tables_of(place)):
                told = str(ask(f'SELECT * FROM "{table}"'))  # noqa: S608
                assert not [word for word in one.words.all() if word in told], table
