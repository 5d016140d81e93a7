"""The verb of an interpreter's record: taken only when vetted, bound to silence, tied to nobody, and accepted."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from himaya.institutions.content import load_languages
from himaya.interviews import access, rules, states, words
from himaya.interviews.actions import lines
from himaya.interviews.models import Interpreter
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotValid, Sentence
from himaya.kernel.sealed import seal
from himaya.kernel.unit import unit
from himaya.legal.gate import check_real_identities


@dataclass(frozen=True, slots=True)
class Offered:
    """Who would carry the words, and what is known of them."""

    name: str
    language: str
    sex: str
    mode: str
    vetted_by: str
    vetted_on: date | None
    signed_on: date | None
    no_tie_to_community: bool
    no_tie_to_suspect: bool
    accepted: bool
    dialect: str = ""


def note(*, interview_id: UUID, offered: Offered, by: Actor) -> UUID:
    """Write an interpreter down for this interview. Returns the id.

    Raises NotFound, NotPermitted, NotNow, NotValid (a tie, unvetted, not accepted: the code names the field).
    """
    with unit(by=by) as u:
        row = access.lock(by, interview_id)
        if row.state == states.CLOSED:
            raise NotNow(words.NOT_IN_STATE[row.state], code=row.state)
        # A real name, though not the person's own: none before the legal set-up of the institution stands.
        check_real_identities(row.institution_id)
        wrong = flaws(offered)
        if wrong or offered.vetted_on is None or offered.signed_on is None:
            field, sentence = next(iter(wrong.items()))
            raise NotValid(sentence, code=field)
        details = {
            "name": offered.name.strip(),
            "dialect": offered.dialect.strip(),
            "vetted_by": offered.vetted_by.strip(),
        }
        made = Interpreter(
            **lines.of(row),
            number=lines.next_number(Interpreter, interview=row),
            language=offered.language,
            sex=offered.sex,
            mode=offered.mode,
            vetted_on=offered.vetted_on,
            signed_on=offered.signed_on,
            noted_at=clock.now(),
            written_by=lines.account(by),
        )
        seal(made, details=details)
        made.save(force_insert=True)
        u.log("interview.interpreter_noted", **access.about(row))
        return made.pk


def flaws(offered: Offered) -> dict[str, Sentence]:
    """Everything that is amiss, each under its field: so that a page says all of it at once."""
    wrong: dict[str, Sentence] = {}
    if len(offered.name.strip()) < 2:
        wrong["name"] = words.NAME_THEM
    for field in ("name", "dialect", "vetted_by"):
        if len(getattr(offered, field).strip()) > rules.LONGEST_LINE:
            wrong[field] = words.too_long(rules.LONGEST_LINE)
    if offered.language not in {one.id for one in load_languages()}:
        wrong["language"] = words.CHOOSE_LANGUAGE
    for field, known in (("sex", words.SEXES), ("mode", words.MODES)):
        if getattr(offered, field) not in known:
            wrong[field] = words.CHOOSE
    known_of = rules.Interpreter(
        offered.vetted_on,
        offered.vetted_by,
        offered.signed_on,
        offered.no_tie_to_community,
        offered.no_tie_to_suspect,
        offered.accepted,
    )
    for code in rules.flaws(known_of, clock.today()):
        wrong.setdefault({"vetted_later": "vetted_on", "signed_later": "signed_on"}.get(code, code), words.FLAWS[code])
    return wrong
