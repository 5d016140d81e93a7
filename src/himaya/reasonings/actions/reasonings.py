"""The verbs of a reasoning. Each adds one line; none changes one, and none concludes anything."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db.models import Max
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from himaya.cases import policy as case_policy
from himaya.cases.actions import quiet
from himaya.cases.models import Case
from himaya.interviews import access as interviews
from himaya.interviews import queries as interview_queries
from himaya.kernel import clock
from himaya.kernel.access import Access
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.kernel.sealed import seal
from himaya.kernel.unit import Unit, unit
from himaya.legal import library
from himaya.reasonings import rules, rules_signs, states
from himaya.reasonings.access import PURPOSE, lines_under, lock_case
from himaya.reasonings.models import ReasonLine

FACT_LONGEST, LONGEST = 600, 2000
CHOOSE = _("Choose one of the list.")
SAY_IT = _("Say in a few sentences what this rests on.")


def places() -> tuple[str, ...]:
    """Every place where a fact may stand: `element:code`."""
    forms = tuple(library.forms().forms)
    return (
        *(f"{rules.ACT}:{one}" for one in rules.ACTS),
        *(f"{rules.MEANS}:{one}" for one in rules.WAYS),
        *(f"{rules.PURPOSE}:{one}" for one in forms),
        *(f"{rules.INTENDED}:{one}" for one in forms),
    )


def add(
    *, case_id: UUID, words: str, source: str, place: str, stance: str, by: Actor, fact_number: int | None = None
) -> int:
    """One short fact and where it comes from, placed under an element or, for now, under none. Returns its number.

    `fact_number` is the number that it has in the interview. Like all of these raises NotPermitted, NotFound, NotNow
    (closed, or the line moved), NotValid (the code names the field).
    """
    said = _words(words, longest=FACT_LONGEST, missing=_("Say in one sentence what is known."))
    _one_of(source, states.SOURCES, "source")
    if place or stance:
        _check_place(place, stance)
    if fact_number is not None and not 0 < fact_number < 10_000:
        raise NotValid(_("This is no number of a fact of the interview."), code="fact_number")
    codes = {"source": source, "place": place, "stance": stance if place else "", "fact_number": fact_number}
    with unit(by=by) as u:
        row = _line(u, _open_case(by, case_id), states.FACT, codes, said)
        u.log("reasoning.added", object_type="case", object_id=case_id, subjects=[row.person_id])
        return row.number


def use(*, case_id: UUID, interview: int, fact_number: int, place: str, stance: str, by: Actor) -> int:
    """A fact of the interview, by its number there, under an element or, for now, under none. Its words are read where
    they stand and copied nowhere. Raises NotFound also for whoever may not know of interviews, NotNow for a fact that
    was corrected or is used already."""
    if place or stance:
        _check_place(place, stance)
    with unit(by=by) as u:
        case = _open_case(by, case_id)
        interviews.known_case(by, case_id)
        known = interview_queries.told(case_id).get((interview, fact_number))
        if known is None:
            raise NotValid(_("Choose one of the facts of the interview."), code="told")
        kind, stands = known
        if not stands:
            raise NotNow(_("This fact was corrected meanwhile. Use the line that corrects it."), code="told")
        _check_unused(by, case, (interview, fact_number))
        codes = {"source": kind, "place": place, "stance": stance if place else ""}
        row = _line(u, case, states.FACT, {**codes, "fact_number": fact_number, "interview": interview}, "")
        u.log("reasoning.used", object_type="case", object_id=case_id, subjects=[row.person_id])
        return row.number


def place(*, case_id: UUID, fact: int, place: str, stance: str, by: Actor) -> int:
    """The same fact under one more element, or under one for the first time."""
    _check_place(place, stance)
    with unit(by=by) as u:
        case = _open_case(by, case_id)
        _check_stands(by, case, fact, (states.FACT,))
        row = _line(u, case, states.PLACE, {"of": fact, "place": place, "stance": stance}, "")
        u.log("reasoning.placed", object_type="case", object_id=case_id, subjects=[row.person_id])
        return row.number


def qualify(*, case_id: UUID, code: str, value: str, words: str, by: Actor) -> int:
    """One of the three facts of the qualifier: yes, no or not known, and always what that rests on."""
    _one_of(code, rules.QUALIFIER, "code")
    _one_of(value, rules.ANSWERS, "value")
    said = _words(words)
    with unit(by=by) as u:
        row = _line(u, _open_case(by, case_id), states.QUALIFIER, {"code": code, "value": value}, said)
        u.log("reasoning.qualified", object_type="case", object_id=case_id, subjects=[row.person_id])
        return row.number


def argue(*, case_id: UUID, code: str, value: str, words: str, by: Actor) -> int:
    """What is argued of one form of exploitation: for, against or open, and why."""
    _one_of(code, tuple(library.forms().forms), "code")
    _one_of(value, rules.STANCES, "value")
    said = _words(words)
    with unit(by=by) as u:
        row = _line(u, _open_case(by, case_id), states.FORM, {"code": code, "value": value}, said)
        u.log("reasoning.argued", object_type="case", object_id=case_id, subjects=[row.person_id])
        return row.number


def consider(*, case_id: UUID, code: str, value: str, words: str, by: Actor) -> int:
    """Another explanation, how far it reaches, and why it does or does not suffice."""
    _one_of(code, rules.ALTERNATIVES, "code")
    _one_of(value, rules.REACHES, "value")
    said = _words(words, missing=_("Say why this explanation does or does not suffice."))
    with unit(by=by) as u:
        row = _line(u, _open_case(by, case_id), states.ALTERNATIVE, {"code": code, "value": value}, said)
        u.log("reasoning.considered", object_type="case", object_id=case_id, subjects=[row.person_id])
        return row.number


def flag(*, case_id: UUID, code: str, value: str, by: Actor) -> int:
    """Whether smuggling, or trafficking, is to be looked at: each by itself, and one says nothing of the other."""
    _one_of(code, rules.FLAGS, "code")
    _one_of(value, rules.ANSWERS, "value")
    with unit(by=by) as u:
        row = _line(u, _open_case(by, case_id), states.FLAG, {"code": code, "value": value}, "")
        u.log("reasoning.flagged", object_type="case", object_id=case_id, subjects=[row.person_id])
        return row.number


def tick(*, case_id: UUID, answers: Mapping[str, str], by: Actor) -> int:
    """The signs of the labour list that are present or absent; what is left out is unknown. The age says which list."""
    with unit(by=by) as u:
        case = _open_case(by, case_id)
        subject = rules_signs.subject_of(case.age_group)
        wrong = rules_signs.wrong(answers, subject)
        if wrong:
            raise NotValid(_("Choose one of the three answers."), code=wrong)
        codes = {"code": "", "subject": subject, "answers": rules_signs.known(answers)}
        row = _line(u, case, states.SIGNS, codes, "")
        u.log("reasoning.ticked", object_type="case", object_id=case_id, subjects=[row.person_id])
        return row.number


def take_back(*, case_id: UUID, line: int, words: str, by: Actor) -> int:
    """A line counts for nothing any more. It stays readable, with why it was taken back."""
    said = _words(words, longest=FACT_LONGEST, missing=_("Say in a few words why it is taken back."))
    with unit(by=by) as u:
        case = _open_case(by, case_id)
        _check_stands(by, case, line, tuple(one for one in states.KINDS if one != states.BACK))
        row = _line(u, case, states.BACK, {"of": line}, said)
        u.log("reasoning.taken_back", object_type="case", object_id=case_id, subjects=[row.person_id])
        return row.number


def _open_case(by: Actor, case_id: UUID) -> Case:
    case = lock_case(by, case_id)
    if case.state != "open":
        raise NotNow(_("This file is closed. Its reasoning can be read; nothing is added."), code="closed")
    return case


def _check_stands(by: Actor, case: Case, number: int, kinds: tuple[str, ...]) -> None:
    """Raises NotFound for no line of these kinds, NotNow for one that was taken back. Reads under the case's lock."""
    with Access(by, PURPOSE, action="reasoning.read", about=("case", case.pk)) as reader:
        lines = {one.number: one for one in lines_under(reader, case.pk)}
        found = lines.get(number)
        if found is None or found.kind not in kinds:
            raise NotFound
        if found.back is not None:
            raise NotNow(_("This line was taken back meanwhile. Open the page again."), code="line_moved")


