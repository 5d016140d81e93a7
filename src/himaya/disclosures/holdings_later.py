"""Of what is held about a person: what was done with and for them after their answers. Opened under one access."""

from collections.abc import Iterator

from himaya.cases.access import OpenedCase
from himaya.conferences import functional
from himaya.conferences import words as words_conferences
from himaya.conferences.models import Given, Heard, Saying, Seat
from himaya.conferences.models import Item as Point
from himaya.disclosures.held_part import Item, date_of, on, said_day
from himaya.kernel import languages
from himaya.rights import words as words_rights
from himaya.rights.access import rights_under
from himaya.tasks import words as words_tasks
from himaya.tasks.models import Task

RIGHTS, MEETINGS, TASKS = "rights", "meetings", "tasks"


def rights(opened: OpenedCase) -> Iterator[Item]:
    """Each step about a right: what was done, on which day, by which desk, with the words beside."""
    for one in rights_under(opened.access, opened.case).standing:
        name = one.right.names.in_language(languages.current())
        for step in reversed(one.steps):
            said = " · ".join(part for part in (str(words_rights.STATES[step.state]), step.words or "") if part)
            raw = f"{step.word} {step.words or ''}"
            yield Item(f"right:{step.number}", RIGHTS, name, said, on(step.on, step.desk.name), raw)


def meetings(opened: OpenedCase) -> Iterator[Item]:
    """What was said at case conferences: by the person, of each item, by desks that wrote, what was decided and to do.

    Minutes are made of these and hold nothing more.
    """
    case = opened.case
    sayings = list(Saying.objects.filter(conference__case=case).order_by("conference__called_at", "number"))
    points = list(Point.objects.filter(conference__case=case).select_related("desk").order_by("opened_at", "pk"))
    heard = list(Heard.objects.filter(item__in=points).select_related("item"))
    given = list(Given.objects.filter(conference__case=case).select_related("desk").order_by("given_at"))
    lines = list(Seat.objects.filter(conference__case=case, line__isnull=False).select_related("desk"))
    opened.access.open(*sayings, *points, *heard, *given, *lines)
    for row in sayings:
        label = str(words_conferences.SAID[row.word])
        yield Item(
            f"said:{row.pk}", MEETINGS, label, row.words or label, said_day(row.on), f"{row.word}{row.words or ''}"
        )
    for point in points:
        said = _of_point(point)
        topic = str(words_conferences.TOPICS[point.topic])
        yield Item(f"point:{point.pk}", MEETINGS, topic, said, point.desk.name, said)
    for one in heard:
        if one.decided:
            topic = str(words_conferences.TOPICS[one.item.topic])
            yield Item(f"decided:{one.pk}", MEETINGS, topic, one.decided, said_day(date_of(one.at)), one.decided)
    for action in given:
        what = str(action.what or "")
        yield Item(f"action:{action.pk}", MEETINGS, action.desk.name, what, said_day(action.due_on), what)
    for seat in lines:
        line = str(seat.line or "")
        yield Item(f"line_sent:{seat.pk}", MEETINGS, seat.desk.name, line, said_day(date_of(seat.invited_at)), line)


def _of_point(point: Point) -> str:
    content, known = point.content or {}, functional.terms()
    terms = [
        " · ".join(part for part in (known[name].names.in_language(languages.current()), until or "") if part)
        for name, until in content.get("terms", [])
        if name in known
    ]
    return " · ".join(part for part in (*terms, str(content.get("words", ""))) if part)


def tasks(opened: OpenedCase) -> Iterator[Item]:
    """What somebody of the desk wrote that is to be done; without a sentence a task says no more than what it is about.

    Only its own: a desk that helps (a hospital, a shelter) has tasks about the same file, which the desk of the file
    reads nowhere. Each answers for what it keeps, and the paper says so.
    """
    own = Task.objects.filter(case=opened.case, desk_id=opened.case.desk_id, words__isnull=False)
    rows = list(own.select_related("desk").order_by("given_at"))
    opened.access.open(*rows)
    for row in rows:
        said = str(row.words or "")
        label = str(words_tasks.KINDS[row.kind])
        yield Item(f"task:{row.pk}", TASKS, label, said, on(date_of(row.given_at), row.desk.name), said)
