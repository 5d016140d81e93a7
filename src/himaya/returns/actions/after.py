"""On arrival and after it: somebody met the person, or nobody has said so; the plan there, and how it goes."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from uuid import UUID

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from himaya.cases.models import Case
from himaya.kernel import clock, days, languages
from himaya.kernel.actor import Actor
from himaya.kernel.untold import NotNow, NotValid
from himaya.returns import (
    access,
    content_later,
    counting,
    queries,
    rules_follow,
    said_later,
    states,
    words,
    words_later,
)
from himaya.returns.actions.travel import ARRIVAL_DUE
from himaya.returns.models import ReturnLine, VoluntaryReturn
from himaya.returns.writing import Next, few, write

LONGEST_NAME = 120
ARRIVAL_SAID, FOLLOW_DUE = "return.arrival_said", "return.follow_due"
# What was said means danger. What it was, the line alone says.
IN_DANGER = "return.in_danger"
MOST_MONEY = Decimal(100_000_000)


@dataclass(frozen=True, slots=True)
class Budget:
    """One line of money for the time there: for what, on which level, how much, who pays, until when."""

    dimension: str
    level: str
    what: str
    amount: str
    currency: str
    payer: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """How somebody was found when they were asked how it goes, and whether it began anew."""

    reached: str
    again: str = ""
    words: str = ""


def receive(*, case_id: UUID, who: str, said: str = "", instance_id: UUID, by: Actor) -> ReturnLine:
    """Somebody there said that the person was met. From this day on they are asked how it goes.

    Raises NotPermitted, NotFound, NotNow (closed, none runs, not on the way, not there yet), NotValid (met_by, words).
    """
    kept, name = few(said), few(who, code="met_by", longest=LONGEST_NAME)
    if not name:
        raise NotValid(_("Write down who met the person and said so, by name."), code="met_by")

    def then(case: Case, row: VoluntaryReturn) -> Next:
        now, today = clock.now(), clock.today()
        if why := not_arrived(row):
            raise NotNow(why, code="not_arrived")
        due_on = rules_follow.next_due(today, (), rules_follow.REACHED, today)
        return Next(
            states.RECEPTION,
            "received",
            {"who": name, "words": kept},
            due_on=due_on,
            tells=((ARRIVAL_SAID, None), (FOLLOW_DUE, None)),
            counts=counting.reception(rules_follow.confirmed(row.reception_due_at, now)),
        )

    return write(case_id=case_id, instance_id=instance_id, by=by, then=then)


def no_word(
    *, case_id: UUID, done: Collection[str], again: str, said: str = "", instance_id: UUID, by: Actor
) -> ReturnLine:
    """Nobody has said that the person was met: what was done, and in how many hours somebody asks again.

    Raises NotPermitted, NotFound, NotNow (closed, none runs, not on the way), NotValid (done, again, no_words).
    """
    kept, steps = few(said, code="no_words"), content_later.words().no_word
    if not done or not set(done) <= set(steps):
        raise NotValid(_("Tick what was done to hear of the person."), code="done")
    hours = {str(one): one for one in rules_follow.ASK_AGAIN_HOURS}.get(again)
    if hours is None:
        raise NotValid(_("Choose in how many hours somebody asks again."), code="again")
    at = clock.now() + timedelta(hours=hours)

    def then(case: Case, row: VoluntaryReturn) -> Next:
        told = {"done": [one for one in steps if one in done], "again": hours, "words": kept}
        return Next(states.NO_WORD, "no_word", told, tells=((ARRIVAL_DUE, at),))

    return write(case_id=case_id, instance_id=instance_id, by=by, then=then)


def plan(*, case_id: UUID, parts: Mapping[str, str], instance_id: UUID, by: Actor) -> ReturnLine:
    """Write the plan for the time there, made with the person; the last one counts.

    Raises NotPermitted, NotFound, NotNow (closed, none runs, not the moment), NotValid (the code names the part).
    """
    kept = {one: few(parts.get(one, ""), code=one) for one in rules_follow.DIMENSIONS}
    if not any(kept.values()):
        raise NotValid(_("Write down what was planned with the person for one part at least."), code="economic")

    def then(case: Case, row: VoluntaryReturn) -> Next:
        return Next(states.REINTEGRATION, "planned", kept)

    return write(case_id=case_id, instance_id=instance_id, by=by, then=then)


def budget(*, case_id: UUID, line: Budget, instance_id: UUID, by: Actor) -> ReturnLine:
    """Add one line of money to the plan.

    Raises NotPermitted, NotFound, NotNow (closed, none runs, not the moment), NotValid (the code names the field).
    """
    said = _budget(line)

    def then(case: Case, row: VoluntaryReturn) -> Next:
        return Next(states.BUDGET, "money_planned", said)

    return write(case_id=case_id, instance_id=instance_id, by=by, then=then)


def monitor(*, case_id: UUID, asked: Asked, instance_id: UUID, by: Actor) -> ReturnLine:
    """Write down how the person is, and whether it began anew. Not reached, or no more contact, are answers.

    Raises NotPermitted, NotFound, NotNow (closed, none runs, not arrived, nothing is owed any more), NotValid (reached,
    anew, follow_words).
    """
    kept = few(asked.words, code="follow_words")
    if asked.reached not in rules_follow.ANSWERS:
        raise NotValid(_("Choose whether the person was reached."), code="reached")
    if asked.reached == rules_follow.REACHED and asked.again not in rules_follow.AGAIN:
        raise NotValid(_("Ask whether it began anew. “Not said” is an answer."), code="anew")
    again = asked.again if asked.again in rules_follow.AGAIN else rules_follow.NOT_SAID

    def then(case: Case, row: VoluntaryReturn) -> Next:
        lines, today = access.words_within(by, case, row).told, clock.today()
        arrived = said_later.last(lines, states.RECEPTION)
        if arrived is None:
            raise NotNow(words.NOT_THE_MOMENT, code="not_the_moment")
        done = said_later.asked_until_now(lines)
        # Until somebody hears that it has not begun anew, or not any more.
        anew = again == rules_follow.YES or (again != rules_follow.NO and said_later.is_exploited_again(lines))
        month = rules_follow.asked_for(arrived.day, done, today)
        if month is None and still_owed(row) is not None:
            month = rules_follow.BESIDE
        if month is None:
            raise NotNow(_("The person was asked for the last time. End it now."), code="not_the_moment")
        beside = asked.reached == rules_follow.NOT_REACHED or month == rules_follow.BESIDE
        after = done if beside else (*done, month)
        worse = counting.adverse() if again == rules_follow.YES else ()
        return Next(
            states.MONITORED,
            "followed",
            {"reached": asked.reached, "again": again, "words": kept},
            code=str(month),
            due_on=rules_follow.next_due(arrived.day, after, asked.reached, today, anew=anew),
            tells=((FOLLOW_DUE, None), *(((IN_DANGER, None),) if again == rules_follow.YES else ())),
            counts=(*counting.six_months(rules_follow.six_months(done, month, asked.reached)), *worse),
        )

    return write(case_id=case_id, instance_id=instance_id, by=by, then=then)


def note_adverse(*, case_id: UUID, what: str, said: str = "", instance_id: UUID, by: Actor) -> ReturnLine:
    """Write down something that went wrong on the way or there. It is counted, and nothing of the person with it.

    Raises NotPermitted, NotFound, NotNow (closed, none runs, not the moment), NotValid (wrong, wrong_words).
    """
    kept = few(said, code="wrong_words")
    if what not in words_later.ADVERSE:
        raise NotValid(_("Choose what went wrong."), code="wrong")

    def then(case: Case, row: VoluntaryReturn) -> Next:
        tells = ((IN_DANGER, None),) if what in rules_follow.GRAVE else ()
        said = {"what": what, "words": kept}
        return Next(states.ADVERSE, "went_wrong", said, tells=tells, counts=counting.adverse())

    return write(case_id=case_id, instance_id=instance_id, by=by, then=then)


def not_arrived(row: VoluntaryReturn) -> str:
    """The sentence that the person cannot be there yet; empty once they can, or where nobody is on the way."""
    due = row.reception_due_at if row.state == states.TRAVELLING else None
    if due is None or clock.now() >= (arrives := rules_follow.arrives_at(due)):
        return ""
    at = days.moment_in_words(arrives.astimezone(clock.here()), clock.today(), languages.current())
    return gettext("The person arrives %(moment)s. From then on somebody there can say that they were met.") % {
        "moment": at
    }


def still_owed(row: VoluntaryReturn) -> date | None:
    """On which day the person is asked next how it goes; None where nobody asks any more."""
    last = queries.last_followed(row)
    return last.due_on if last is not None else None


def _budget(line: Budget) -> dict[str, str]:
    if line.dimension not in rules_follow.DIMENSIONS:
        raise NotValid(_("Choose for what it is."), code="dimension")
    if line.level not in rules_follow.LEVELS:
        raise NotValid(_("Choose on which level."), code="level")
    what, payer = (
        few(line.what, code="for_what", longest=LONGEST_NAME),
        few(line.payer, code="payer", longest=LONGEST_NAME),
    )
    if not what:
        raise NotValid(_("Write down what is paid."), code="for_what")
    currency = line.currency.strip().upper()
    if len(currency) != 3 or not (currency.isascii() and currency.isalpha()):
        raise NotValid(_("Write the currency in three letters, such as MAD or EUR."), code="currency")
    if not payer:
        raise NotValid(_("Write down who pays, by name."), code="payer")
    if line.until is not None and line.until < clock.today():
        raise NotValid(_("Choose a last day from today on, or none."), code="until")
    until = line.until.isoformat() if line.until else ""
    return {
        "dimension": line.dimension,
        "level": line.level,
        "what": what,
        "amount": _amount(line.amount),
        "currency": currency,
        "payer": payer,
        "until": until,
    }


def _amount(typed: str) -> str:
    """As a plain number with two decimals at most. Raises NotValid."""
    try:
        found = Decimal(typed.replace(" ", "").replace("\u202f", "").replace("\xa0", "").replace(",", "."))
    except InvalidOperation:
        found = Decimal(-1)
    if not found.is_finite() or not 0 < found < MOST_MONEY or found != found.quantize(Decimal("0.01")):
        raise NotValid(_("Write the amount in numbers, such as 1500 or 1500.50."), code="amount")
    return f"{found:f}"
