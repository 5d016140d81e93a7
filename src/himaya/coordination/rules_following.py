"""What a recommendation lacks, whether it is late, who is to be reminded, and the grade that silence gives. Pure.

Sources: design/coordination.md section 4 rows 34-40 and section 6; domain/round-tables.md section 6 (SMART). Grades as
the follow-up of UN treaty bodies uses letters: A largely done, B in part, C not satisfactory, D no answer after
reminders, E contrary to what was asked. The intervals are ours: a model, not adopted.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from himaya.coordination import states_following as states

# Model, not adopted: until a commission decides on its own, these run and say so.
ANSWER_DAYS = 60
QUARTER = timedelta(days=90)
BETWEEN_REMINDERS = timedelta(days=15)
REMINDERS_BEFORE_D = 2

SPECIFIC, MEASURABLE, ACHIEVABLE, RELEVANT, TIMED = "specific", "measurable", "achievable", "relevant", "timed"
SMART = (SPECIFIC, MEASURABLE, ACHIEVABLE, RELEVANT, TIMED)


@dataclass(frozen=True, slots=True)
class Said:
    """What is written in a recommendation. `lead` is true when somebody is named; `today` dates the due day."""

    texts: Mapping[str, str]
    lead: bool
    action_type: str
    indicator: str
    baseline: str
    target: str
    resources: str
    plan_axis: str
    sdg: str
    theme: str
    due_on: date | None
    today: date


def smart(said: Said) -> dict[str, tuple[str, ...]]:
    """The five letters, each with the codes of what is missing for it; an empty tuple where nothing is.

    A warning, never a wall (section 4 row 35). Codes: text, lead, action_type, indicator, baseline, target,
    same_target, resources, plan, due, due_past.
    """
    return {
        SPECIFIC: _missing(
            text=any(text.strip() for text in said.texts.values()), lead=said.lead, action_type=bool(said.action_type)
        ),
        MEASURABLE: _missing(
            indicator=bool(said.indicator),
            baseline=bool(said.baseline),
            target=bool(said.target),
            same_target=not said.target or said.target.strip() != said.baseline.strip(),
        ),
        ACHIEVABLE: _missing(resources=bool(said.resources)),
        RELEVANT: _missing(plan=bool(said.plan_axis or said.sdg or said.theme)),
        TIMED: _missing(due=said.due_on is not None, due_past=said.due_on is None or said.due_on >= said.today),
    }


def _missing(**there: bool) -> tuple[str, ...]:
    return tuple(code for code, is_there in there.items() if not is_there)


def overdue(state: str, due_on: date | None, today: date) -> bool:
    """True from the day after the due day, while the lead is expected to act. Computed, never stored."""
    return state in states.WITH_THE_LEAD and due_on is not None and due_on < today


@dataclass(frozen=True, slots=True)
class Silence:
    """What is known of somebody who may owe a word. `reminded` are the days on which reminders went out."""

    state: str
    answer_by: date | None
    heard_on: date | None
    reminded: Sequence[date]

    def reminded_since(self, day: date) -> list[date]:
        """The reminders of what is owed since a day, in order: what went out before reminded of something else."""
        return sorted(one for one in self.reminded if one >= day)


def awaited(silence: Silence, today: date) -> tuple[str, date] | None:
    """What is owed today and since which day: an answer, or a report a quarter after the last word; None otherwise."""
    if silence.state == states.ADDRESSED and silence.answer_by is not None and today > silence.answer_by:
        return states.AWAITS_ANSWER, silence.answer_by
    if silence.state in (states.ANSWERED, states.IN_PROGRESS) and silence.heard_on is not None:
        due = silence.heard_on + QUARTER
        return (states.AWAITS_REPORT, due) if today > due else None
    return None


def next_reminder(silence: Silence, today: date) -> tuple[str, date, int] | None:
    """Kind, since when, and number of the reminder to send today; None when none is due. At most two, then silence
    has its grade.
    """
    owed = awaited(silence, today)
    if owed is None:
        return None
    sent = silence.reminded_since(owed[1])
    if len(sent) >= REMINDERS_BEFORE_D or (sent and today < sent[-1] + BETWEEN_REMINDERS):
        return None
    return (*owed, len(sent) + 1)


def grade(given: str, silence: Silence, today: date) -> str:
    """The grade to show: D once two reminders have gone unanswered for fifteen days, else what was given, else ''.

    D comes by silence alone, and goes with the first word.
    """
    owed = awaited(silence, today)
    sent = silence.reminded_since(owed[1]) if owed is not None else []
    if len(sent) >= REMINDERS_BEFORE_D and today >= sent[-1] + BETWEEN_REMINDERS:
        return states.GRADE_SILENT
    return given


def may_go_out(silence: Silence, since: date, on: date) -> bool:
    """True for a day on which the next reminder of what is owed since `since` can have gone out: the lead had its
    fifteen days after the one before.
    """
    sent = silence.reminded_since(since)
    return not sent or on >= sent[-1] + BETWEEN_REMINDERS


def may_be_verified(evidence: int, exception: str) -> bool:
    """True with at least one piece of evidence that stands, or with a recorded exception (section 4 row 40)."""
    return evidence > 0 or bool(exception.strip())
