"""What waits for the second of two people, as a line: the page where it is done, and how pressing it is."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.functional import Promise

from himaya.kernel import clock, two_people
from himaya.kernel.actor import Actor
from himaya.kernel.two_people import Waits
from himaya.tasks import rules, words

TONES = {rules.LATE: "late", rules.TODAY: "wait"}


@dataclass(frozen=True, slots=True)
class Second:
    """One line."""

    waits: Waits
    url: str
    when: Promise
    tone: str


def shown(actor: Actor) -> list[Second]:
    """The lines of this actor, the most pressing first."""
    return [_line(one) for one in two_people.waiting(actor)]


def _line(one: Waits) -> Second:
    bucket = rules.bucket(_day(one), one.at, clock.now().astimezone(clock.here()))
    url = reverse(one.act.view, kwargs=dict(one.args))
    return Second(one, url, words.BUCKETS[bucket], TONES.get(bucket, "calm"))


def _day(one: Waits) -> date | None:
    return one.at.astimezone(clock.here()).date() if one.at is not None else one.on