def _check_unused(by: Actor, case: Case, of: tuple[int, int]) -> None:
    """Raises NotNow for a fact of the interview that a line in force carries. Reads under the case's lock."""
    with Access(by, PURPOSE, action="reasoning.read", about=("case", case.pk)) as reader:
        for one in lines_under(reader, case.pk):
            if one.back is None and (one.body.get("interview"), one.body.get("fact_number")) == of:
                raise NotNow(
                    _("This fact is in the reasoning already. Put it under one more element instead."), code="told"
                )


def _check_place(place: str, stance: str) -> None:
    if place not in places():
        raise NotValid(_("Choose under which element this fact stands."), code="place")
    _one_of(stance, rules.STANCES, "stance")


def _one_of(value: str, allowed: Iterable[str], field: str) -> None:
    if value not in tuple(allowed):
        raise NotValid(CHOOSE, code=field)


def _words(words: str, *, longest: int = LONGEST, missing: Promise = SAY_IT) -> str:
    said = words.replace("\0", "").strip()
    if not said:
        raise NotValid(missing, code="words")
    if len(said) > longest:
        raise NotValid(_("This is too long. Keep to what matters here."), code="words")
    return said


def _line(u: Unit, case: Case, kind: str, codes: dict[str, Any], words: str) -> ReasonLine:
    number = ReasonLine.objects.filter(case=case).aggregate(last=Max("number"))["last"] or 0
    row = ReasonLine(
        person_id=case.person_id,
        case=case,
        number=number + 1,
        kind=kind,
        at=clock.now(),
        desk_id=u.by.desk_id,
        added_by=case_policy.account_of(u.by),
    )
    seal(row, codes=codes, words=words or None)
    row.save(force_insert=True)
    quiet.stirred(case.pk)
    return row
