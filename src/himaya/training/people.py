"""Names of participants: opened for whoever may read them, compared, sealed anew. Nothing of it is kept in clear."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from himaya.kernel.access import Access
from himaya.kernel.actor import Actor
from himaya.kernel.sealed import seal
from himaya.persons import name_compare, names
from himaya.persons.name_sounds import Word, words_of
from himaya.training import policy, states
from himaya.training.models import Enrolment, Participant, ParticipantImport, TrainingSession
from himaya.training.rules_lists import Row

PURPOSE = "training"
LONGEST = 120


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in an open list. Lives as long as the reading."""

    enrolment: Enrolment
    name: str
    function: str
    code: str


def visible(actor: Actor, session: TrainingSession) -> "list[Enrolment]":
    """The enrolments whose names the actor may read: all for its trainer, the own institution's, one's own."""
    rows = Enrolment.objects.filter(session=session).select_related("institution", "region")
    if not policy.trains(actor, session):
        institution = policy.names_for(actor)
        rows = rows.filter(institution_id=institution) if institution else rows.filter(account_id=policy.me(actor))
    return list(rows.order_by("institution__name_fr", "named_on", "pk"))


@contextmanager
def opened(actor: Actor, session: TrainingSession, rows: Sequence[Enrolment]) -> Iterator[list[Person]]:
    """Open the names of enrolments that `visible` gave: one reading in the audit, of the session."""
    # Of a session whose names were erased there is no key, and nothing to open.
    sealed = list(Participant.objects.filter(enrolment__in=rows, name__isnull=False))
    if not sealed:
        yield []
        return
    by_row = {one.enrolment_id: one for one in sealed}
    with Access(actor, PURPOSE, action="participants.read", about=("training_session", session.pk)) as reader:
        reader.open(*sealed)
        yield [
            Person(row, str(one.name or ""), str(one.function or ""), str(one.code or ""))
            for row in rows
            if (one := by_row.get(row.pk)) is not None
        ]


@contextmanager
def opened_list(actor: Actor, batch: ParticipantImport) -> Iterator[list[Row]]:
    """Open the rows of a list that waits; none once it was answered."""
    if not ParticipantImport.objects.filter(pk=batch.pk, rows__isnull=False).exists():
        yield []
        return
    with Access(actor, PURPOSE, action="participants.read", about=("participant_import", batch.pk)) as reader:
        reader.open(batch)
        yield batch.rows or []


def write(row: Enrolment, session: TrainingSession, *, name: str, function: str, code: str) -> None:
    """Seal the name of an enrolment that has none yet."""
    made = Participant(subject_id=session.subject_id, enrolment=row)
    seal(made, name=name, function=function or None, code=code)
    made.save(force_insert=True)


@dataclass(frozen=True, slots=True)
class Spelling:
    """A name taken apart, for comparing it with many. Lives as long as the reading."""

    name: str
    normal: str
    strong: str
    words: list[Word]


def spelled(name: str) -> Spelling:
    """Take a name apart."""
    key = names.key(name)
    return Spelling(name, key.normal, key.strong_line, words_of(name))


def like(one: Spelling, others: Iterable[Spelling]) -> int | None:
    """The place of the first name that may be the same in another spelling; None when there is none."""
    if not one.normal:
        return None
    for place, other in enumerate(others):
        if one.strong == other.strong:
            return place
        if name_compare.compare_words(one.name, one.words, other.name, other.words).same:
            return place
    return None


def named(session: TrainingSession) -> int:
    """How many are named."""
    return Enrolment.objects.filter(session=session, state=states.NAMED).count()
