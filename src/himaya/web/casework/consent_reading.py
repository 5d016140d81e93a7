"""Read it with the person: large icons and plain sentences for one recipient, before the answer is written down.

No name of the person and nothing sealed: recipient, purpose, classes of data. What was chosen travels as fields.
"""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from himaya.cases import consent_content
from himaya.cases import rules_consents as rules
from himaya.cases.access import held_case
from himaya.cases.consent_content import Plain
from himaya.cases.models import Case
from himaya.cases.queries_consents import accompanying, desks_to_ask_about
from himaya.cases.rules_assessing import is_known_adult
from himaya.cases.rules_consents_consulate import CONSULAR
from himaya.institutions import catalogue
from himaya.institutions.models import Desk, Institution
from himaya.kernel import languages
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotValid
from himaya.legal import queries as legal
from himaya.web.casework import consents, labels, regimes
from himaya.web.casework.consents import SPOKEN_AS, Typed
from himaya.web.casework.gate import at_a_desk
from himaya.web.methods import require_POST

# Their recordings follow the adult's text; the other languages have one wording for all.
SPOKEN_TO_AN_ADULT = ("fr", "ar")


@require_POST
@at_a_desk
def read(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """The page that is read together. It writes nothing; the form goes on from it with what was chosen."""
    case = held_case(actor, case_id)
    typed = consents.read_typed(request.POST)
    desk, institution = _recipient(actor, case, typed.to)
    if institution is None:
        typed.wrong["to"] = _("Choose who would receive it.")
    if not typed.data_classes or not set(typed.data_classes) <= set(catalogue.data_classes()) - accompanying():
        typed.wrong["data_classes"] = _("Tick what the person was asked about.")
    if institution is None or typed.wrong:
        return consents.form(request, actor, case, typed, status=NotValid.status)
    language = SPOKEN_AS.get(typed.language, languages.current())
    child = not is_known_adult(case.age_group)
    context: dict[str, Any] = {
        "case": case,
        "typed": typed,
        "carried": _carried(typed),
        "name": desk.name if desk is not None else institution.name,
        "institution": institution.name if desk is not None else "",
        "language": language,
        "reads": "rtl" if language == "ar" else "ltr",
        "spoken": labels.language(typed.language),
        "interpreted": typed.language not in SPOKEN_AS,
        "purpose": _said([_plain(consent_content.PURPOSE, _purpose(desk))], typed.language, language, child=child)[0],
        "classes": _said(_learnt(desk, typed), typed.language, language, child=child),
        "sayings": _said(_sayings(institution, child=child), typed.language, language, child=child),
        "regime": regimes.of(actor, institution),
    }
    return render(request, "casework/consent_read.html", context)


@require_safe
@at_a_desk
def recording(request: HttpRequest, actor: Actor, language: str, name: str) -> HttpResponseBase:
    """The recording of a text of the content. It says the same to everybody, and nothing of anybody."""
    found = consent_content.recording(language, name)
    if found is None:
        raise NotFound
    return FileResponse(found.open("rb"), content_type=consent_content.SOUNDS[found.suffix[1:]])


def _recipient(actor: Actor, case: Case, to: str) -> tuple[Desk | None, Institution | None]:
    kind, _colon, number = to.partition(":")
    if kind == "desk":
        desk = desks_to_ask_about(case).filter(pk=number).first()
        return desk, desk.institution if desk is not None else None
    found = next((one for one in legal.receivers(actor) if kind == "institution" and one.pk == number), None)
    return None, found


def _purpose(desk: Desk | None) -> str:
    return rules.GIVE_SERVICE if desk is not None else rules.EXPORT


def _plain(kind: str, name: str) -> Plain:
    return consent_content.texts()[kind, name]


def _learnt(desk: Desk | None, typed: Typed) -> list[Plain]:
    """What a desk learns from the request itself, then class by class."""
    itself = [_plain(consent_content.SAYING, "request")] if desk is not None else []
    return [*itself, *(_plain(consent_content.DATA_CLASS, one) for one in typed.data_classes)]


def _sayings(institution: Institution, *, child: bool) -> list[Plain]:
    names = list(consent_content.ALWAYS)
    if institution.kind in CONSULAR:
        names = ["consulate", *names, "consulate_once"]
    if child:
        names.insert(0, "child")
    return [_plain(consent_content.SAYING, one) for one in names]


def _said(plains: Iterable[Plain], spoken: str, language: str, *, child: bool) -> list[dict[str, Any]]:
    """Each text in the language in which it is read; in darija too where the person speaks it; its recording if any."""
    return [
        {
            "icon": one.icon,
            "text": one.to(child=child).in_language(language),
            # For whoever reads aloud what they do not read themself.
            "own": one.to(child=child).in_language(languages.current()) if languages.current() != language else "",
            "darija": one.darija if spoken == "ary" else {},
            "audio": one.audio,
            "recorded": _recorded(one, spoken, language, child=child),
        }
        for one in plains
    ]


def _recorded(one: Plain, spoken: str, language: str, *, child: bool) -> str:
    """The language of the recording; empty where there is none, or only that of the adult's text for a child."""
    codes = [
        code
        for code in dict.fromkeys((spoken, language))
        if code not in SPOKEN_TO_AN_ADULT or one.to(child=child) == one.texts
    ]
    return next((code for code in codes if consent_content.recording(code, one.audio)), "")


def _carried(typed: Typed) -> list[tuple[str, str]]:
    single = ("to", "language", "interpreter", "mode", "until", "assent", "guardian", "fears", "back")
    fields = [(name, str(getattr(typed, name))) for name in single]
    return [*fields, *(("data_classes", one) for one in typed.data_classes)]
