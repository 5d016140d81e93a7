"""The result: what to do now, whom to call, what not to do; below, folded, why. Stored nowhere."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString

from himaya.institutions.catalogue import data_classes, services
from himaya.instruments.models import Version
from himaya.kernel.languages import pick
from himaya.web.frontline import carrying, kinds, positions, screening, whom, words
from himaya.web.frontline.screening import Outcome
from himaya.web.frontline.sheet import CHILD, SITE, Sheet
from himaya.web.middleware import actor_of

HERE, PRINT = "result", "print"


def show(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    """The result page of a person, of a child, or of a workplace."""
    carrying.speak(request)
    template = "site.html" if sheet.about == SITE else "result.html"
    return carrying.page(request, template, sheet, here=HERE, enter="result", **pieces(request, sheet))


def paper(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    """The same on one side of A5, to be printed; no name, no answer line by line."""
    carrying.speak(request)
    return carrying.page(request, "paper.html", sheet, here=PRINT, enter="result", **pieces(request, sheet))


def pieces(request: HttpRequest, sheet: Sheet) -> dict[str, Any]:
    """What both pages are made of."""
    version = screening.version_of(sheet)
    found = screening.outcome(screening.form_of(sheet), sheet)
    advice = found.advice
    wanted = whom.services_for(advice, sheet.answers, child=found.child, danger=found.danger)
    age = ("child" if sheet.answers.get("q06") == "child" else "maybe_child") if found.child else ""
    asked = {"region": sheet.region, "age_group": age or ("" if advice.age_unknown else "adult")}
    by, need = actor_of(request), whom.need_in_danger(advice, child=found.child)
    return {
        "advice": advice,
        "step": advice.step.value,
        "child": found.child,
        "alone": found.alone,
        "care": _care(found),
        "injury": "3" in advice.signs and sheet.answers.get("q03", "").startswith("injury"),
        "needs": "4" in advice.signs,
        "worried": "worried" in advice.because or sheet.answers.get("worried") == "yes",
        "asks": "asks" in advice.because,
        "site": sheet.about == SITE,
        "danger": found.danger,
        "danger_calls": whom.first(need, by=by, **asked) if found.danger else None,
        "whom": whom.to_call(wanted, by=by, **asked),
        "kind": kinds.kind_of(sheet.kind),
        "position": positions.position(sheet.kind, CHILD if found.child else sheet.about),
        "signs": [_named("sign", uid, version, sheet) for uid in found.signs],
        "unknown": [_named("unknown", uid, version, sheet) for uid in found.unknown],
        "unknown_count": len(found.unknown),
        "serious_unknown": found.serious_unknown,
        "shares": _shares(wanted[0]),
        "version": version,
    }


def _named(what: str, uid: str, version: Version, sheet: Sheet) -> SafeString:
    """A sign, or what stayed open, in plain words; for a clause that a table wrote, the words of the clause itself."""
    if words.knows(f"{what}.{uid}"):
        return words.say(f"{what}.{uid}")
    row = next(one for one in version.source["survey"] if one.get("uid") == uid)
    asked = pick(row.get("label") or {})
    chosen = sheet.answers.get(str(row["name"])) if what == "sign" else ""
    choices = version.source["choices"].get(str(row["type"]).split()[-1], ())
    answered = next((pick(one["label"]) for one in choices if chosen and one["value"] == chosen), "")
    return words.apart(f"{asked} {answered}".strip())


def _care(found: Outcome) -> bool:
    """Whether anything stands before the offer: danger, health, exhaustion, hunger."""
    advice = found.advice
    return bool(
        found.danger
        or advice.recent_assault
        or advice.words_of_death
        or advice.pregnancy
        or {"3", "4"}.intersection(advice.signs)
    )


def _shares(service: str) -> list[str]:
    """What would leave for the first service offered, in words."""
    names = data_classes()
    return [pick(names[code].names.as_dict()) for code in services()[service].minimum_packet]
