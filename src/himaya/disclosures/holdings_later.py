"""Of what is held about a person: what was done with and for them after their answers. Opened under one access."""

import json
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from himaya.attestations import content as letters
from himaya.attestations import words as words_letters
from himaya.attestations.models import Attestation
from himaya.cases import policy_inbound, words_inbound
from himaya.cases.access import OpenedCase
from himaya.cases.models import InboundSheet
from himaya.cases.rules_assessing import is_known_adult
from himaya.cases.rules_inbound import CHILD_SERVICE
from himaya.cases.words_packets import language, value_in_words
from himaya.conferences import functional
from himaya.conferences import words as words_conferences
from himaya.conferences.models import Given, Heard, Minutes, Saying, Seat
from himaya.conferences.models import Item as Point
from himaya.crisis import policy as policy_crisis
from himaya.crisis import words as words_crisis
from himaya.crisis.content import words as said_aloud
from himaya.crisis.models import CrisisAct, CrisisRound
from himaya.disclosures.held_part import Item, date_of, joined, on, said_day
from himaya.institutions import catalogue
from himaya.institutions import queries as institutions
from himaya.kernel import languages
from himaya.plans import queries_clocks
from himaya.plans import words as words_plans
from himaya.relations import content as relations
from himaya.relations import words as words_relations
from himaya.relations.models import Carer
from himaya.rights import rules as rules_rights
from himaya.rights import words as words_rights
from himaya.rights.access import rights_under
from himaya.rights.models import RightFacts, RightStep
from himaya.tasks import words as words_tasks
from himaya.tasks.models import Task

ARRIVED, RIGHTS, MEETINGS, TASKS, LETTERS, CARERS = "arrived", "rights", "meetings", "tasks", "letters", "carers"
CRISIS, FIRST_DAYS = "crisis", "plan"


def announced(opened: OpenedCase) -> Iterator[Item]:
    """The sheet by which a desk abroad announced them: its number, its desks and days, and how far it came."""
    rows = InboundSheet.objects.filter(policy_inbound.came_to(opened.access.actor), case=opened.case)
    for row in rows.select_related("from_desk__institution", "to_desk__institution").order_by("sent_at"):
        doubt = _("the desk abroad says that you do not come")
        value = joined(
            row.reference,
            _("for %(desk)s") % {"desk": f"{row.to_desk.name} · {row.to_desk.institution.name}"},
            words_inbound.AGES[row.age_group],
            language(row.language),
            _("to arrive on %(day)s") % {"day": said_day(row.arrives_on)} if row.arrives_on else "",
            words_inbound.HELD[row.state],
            said_day(date_of(row.ended_at)) if row.ended_at else "",
            on(date_of(row.taken_back_at), doubt) if row.taken_back_at else "",
        )
        raw = f"{row.state} {row.age_group} {row.language} {row.arrives_on} {row.ended_at} {row.taken_back_at}"
        source = on(date_of(row.sent_at), f"{row.from_desk.name} · {row.from_desk.institution.name}")
        yield Item(f"announced:{row.reference}", ARRIVED, _("You were announced from abroad"), value, source, raw)


def arrived(opened: OpenedCase) -> Iterator[Item]:
    """What came with a file that another institution handed over."""
    classes = catalogue.data_classes()
    for row in opened.arrived:
        source = on(row.arrived_on, f"{row.from_desk.name} · {row.from_desk.institution.name}")
        for name, value in (row.story or {}).items():
            label = classes[name].names.in_language(languages.current()) if name in classes else name
            raw = json.dumps(value, ensure_ascii=False, sort_keys=True)
            yield Item(f"arrived:{name}", ARRIVED, label, value_in_words(name, value), source, raw)


def facts(opened: OpenedCase) -> Iterator[Item]:
    """What was noted for their rights, answer by answer, of every time that it was asked. Not known is no part."""
    rows = list(RightFacts.objects.filter(case=opened.case).select_related("desk").order_by("number"))
    opened.access.open(*rows)
    for row in rows:
        for name, code in (row.answers or {}).items():
            if code != rules_rights.UNKNOWN:
                # A question or an answer that is asked no longer is given under its code: an answer never stops at it.
                label = str(words_rights.QUESTIONS.get(name, name))
                said = str(words_rights.ANSWERS.get(name, {}).get(code, code))
                yield Item(f"fact:{row.number}:{name}", RIGHTS, label, said, on(row.noted_on, row.desk.name), code)


def rights(opened: OpenedCase) -> Iterator[Item]:
    """Each step about a right: what was done, when, by which desk, where, why, until when, with the words beside."""
    for one in rights_under(opened.access, opened.case).standing:
        name = one.right.names.in_language(languages.current())
        for step in reversed(one.steps):
            words = step.words or ""
            said = joined(words_rights.STATES[step.state], *_around(step), words)
            codes = (step.word, step.language, step.where_id, step.reason, step.due_for, step.due_on, step.due_source)
            raw = " ".join(str(part or "") for part in (*codes, words))
            yield Item(f"right:{step.number}", RIGHTS, name, said, on(step.on, step.desk.name), raw)


def _around(step: RightStep) -> Iterator[str]:
    """In which language, where, why, and until when."""
    yield language(step.language)
    yield step.where.name if step.where is not None else ""
    yield str(words_rights.REASONS.get(step.reason, ""))
    if step.due_on is not None:
        what, source = words_rights.DUE_FOR[step.due_for], words_rights.SOURCES[step.due_source]
        yield _("%(what)s: %(day)s (%(source)s)") % {"what": what, "day": said_day(step.due_on), "source": source}


