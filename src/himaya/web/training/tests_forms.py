"""Forms of tests, for the secretariat: drafted from the bank, read with their answers, put in use, retired."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from himaya.kernel import languages
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound
from himaya.training import content, policy, states, words_tests
from himaya.training.actions import test_forms
from himaya.training.models import TestForm
from himaya.training.rules_tests import Question
from himaya.web.forms import Item, Typed
from himaya.web.gate import only
from himaya.web.training.asking import answered, number, shown
from himaya.web.training.tests_run import title


@require_http_methods(["GET", "POST"])
@only(policy.check_leads)
def listed(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Every form; draft the next two."""
    typed = Typed(request.POST)

    def page(typed: Typed, *, status: int = 200) -> HttpResponse:
        rows = TestForm.objects.order_by("code", "-version", "letter")
        context = {
            **shown(typed, ("track", "per_module"), stands={"per_module": "3"}),
            "forms": [(one, title(one), words_tests.FORM_STATES[one.state]) for one in rows],
            "tracks": [
                Item(one.id, one.title.in_language(languages.current())) for one in content.training().tracks.values()
            ],
            "here": "home",
        }
        return render(request, "training/forms.html", context, status=status)

    def draft() -> str:
        test_forms.draft(track=typed.text("track"), per_module=number(typed, "per_module") or 0, by=actor)
        return _("Drafted in two forms. Read both, then put them in use.")

    if request.method != "POST":
        return page(typed)
    return answered(request, actor, typed, {"draft": draft}, page, "training:forms")


@require_http_methods(["GET", "POST"])
@only(policy.check_leads)
def one(request: HttpRequest, actor: Actor, form_id: UUID) -> HttpResponse:
    """The questions of a form with what is right; a draft is shortened and put in use."""
    typed = Typed(request.POST)

    def page(typed: Typed, *, status: int = 200) -> HttpResponse:
        row = _form(form_id)
        context = {
            **shown(typed),
            "row": row,
            "title": title(row),
            "state": words_tests.FORM_STATES[row.state],
            "draft": row.state == states.FORM_DRAFT,
            "in_use": row.state == states.FORM_IN_USE,
            "questions": [_question(item) for item in row.content["items"]],
            "others": TestForm.objects.filter(code=row.code, version=row.version).order_by("letter"),
            "model_not_adopted": not row.content["adopted"],
            "here": "home",
        }
        return render(request, "training/form.html", context, status=status)

    def leave_out() -> str:
        test_forms.leave_out(form_id=form_id, uid=typed.text("uid"), by=actor)
        return _("Left out, with its twin in the other form.")

    def put_in_use() -> str:
        test_forms.put_in_use(form_id=form_id, by=actor)
        return _("In use: from now on nobody changes these two forms.")

    def retire() -> str:
        test_forms.retire(form_id=form_id, by=actor)
        return _("Retired. Sessions that began with it go on with it.")

    _form(form_id)
    if request.method != "POST":
        return page(typed)
    deeds = {"leave_out": leave_out, "put_in_use": put_in_use, "retire": retire}
    return answered(request, actor, typed, deeds, page, "training:form", form_id=form_id)


def _form(form_id: UUID) -> TestForm:
    found = TestForm.objects.filter(pk=form_id).first()
    if found is None:
        raise NotFound
    return found


def _question(item: Question) -> dict[str, object]:
    language = languages.current()
    bins = {one["id"]: one["text"][language] for one in item["bins"]}
    placed = dict(one.split(":") for one in item["key"] if ":" in one)
    return {
        "uid": item["uid"],
        "kind": words_tests.KINDS[item["kind"]],
        "stem": item["stem"][language],
        "choices": [
            (one["text"][language], bins.get(placed.get(one["id"], ""), ""), one["id"] in item["key"])
            for one in item["options"]
        ],
    }
