"""Tests of one session, for its trainer and the secretariat: opened, shown as a square, closed; slips and results."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import formats
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from himaya.adapters import dots, pictures
from himaya.kernel import languages
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, Sentence
from himaya.training import codes, content, people, policy, rules, rules_tests, states, words_tests
from himaya.training.actions import test_rounds
from himaya.training.models import TestForm, TestRound, TrainingSession
from himaya.training.queries import plans, results
from himaya.training.queries.results import Compared, Results
from himaya.web.forms import Item, Typed
from himaya.web.gate import only
from himaya.web.training.asking import answered, one_id, shown

LOOKS = ("plain", "slant", "solid")


@require_http_methods(["GET", "POST"])
@only(policy.check_reads)
def tests(request: HttpRequest, actor: Actor, session_id: UUID) -> HttpResponse:
    """The four tests of a session: open one, show its address, close it."""
    typed = Typed(request.POST)
    _run(actor, session_id)

    def page(typed: Typed, *, status: int = 200) -> HttpResponse:
        session = _run(actor, session_id)
        rows = {one.moment: one for one in session.rounds.all()}
        context = {
            **shown(typed, ("moment", "form")),
            "session": session,
            "tests": [_test(request, session, moment, rows.get(moment)) for moment in states.MOMENTS],
            "begun": bool(rows),
            "forms": _forms(session),
            "trains": policy.trains(actor, session),
            "enters": policy.enters(actor, session),
            "letters": rules_tests.LETTERS,
            "here": "home",
        }
        return render(request, "training/tests.html", context, status=status)

    def start() -> str:
        form = one_id(typed, "form") if typed.text("form") else None
        test_rounds.start(session_id=session_id, moment=typed.text("moment"), form_id=form, by=actor)
        return _("Open. Show the square, or hand out the sheets.")

    def close() -> str:
        test_rounds.close(round_id=_round_id(session_id, typed), by=actor)
        return _("Closed. Results count what is here now, from ten people on.")

    def count() -> str:
        test_rounds.count(round_id=_round_id(session_id, typed), by=actor)
        return _("Counted. Its results stand with them now.")

    if request.method != "POST":
        return page(typed)
    deeds = {"start": start, "close": close, "count": count}
    return answered(request, actor, typed, deeds, page, "training:tests", session_id=session_id)


@never_cache
@require_safe
@only(policy.check_reads)
def slips(request: HttpRequest, actor: Actor, session_id: UUID) -> HttpResponse:
    """The slips to cut and hand out: who gets which code, for the trainer alone; and some that are nobody's yet."""
    session = policy.session_of(actor, session_id)
    policy.check_trains(actor, session)
    rows = [one for one in people.visible(actor, session) if one.state == states.NAMED]
    with people.opened(actor, session, rows) as found:
        cut = [(one.name, *_slip(session, one.code)) for one in found]
        # For whoever is not named or lost theirs: the same ones each time, else they could be made without end.
        cut += [("", *_slip(session, one)) for one in (codes.spare(session.code_key) if session.code_key else [])]
        return render(request, "training/slips.html", {"session": session, "slips": cut, "here": "home"})


@require_safe
@only(policy.check_reads)
def of_session(request: HttpRequest, actor: Actor, session_id: UUID) -> HttpResponse:
    """What the tests of one session show of its group."""
    session = _run(actor, session_id)
    back = reverse("training:tests", args=[session_id])
    return _results(request, f"{session.line.title} · {session.number}", [results.of_session(session)], back)


@require_safe
@only(policy.check_leads)
def of_line(request: HttpRequest, actor: Actor, line_id: UUID) -> HttpResponse:
    """What the tests of all sessions of a line show together."""
    line = plans.line_of(actor, line_id)
    practice = reverse("training:practice", args=[line_id]) if line.kind == rules.TRAINING else ""
    back = reverse("training:line", args=[line_id])
    return _results(request, line.title, results.of_line(line), back, practice=practice)


def _run(actor: Actor, session_id: UUID) -> TrainingSession:
    session = policy.session_of(actor, session_id)
    policy.check_runs_tests(actor, session)
    return session


def _round_id(session_id: UUID, typed: Typed) -> UUID:
    """The test that a button names, of this session. Raises NotFound."""
    row = TestRound.objects.filter(session_id=session_id, pk=one_id(typed, "round")).first()
    if row is None:
        raise NotFound
    return row.pk


