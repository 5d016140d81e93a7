"""The verbs of reaching somebody: rules are agreed anew, never edited; a step past the hours is written down."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from himaya.cases import access as cases
from himaya.cases import policy as cases_policy
from himaya.cases.actions import quiet as silence
from himaya.cases.models import Case
from himaya.institutions import rules_hours
from himaya.institutions.rules import WEEKDAYS
from himaya.kernel import clock
from himaya.kernel.access import Access
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotValid
from himaya.kernel.sealed import seal
from himaya.kernel.unit import unit
from himaya.legal.gate import check_real_identities
from himaya.safety import access, policy, queries, rules
from himaya.safety.models import ContactRules

LONGEST = 300
CLOSED = _("This file is closed. Open it again before something is added.")
MEANWHILE = _("Other rules were written down meanwhile. Read them first; what you typed stands below.")
SAVED_ALREADY = _("This form was saved already. What you changed stands below: save it again.")


@dataclass(frozen=True)
class Agreed:
    """What was agreed. `hours`: per day of the week, as typed, when nobody may call; a day left out has none."""

    ways: tuple[str, ...]
    hours: Mapping[str, str] = field(default_factory=dict)
    messages: str = rules.NO
    word: str = ""
    answer: str = ""
    who: str = ""
    say: str = ""
    words: str = ""
    holds_until: date | None = None


def agree(*, case_id: UUID, agreed: Agreed, after: int, instance_id: UUID, by: Actor) -> int:
    """Write down what was agreed with the person; the last line counts. Returns its number.

    `after`: the line that the page showed, 0 for none. The same form sent twice is one line. What was said at
    hand-over stays where it is, and is shown beside it.
    Raises NotPermitted, NotFound, NotNow (closed, somebody was quicker, this form was sent before and said something
    else, no legal set-up), NotValid (the code: the field).
    """
    policy.check_works(by)
    hours, content = _hours(agreed), _content(agreed)
    with unit(by=by) as u:
        case = cases.lock_case(by, case_id)
        rows = ContactRules.objects.filter(case=case)
        done = rows.filter(instance_id=instance_id).first()
        if done is not None:
            if _says_the_same(done, hours, content, agreed.holds_until, by):
                return done.number
            after = done.number
        if case.state != "open":
            raise NotNow(CLOSED, code="closed")
        check_real_identities(case.institution_id)
        last = rows.aggregate(last=Max("number"))["last"] or 0
        if last != after:
            raise NotNow(MEANWHILE, code="agreed_meanwhile")
        if done is not None:
            raise NotNow(SAVED_ALREADY, code="saved_already")
        row = ContactRules(
            person_id=case.person_id,
            case=case,
            number=last + 1,
            quiet=hours,
            never=rules.NEVER in agreed.ways,
            instance_id=instance_id,
            holds_until=agreed.holds_until,
            desk_id=by.desk_id,
            agreed_by=cases_policy.account_of(by),
            agreed_on=clock.today(),
        )
        seal(row, content=content)
        row.save(force_insert=True)
        silence.stirred(case.pk)
        u.log("contact_rules.agreed", object_type="case", object_id=case.pk, subjects=[case.person_id])
        return row.number


def step_past(*, case_id: UUID, purpose: str, by: Actor) -> None:
    """What was kept back is shown, at a bad hour or before anything was agreed here: written down first, with why.

    The page has opened what it shows already, and so judged whether the actor sees the number at all.
    """
    with unit(by=by) as u:
        row = queries.rules_of(case_id)
        # Without a line it is the page of the file itself, which its reader sees.
        person = row.person_id if row is not None else Case.objects.values_list("person_id", flat=True).get(pk=case_id)
        u.log("contact_rules.passed", purpose=purpose, object_type="case", object_id=case_id, subjects=[person])


def _says_the_same(
    row: ContactRules, hours: Mapping[str, object], content: Mapping[str, object], until: date | None, by: Actor
) -> bool:
    """A form sent twice says the same twice. Changed after it was sent, it is another one: no word of it is dropped."""
    with Access(by, access.REACHES, action="contact_rules.read", about=("case", row.case_id)) as reader:
        reader.open(row)
        return (row.quiet, row.content, row.holds_until) == (hours, content, until)


def _hours(agreed: Agreed) -> dict[str, list[str]]:
    found = {}
    for day in WEEKDAYS:
        spans = rules_hours.spans(agreed.hours.get(day, ""))
        if spans is None:
            raise NotValid(_("Write the hours like 20:00-08:00, with commas between them."), code=day)
        if spans:
            found[day] = spans
    if not rules.leaves_an_hour(found, clock.now().astimezone(clock.here())):
        raise NotValid(_("These hours leave no moment in the week. Choose “never” among the ways instead."), code="mon")
    return found


def _content(agreed: Agreed) -> dict[str, object]:
    if not agreed.ways or not set(agreed.ways) <= set(rules.WAYS):
        raise NotValid(_("Choose how the person may be reached. “Never” is an answer."), code="ways")
    if rules.NEVER in agreed.ways and len(agreed.ways) > 1:
        raise NotValid(_("“Never” stands alone: take it out, or take out the other ways."), code="ways")
    if agreed.messages not in rules.MESSAGES:
        raise NotValid(_("Say whether a message may be left."), code="messages")
    said = {name: getattr(agreed, name).replace("\0", "").strip() for name in ("word", "answer", "who", "say", "words")}
    for name, value in said.items():
        if len(value) > LONGEST:
            raise NotValid(_("Say it in a few words."), code=name)
    if said["answer"] and not said["word"]:
        raise NotValid(_("An answer needs the word that it answers."), code="word")
    today = clock.today()
    if agreed.holds_until is not None and not (
        today <= agreed.holds_until <= today + timedelta(days=rules.LONGEST_DAYS)
    ):
        raise NotValid(
            _("Choose a day from today on, within a year: then the person is asked again."), code="holds_until"
        )
    return {"ways": list(agreed.ways), "messages": agreed.messages, **said}