def meetings(opened: OpenedCase) -> Iterator[Item]:
    """What was said at case conferences: by the person, of each item, by desks that wrote, what was decided and to do.

    Minutes are made of these; only the remark of the chair stands nowhere else.
    """
    case = opened.case
    sayings = list(Saying.objects.filter(conference__case=case).order_by("conference__called_at", "number"))
    points = list(Point.objects.filter(conference__case=case).select_related("desk").order_by("opened_at", "pk"))
    heard = list(Heard.objects.filter(item__in=points).select_related("item"))
    given = list(Given.objects.filter(conference__case=case).select_related("desk").order_by("given_at"))
    lines = list(Seat.objects.filter(conference__case=case, line__isnull=False).select_related("desk"))
    minutes = list(Minutes.objects.filter(conference__case=case).select_related("conference__desk").order_by("made_at"))
    opened.access.open(*sayings, *points, *heard, *given, *lines, *minutes)
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
    for version in minutes:
        if remark := str((version.body or {}).get("remark") or ""):
            source = on(date_of(version.made_at), version.conference.desk.name)
            yield Item(f"remark:{version.pk}", MEETINGS, _("Remark of the chair"), remark, source, remark)


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


def letters_made(opened: OpenedCase) -> Iterator[Item]:
    """Each letter with its number, what was said of its risk, where it lies and what became of it."""
    rows = list(Attestation.objects.filter(case=opened.case).select_related("kept_at", "desk").order_by("place"))
    opened.access.open(*rows)
    for row in rows:
        text = letters.catalogue().texts.get(row.text)
        names = text.names.in_language(languages.current()) if text is not None else ""
        until = _("valid until %(day)s") % {"day": said_day(row.valid_until)}
        where = joined(words_letters.KEPT[row.kept], row.kept_at.name if row.kept_at else "")
        back = joined(words_letters.REASONS.get(row.reason, ""), said_day(row.taken_back_on))
        source = on(row.issued_on, row.desk.name)
        value = joined(str(row.number), names, until, where, back)
        label = pgettext("for a person to carry", "Letter")
        yield Item(f"letter:{row.place}", LETTERS, label, value, source, str(row.number))
        for name, said in (row.risk or {}).items():
            words = str(words_letters.QUESTIONS[name]), str(words_letters.ANSWERS[said])
            yield Item(f"letter:{row.place}:{name}", LETTERS, *words, source, said)


def carers(opened: OpenedCase) -> Iterator[Item]:
    """Who is written down as looking after a child, and what was said of them. That files are linked is no part: it
    would tell one person of another."""
    rows = list(Carer.objects.filter(case=opened.case).select_related("desk").order_by("number"))
    opened.access.open(*rows)
    for row in rows:
        kind = relations.catalogue().carers.get(row.kind)
        label = kind.names.in_language(languages.current()) if kind is not None else row.kind
        implicated = _("Implicated: %(said)s") % {"said": words_relations.IMPLICATED[row.implicated]}
        ended = joined(words_relations.CARER_ENDED.get(row.reason, ""), said_day(row.ended_on))
        value = joined(row.words or "", implicated, ended)
        yield Item(f"carer:{row.number}", CARERS, label, value, on(row.noted_on, row.desk.name), str(row.words or ""))


def crisis(opened: OpenedCase) -> Iterator[Item]:
    """What they were asked when their life was in danger, what they said, what was done and what they were told.

    A desk of police, prosecution, a court or a State answers with what it wrote itself, as it reads no more.
    """
    actor = opened.access.actor
    mine = {} if policy_crisis.reads_others(actor) else {"desk_id": actor.desk_id}
    rounds = list(CrisisRound.objects.filter(case=opened.case, **mine).select_related("desk").order_by("number"))
    acts = list(CrisisAct.objects.filter(case=opened.case, **mine).select_related("desk").order_by("at", "pk"))
    opened.access.open(*rounds, *acts)
    for row in rounds:
        said = row.said or {}
        answers = said.get("answers", {})
        five = (f"{words_crisis.ASKS[one]}: {words_crisis.ANSWERS[code]}" for one, code in answers.items())
        value = joined(words_crisis.WAYS.get(said.get("way", ""), ""), *five, said.get("words", ""))
        raw = " ".join((*answers.values(), said.get("way", ""), said.get("words", "")))
        label = str(words_crisis.KINDS[row.kind])
        yield Item(f"look:{row.number}", CRISIS, label, value, on(date_of(row.at), row.desk.name), raw)
    for number, act in enumerate(acts, 1):
        done = act.done or {}
        heard = {
            "child": not is_known_adult(opened.case.age_group),
            "at_child_protection": CHILD_SERVICE in act.desk.services,
        }
        did = (said_aloud().acts[one].to(**heard).in_language(languages.current()) for one in done.get("acts", ()))
        codes = (done.get("stays", ""), done.get("told", ""), done.get("words", ""))
        beside = (words_crisis.STAYS.get(codes[0], ""), words_crisis.TOLD.get(codes[1], ""), codes[2])
        raw = " ".join((*done.get("acts", ()), *codes))
        label = pgettext("when a life was in danger", "What was done")
        yield Item(f"act:{number}", CRISIS, label, joined(*did, *beside), on(date_of(act.at), act.desk.name), raw)


def care_offered(opened: OpenedCase) -> Iterator[Item]:
    """What became of each offer of a health consultation; whoever enforces or judges answers with their own offers."""
    desk = opened.access.actor.desk_id
    others = institutions.keeps_stories(desk)
    for row in queries_clocks.offers(opened.case.pk):
        if others or row.desk_id == desk:
            said = str(words_plans.OFFERS[row.said])
            source = on(date_of(row.at), row.desk.name)
            yield Item(f"care_offer:{row.number}", FIRST_DAYS, _("Health consultation"), said, source, row.said)
