"""The verbs of an assessment: begun on an occasion, answered domain by domain, finished; or taken back while empty."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from himaya.cases.actions import quiet
from himaya.cases.models import Case
from himaya.cases.policy import account_of
from himaya.instruments import usage
from himaya.kernel import clock
from himaya.kernel.access import Access
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotPermitted, NotValid
from himaya.kernel.sealed import seal
from himaya.kernel.unit import unit
from himaya.risks import access, nearer, policy, protocol, queries, rules, words, worsening
from himaya.risks.actions import own_ratings
from himaya.risks.models import Assessment, DomainLine
from himaya.risks.rules import Reading
from himaya.risks.rules_clocks import by_level

LONGEST = 1000
# One assessment is not answered more often than this; twelve domains ten times over stay below.
MOST_LINES = 200


@dataclass(frozen=True, slots=True)
class Said:
    """What a form of one domain says. `own` is how the person sees it, empty where it was not asked today."""

    answers: Mapping[str, str]
    concerns: Sequence[str] = field(default_factory=tuple)
    known_from: Sequence[str] = field(default_factory=tuple)
    protects: str = ""
    own: str = ""


def begin(*, case_id: UUID, occasion: str, instance_id: UUID, by: Actor) -> Assessment:
    """Begin an assessment under the protocol in force; the version stays its own. The same form again keeps one.

    Raises NotPermitted, NotFound, NotNow (closed, one is under way, no protocol in force), NotValid (occasion).
    """
    with unit(by=by) as u:
        case = access.lock_case(by, case_id)
        rows = Assessment.objects.filter(case=case)
        done = rows.filter(instance_id=instance_id).defer("levels", "levels_apart").first()
        if done is not None:
            return done
        if occasion not in rules.OCCASIONS:
            raise NotValid(words.SAY_OCCASION, code="occasion")
        if queries.running(case.pk) is not None:
            raise NotNow(words.RUNNING, code="running")
        version = protocol.in_force(by.desk_id).version
        row = Assessment(
            person_id=case.person_id,
            case=case,
            instance_id=instance_id,
            number=queries.next_number(rows),
            occasion=occasion,
            version=version,
            desk_id=by.desk_id,
            begun_by=account_of(by),
            begun_on=clock.today(),
        )
        seal(row)
        row.save(force_insert=True)
        usage.began(version.pk, row.desk.institution_id)
        quiet.stirred(case.pk)
        u.log("risk_assessment.begun", **_about(case, row))
        return row


def answer(
    *, case_id: UUID, number: int, domain: str, said: Said, seen: int, instance_id: UUID, by: Actor
) -> DomainLine:
    """Write down one domain; the next line of it counts instead. `seen` is the last line of it that the form showed.

    The same form sent again keeps one line. Raises NotPermitted, NotFound, NotNow (closed, finished, somebody wrote
    meanwhile, full), NotValid (the code names the field).
    """
    with unit(by=by) as u:
        case, row = access.lock(by, case_id, number)
        policy.check_domain(domain, apart=policy.sits_apart(by))
        rows = DomainLine.objects.filter(assessment=row)
        done = rows.filter(instance_id=instance_id).defer("answers", "words").first()
        if done is not None:
            return done
        if queries.last_line(row.pk, domain) != seen:
            raise NotNow(words.OTHER_TAB, code="other_tab")
        if rows.count() >= MOST_LINES:
            raise NotNow(words.FULL, code="full")
        line = DomainLine(
            person_id=case.person_id,
            case=case,
            assessment=row,
            instance_id=instance_id,
            number=seen + 1,
            domain=domain,
            at=clock.now(),
            desk_id=by.desk_id,
            written_by=account_of(by),
        )
        answers = _checked(protocol.read(row.version).domains[domain], said)
        seal(line, answers=answers, words=said.protects.replace("\0", "").strip() or None)
        line.save(force_insert=True)
        if said.own:
            own_ratings.note(case_id=case.pk, domain=domain, level=said.own, words="", instance_id=instance_id, by=by)
        else:
            nearer.bring(u, case, by=by)
        if rules.leads_to_acts(domain, said.answers):
            # That somebody acts now is told, never what was said.
            u.tell("risk_assessment.act_now", case=str(case.pk))
        quiet.stirred(case.pk)
        u.log("risk_assessment.answered", **_about(case, row))
        return line


def finish(*, case_id: UUID, number: int, seen: int, by: Actor) -> Assessment:
    """Finish: the levels are kept as they are now, and the day on which it is looked at again.

    `seen` is how many lines the page showed.
    Raises NotPermitted, NotFound, NotNow (closed, finished, nothing written, somebody wrote meanwhile).
    """
    with unit(by=by) as u:
        case, row = access.lock(by, case_id, number)
        apart = policy.sits_apart(by)
        count = queries.count_lines(row.pk, policy.domains_of(apart=apart))
        if not count:
            raise NotNow(words.NOTHING_YET, code="empty")
        if count != seen:
            raise NotNow(words.OTHER_TAB, code="other_tab")
        with Access(by, access.PURPOSE, action="risk_assessment.read", about=("risk_assessment", row.pk)) as reader:
            found = access.finishing(access.under(reader, case, apart=apart))
            before = worsening.found_before(reader, case.pk)
        without = {code: one for code, one in found.items() if code not in rules.HEALTH}
        row.finished_at = clock.now()
        # A desk that does not read health leaves the day that health asked for where it is.
        asked = queries.nearer(case.pk) if apart else []
        row.due_on, row.nearer_on = min([_due_on(found, before, apart=apart), *asked]), None
        seal(row, levels=_kept(found), levels_apart=_kept(without))
        row.save(update_fields=["finished_at", "due_on", "nearer_on", "levels", "levels_apart", "revision"])
        usage.ended(row.version_id, row.desk.institution_id)
        quiet.stirred(case.pk)
        u.log("risk_assessment.finished", **_about(case, row))
        u.tell("risk_assessment.finished", case=str(case.pk), assessment=str(row.pk))
        if worsening.has_grown(before, found, apart=apart):
            u.tell("risk_assessment.grown", case=str(case.pk), assessment=str(row.pk))
        return row


def abandon(*, case_id: UUID, number: int, by: Actor) -> None:
    """Take back an assessment in which nothing is written yet: once something is, it counts, and is finished.

    Raises NotPermitted (another desk began it), NotFound, NotNow (closed, finished, something is written).
    """
    with unit(by=by) as u:
        case, row = access.lock(by, case_id, number)
        if row.desk_id != by.desk_id:
            # It may hold lines that are not this desk's to see.
            raise NotPermitted(words.BEGUN_ELSEWHERE, code="begun_elsewhere")
        if queries.count_lines(row.pk, rules.DOMAINS):
            raise NotNow(words.WRITTEN_IN, code="written_in")
        # Nothing is written in it: its nearer day came of a rating of the person, and the file keeps that day.
        row.abandoned_on, row.nearer_on = clock.today(), None
        row.save(update_fields=["abandoned_on", "nearer_on"])
        usage.ended(row.version_id, row.desk.institution_id)
        u.log("risk_assessment.abandoned", **_about(case, row))


def _about(case: Case, row: Assessment) -> dict[str, Any]:
    return {"object_type": "risk_assessment", "object_id": row.pk, "subjects": [case.person_id]}


def _due_on(found: Mapping[str, Reading], before: Mapping[str, Reading], *, apart: bool) -> date:
    """By when to look again. Who sits apart did not look at health: what was known before still asks for its day."""
    whole, today = rules.overall(found.values()), clock.today()
    day = by_level(whole.level, missing=apart or bool(whole.missing), first=not before, on=today)
    if apart and before:
        day = min(day, by_level(worsening.worst(before, apart=False).level, missing=True, first=False, on=today))
    return day


def _kept(found: Mapping[str, Reading]) -> dict[str, object]:
    whole = rules.overall(found.values())
    domains = {code: [one.level, one.at_least] for code, one in found.items()}
    return {"domains": domains, "overall": whole.level, "missing": whole.missing}


def _checked(domain: protocol.Domain, said: Said) -> dict[str, object]:
    """The answers by code. Raises NotValid for the first that is missing or none of the protocol's."""
    kept: dict[str, object] = {}
    for name in domain.asked:
        # What moves no level may be left: it is then not known.
        answer = said.answers.get(name) or (protocol.OPEN if name in rules.HISTORY else "")
        if answer not in {code for code, _label in domain.parts[name].options}:
            raise NotValid(words.CHOOSE, code=name)
        kept[name] = answer
    for name, chosen in ((protocol.CONCERNS, said.concerns), (protocol.KNOWN_FROM, said.known_from)):
        known = [code for code, _label in domain.parts[name].options]
        if not set(chosen) <= set(known):
            raise NotValid(words.CHOOSE, code=name)
        kept[name] = [code for code in known if code in chosen]
    if len(said.protects) > LONGEST:
        raise NotValid(words.TOO_LONG, code=protocol.PROTECTS)
    return kept