def _test(request: HttpRequest, session: TrainingSession, moment: str, row: TestRound | None) -> dict[str, Any]:
    found: dict[str, Any] = {"moment": moment, "word": words_tests.MOMENTS[moment], "row": row}
    found["why"] = _why_not(session, moment)
    if row is None:
        return found
    found |= {
        "state": words_tests.ROUND_STATES[row.state],
        "tone": words_tests.ROUND_TONES[row.state],
        "open": row.state == states.ROUND_OPEN,
        "taken": results.sittings_of(row),
        "halfway": row.entries.count(),
    }
    if row.state == states.ROUND_CLOSED:
        found["late"], found["counts"] = results.waiting_in(row), test_rounds.may_be_counted(row)
    if row.state == states.ROUND_OPEN:
        address = request.build_absolute_uri(reverse("training:test", args=[row.token]))
        found["address"] = address
        found["square"] = dots.svg(address, label=_("A square that leads to the test"))
    return found


def _why_not(session: TrainingSession, moment: str) -> Sentence:
    """Why this test is not opened today; empty where it can be."""
    try:
        test_rounds.check_moment(session, moment)
    except NotNow as refusal:
        return refusal.sentence
    return ""


def _forms(session: TrainingSession) -> list[Item]:
    """Tests in use, first those that ask most of what this session teaches."""
    rows = TestForm.objects.filter(state=states.FORM_IN_USE, letter=rules_tests.A)
    taught = {one.lower() for one in session.modules}

    def far(one: TestForm) -> int:
        return len(taught ^ {part["module"] for part in one.content["blueprint"]})

    return [Item(str(one.pk), title(one)) for one in sorted(rows, key=lambda one: (far(one), one.code))]


def title(form: TestForm) -> str:
    """The track of a test and its version."""
    known = content.training().tracks.get(form.code)
    said = known.title.in_language(languages.current()) if known else form.code
    return f"{said} · {form.version}"


def _slip(session: TrainingSession, code: str) -> tuple[str, str, str]:
    letter = rules_tests.letter(str(session.pk), code, states.PRE)
    return codes.shown(code), letter, rules_tests.letter(str(session.pk), code, states.POST)


def _results(request: HttpRequest, name: str, found: list[Results], back: str, *, practice: str = "") -> HttpResponse:
    context = {
        "practice": practice,
        "name": name,
        "groups": [_group(one, number) for number, one in enumerate(found, start=1)],
        "bands": words_tests.BANDS,
        "k": rules.SMALL_GROUP,
        "back": back,
        "here": "home",
    }
    return render(request, "training/results.html", context)


def _group(found: Results, number: int) -> dict[str, Any]:
    """What is shown of those who took one pair of forms."""
    return {
        "found": found,
        "title": title(found.form) if found.form else "",
        "moments": [
            (one, words_tests.MOMENTS[one.moment], _number(one.mean), _percent(one.passed)) for one in found.moments
        ],
        "compared": [_compared(one) for one in found.compared],
        "asked": [
            (
                one,
                words_tests.KINDS[one.kind],
                _percent(one.before),
                _percent(one.after),
                _number(one.discrimination, 2),
            )
            for one in found.asked
        ],
        "waiting": [words_tests.MOMENTS[one] for one in found.waiting],
        "picture": _picture(found, f"scores-{number}"),
    }


def _compared(one: Compared) -> dict[str, Any]:
    gain, effect = one.gain, one.effect
    return {
        "row": one,
        "word": words_tests.MOMENTS[one.later],
        "lost": _percent(one.lost.lost),
        "mean": _number(gain.mean, signed=True) if gain else "",
        "low": _number(gain.low, signed=True) if gain else "",
        "high": _number(gain.high, signed=True) if gain else "",
        "d_z": _number(effect.d_z, 2) if effect else "",
        "d_av": _number(effect.d_av, 2) if effect else "",
        "normalised": _number(one.normalised, 2),
        "kept": _percent(one.kept) if one.kept is not None else "",
    }


def _number(value: float | None, places: int = 1, *, signed: bool = False) -> str:
    """A number as the page's language writes it; a dash for none."""
    if value is None:
        return "—"
    said = formats.number_format(abs(value), places)
    sign = "−" if value < 0 else "+" if signed else ""
    return sign + said


def _percent(share: float | None) -> str:
    return "—" if share is None else _number(100 * share, 0)


def _picture(found: Results, name: str) -> str:
    """One bar for each test of which all bands are shown; where neighbours were joined the table says it alone."""
    rows = [one for one in found.moments if len(one.bands) == len(words_tests.BANDS)]
    if not rows:
        return ""
    return pictures.bars(
        name,
        title=_("Scores, one bar for each test"),
        about=_("How many had how much right. The table below says the same."),
        series=[
            pictures.Series(str(place), str(word), look)
            for place, (word, look) in enumerate(zip(words_tests.BANDS, LOOKS, strict=True))
        ],
        rows=[
            pictures.Bar(str(words_tests.MOMENTS[one.moment]), {str(band.first): band.people for band in one.bands})
            for one in rows
        ],
        rtl=get_language_bidi(),
    )
