"""Of what is held about a person: what desks wrote of risks, how the person saw them, and what was talked about.

Opened under one access. Whoever enforces or judges answers without the domains of health, which are not theirs to read.
"""

import json
from collections.abc import Iterator

from django.utils.translation import gettext as _

from himaya.cases.access import OpenedCase
from himaya.disclosures.held_part import Item, date_of, joined, on, said_day
from himaya.kernel import languages
from himaya.risks import policy, protocol, queries, words
from himaya.risks.models import Assessment
from himaya.risks.protocol import Domain

RISKS = "risks"


def risks(opened: OpenedCase) -> Iterator[Item]:
    """Each domain each time that it was assessed, what each assessment came to, each rating and each talk."""
    case_id, apart = opened.case.pk, policy.sits_apart(opened.access.actor)
    seen = policy.domains_of(apart=apart)
    lines = list(queries.lines(case_id, seen).select_related("assessment__version", "desk"))
    ratings = list(queries.ratings(case_id, seen))
    talks = list(queries.discussions(case_id, seen))
    finished = list(
        Assessment.objects.filter(case_id=case_id, finished_at__isnull=False)
        .select_related("version", "desk")
        .order_by("number")
    )
    opened.access.open(*lines, *ratings, *talks, *finished)
    titles: dict[str, Domain] = {}
    for row in lines:
        domain = titles[row.domain] = protocol.read(row.assessment.version).domains[row.domain]
        said = protocol.in_words(domain, row.answers or {}, str(row.words or ""))
        value = joined(*(f"{label} {word}" for label, word in said))
        raw = json.dumps(row.answers, sort_keys=True) + str(row.words or "")
        place = f"risk:{row.assessment.number}:{row.domain}:{row.number}"
        yield Item(place, RISKS, languages.pick(domain.title), value, on(date_of(row.at), row.desk.name), raw)
    for one in finished:
        then = (one.levels_apart if apart else one.levels) or {}
        raw = json.dumps(then, sort_keys=True)
        level, missing = str(then.get("overall", "")), int(then.get("missing", 0))
        left = _("not assessed: %(n)s domains") % {"n": missing} if missing else ""
        value = joined(words.LEVELS.get(level, ""), left)
        due = _("to be looked at again by %(day)s") % {"day": said_day(one.due_on)}
        source = on(date_of(one.finished_at), one.desk.name) if one.finished_at is not None else ""
        yield Item(f"assessment:{one.number}", RISKS, _("All domains together"), joined(value, due), source, raw)
    for rating in ratings:
        title = _title(rating.domain, titles)
        value = joined(_("How you saw it: %(level)s") % {"level": words.LEVELS[rating.level]}, rating.words or "")
        raw = f"{rating.level}{rating.words or ''}"
        place = f"own_rating:{rating.domain}:{rating.number}"
        yield Item(place, RISKS, title, value, on(date_of(rating.at), rating.desk.name), raw)
    for talk in talks:
        stands = str((talk.said or {}).get("stands", ""))
        value = joined(words.STANDS.get(stands, ""), talk.words or "")
        place = f"risk_talk:{talk.domain}:{talk.number}"
        source = on(date_of(talk.at), talk.desk.name)
        yield Item(place, RISKS, _title(talk.domain, titles), value, source, f"{stands}{talk.words or ''}")


def _title(code: str, known: dict[str, Domain]) -> str:
    """The name of a domain, as far as an assessment of this person says it; else its code: an answer never stops."""
    return languages.pick(known[code].title) if code in known else code
