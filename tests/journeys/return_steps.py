"""What whoever accompanies a return does, page after page: noticed, told, weighed, signed, prepared, aboard."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import translation
from django.utils.translation import gettext

from himaya.kernel import clock, days, languages
from himaya.returns import rules, states, words
from tests.journeys.domestic_work import number
from tests.journeys.passages import MAIN, in_days
from tests.journeys.thumb_and_keys import Keys, Walker

ON = "form#sheet .actions .btn:not(.second):not(.quiet)"
REGION, HOSPITAL = ["nord", "oriental"], ["hopital-nord", "test-hospital"]
CONSULATES = ["desk:consulat-verlande", "desk:test-consulate"]
ROOMS = ("", "weigh/", "partner/", "child/", "documents/", "travel/", "after/")
SAFE = dict.fromkeys(rules.QUESTIONS, rules.SAFE)
NO_FEAR = dict.fromkeys(rules.FEARS, rules.NO)


@dataclass
class Goer:
    """Somebody who would go: what is typed of them, and the address of their file once it is there."""

    said: Mapping[str, str]
    group: str = "woman"
    case: str = ""

    @property
    def child(self) -> bool:
        return self.group in ("girl", "boy")

    def at(self, room: str = "") -> str:
        return f"/returns/cases/{self.case}/{room}"


def language_of(one: Walker) -> str:
    return str(one.page.evaluate("document.documentElement.lang"))


def says(one: Walker, sentence: object) -> bool:
    """The page says this sentence of the program in its language, wherever the lines break."""
    with translation.override(language_of(one)):
        wanted = str(sentence)
    return " ".join(wanted.split()) in " ".join(one.text().split())


def form_of(do: str) -> str:
    return f"main form:has(button[name=do][value={do}])"


def does(one: Walker, do: str, **fields: str | list[str]) -> None:
    """Fill one form of a page of a return, and send it."""
    one.go(f"main button[name=do][value={do}]", form_of(do), **fields)


def refuses(one: Walker, do: str, kept: str = "", **fields: str | list[str]) -> str:
    """The same where a refusal is awaited: a sentence, and what was typed still stands there."""
    told = one.refused_at(f"main button[name=do][value={do}]", form_of(do), **fields)
    assert one.page.locator("main .errors").count(), told
    if kept:
        assert one.page.locator(f"main [name={kept}]").first.input_value() == fields[kept], "what was typed is lost"
    return told


def offers(one: Walker, do: str) -> bool:
    """The page has a button for this that can be pressed."""
    return bool(one.page.locator(f"main button[name=do][value={do}]").count())


def why_not(one: Walker, do: str) -> str:
    """Of a form that stands there and cannot be sent: the sentence beside its button."""
    assert not offers(one, do)
    return str(one.page.locator(f"main #why-{do}").text_content())


def stands(one: Walker, state: str) -> bool:
    """Where the attempt stands, by the line of steps of its first page."""
    with translation.override(language_of(one)):
        return str(words.STATES[state]) in one.page.locator("main .lead").first.inner_text()


# Noticed, and a file begun


def handed_over(one: Walker, goer: Goer, audience: str) -> None:
    """From the first questions to a referral to the hospital; the desk that notices keeps the file."""
    one.open(f"/worried/{audience}/")
    if goer.child:
        _child_noticed(one)
    else:
        one.go("main button[value=person]", region=REGION)
        one.go(ON, q01="yes", q03="injury")
        one.go("form#sheet button[value=result]", q06="adult", q08="yes")
        one.go("main button[value=offer]")
        one.go(ON, route="consent")
    spoken = {"language_spoken": "ary", "interpreter": "none"}
    one.go(ON, service="psychological_support", urgency="soon", group=goer.group, **spoken)
    one.go(ON, desk=HOSPITAL)
    one.go(ON)
    one.go(ON, contact_way="place", contact_words=goer.said["contact"], full_name=goer.said["name"])
    if one.page.locator("#same").count():
        one.go(ON, same="new")
    one.go(ON, **({} if goer.child else {"agreed": "yes"}))
    one.open("/casework/sent/")
    one.open(one.link("main ul.rows a[href^='/casework/referrals/']"))
    goer.case = number(one.link("main a[href^='/casework/cases/']"))


def _child_noticed(one: Walker) -> None:
    one.go("main button[value=child]", region=REGION)
    # Question by question, as many as the form in force asks.
    while not one.page.locator("main button[value=offer]").count():
        known = {"q01": "yes", "q06": "child"}
        one.go(ON, **{name: said for name, said in known.items() if one.page.locator(f"main #{name}-{said}").count()})
    one.go("main button[value=offer]")
    one.go(ON, guardian="unknown")


def reference(one: Walker, goer: Goer) -> str:
    one.open(f"/casework/cases/{goer.case}/")
    return str(one.page.locator("main h1 bdi").first.inner_text())


def linked(one: Walker, child: Goer, parent: str) -> None:
    """The two files belong together; each goes on being read by whoever may read it."""
    one.open(f"/relations/cases/{child.case}/")
    form = "main form:has(button[value=link])"
    one.go("main button[value=link]", form, reference=parent, tie="parent_and_child")
    assert one.page.locator("main section.card a[href^='/casework/cases/']").count()


def looked_after(one: Walker, child: Goer, kind: str, implicated: str) -> None:
    """Who looks after the child, and whether they may have had a part: asked before any call."""
    one.open(f"/relations/cases/{child.case}/")
    form = "main form:has(button[value=note_carer])"
    one.go("main button[value=note_carer]", form, kind=kind, implicated=implicated, words=child.said["carer"])


def reached(one: Walker, goer: Goer) -> None:
    """By which safe way the person is asked later, and at which hours never."""
    one.open(f"/safety/cases/{goer.case}/contact/")
    now = clock.now().astimezone(clock.here())
    hours = f"{now + timedelta(hours=4):%H}:00-{now + timedelta(hours=6):%H}:00"
    said = {name: goer.said[name] for name in ("word", "say", "who")}
    one.go(MAIN, ways=["call", "through"], messages="no", every=hours, answer=goer.said["answer"], **said)


# Talked about, chosen, weighed, signed


def talked_about(one: Walker, goer: Goer, **fears: str) -> None:
    """Gone through first, then fear, then the choice: neither before what comes before it."""
    one.open(f"/casework/cases/{goer.case}/")
    one.go("main nav a[href^='/returns/cases/']")
    does(one, "open")
    choice = {"way": "origin", "country": goer.said["country"], "choice_words": goer.said["choice"]}
    refuses(one, "choose", "choice_words", **choice)
    refuses(one, "talk", "talk_words", talk_words=goer.said["talk"])
    points = one.page.locator("main [name=points]").evaluate_all("all => all.map(one => one.value)")
    does(one, "talk", points=points, language="ary", interpreter="none")
    one.open(goer.at("documents/"))
    assert not any(offers(one, do) for do in ("paper", "consulate")), "no paper before fear was asked"
    one.open(goer.at())
    refuses(one, "fear", "fear_words", back=rules.NO, fear_words=goer.said["fear"])
    does(one, "fear", **{**NO_FEAR, **fears})
    does(one, "choose", **choice)
    assert stands(one, states.WEIGHING)


def risk_assessed(one: Walker, goer: Goer, likelihood: str = "1", impact: str = "1") -> None:
    """R11, on the page of risk; a return reads it there and copies nothing."""
    one.open(f"/risks/cases/{goer.case}/")
    one.go("main a[href$='/begin/']")
    one.go(MAIN, occasion="before_return")
    one.go("main ul.rows a[href$='/R11/']")
    said = {"concerns": "individual", "known_from": "said", "protects": goer.said["protects"]}
    one.go(MAIN, likelihood=likelihood, impact=impact, **said)
    one.go("main button[value=finish]")


def weighed(one: Walker, goer: Goer, **origin: str) -> None:
    """The same nine questions for staying, for going back and for another country."""
    one.open(goer.at())
    one.go("main a[href$='/weigh/']")
    stay = {"reception": rules.SAFE, "income": rules.WORRYING, "papers": rules.WORRYING}
    there = {**SAFE, "income": rules.WORRYING, **origin}
    third = {"reception": rules.NOT_KNOWN, "family": rules.GRAVE}
    sheets = {"stay": stay, "origin": there, "third": third}
    answers = {f"{way}-{one}": said for way, sheet in sheets.items() for one, said in sheet.items()}
    one.go("form#sheet .actions .btn:not(.quiet)", "form#sheet", **answers, words=goer.said["weighed"])


def partner_said(one: Walker, goer: Goer, **answers: str) -> None:
    """The partner there answers the same questions: who said it, and on which day."""
    one.open(goer.at())
    one.go("main a[href$='/partner/']")
    told = {f"partner-{question}": said for question, said in {**SAFE, **answers}.items()}
    send = "form#sheet .actions .btn:not(.quiet)"
    one.refused_at(send, "form#sheet", on=in_days(1), words=goer.said["partner_words"], **told)
    assert one.page.locator("main .errors").count()
    assert one.page.locator("main [name=words]").input_value() == goer.said["partner_words"]
    one.go(send, "form#sheet", who=goer.said["partner"], on=in_days(-1))
    assert goer.said["partner"] in one.text()


def promised(one: Walker, goer: Goer, *more: str) -> None:
    """What has to be there on arrival, each by the name of a desk."""
    one.open(goer.at())
    refuses(one, "confirm", "service_words", service="met", service_words=goer.said["service_words"])
    for service in (*rules.NEEDED, *more):
        does(one, "confirm", service=service, who_confirms=goer.said["desk_there"])
    assert one.page.locator("main dl.facts dd", has_text=goer.said["desk_there"]).count() >= 3


def signed_by_two(first: Walker, second: Walker, goer: Goer) -> None:
    """Whoever signed first does not sign second; somebody else of the desk reads all of it, and does."""
    first.open(goer.at())
    does(first, "sign")
    assert why_not(first, "sign")
    second.open(goer.at())
    assert goer.said["choice"] in second.page.content(), "whoever signs second reads what was chosen"
    does(second, "sign")
    assert stands(second, states.PREPARING)


# Papers and courts


def agreed_on_consulate(one: Walker, goer: Goer) -> None:
    """A yes for one contact, read with the person, who was asked about fear once more."""
    one.open(f"/casework/cases/{goer.case}/consents/write/")
    said = {"language": "ary", "interpreter": "none", "mode": "spoken", "answer": "given", "fears": "no"}
    one.go(MAIN, to=CONSULATES, data_classes=["first_name"], **said)


def paper_there(one: Walker, goer: Goer, what: str = "travel_paper") -> None:
    one.open(goer.at("documents/"))
    refuses(one, "paper", "paper_words", what=what, paper_words=goer.said["paper"])
    does(one, "paper", paper_how="has")


# The journey


def prepared(one: Walker, goer: Goer, *, fit: str = "with_help") -> None:
    """Whether they can travel and with whom; a day only where nothing stands against it."""
    one.open(goer.at("travel/"))
    refuses(one, "fit", "fit_words", fit=fit, fit_words=goer.said["fit"])
    needs = ["sits_with_breaks", "needs_company"]
    does(one, "fit", needs=needs, fit_who=goer.said["nurse"], fit_on=in_days(0), fit_words=goer.said["fit"])
    assert why_not(one, "ready"), "somebody has to be at their side"
    does(one, "stand_by", part="along", part_who=goer.said["escort"])
    does(one, "transit", transit="promised", transit_who=goer.said["transit"])
    does(one, "ready", travel_on=in_days(0))


def boarded(one: Walker, goer: Goer) -> None:
    """Asked once more, alone, at the gate; and only then aboard."""
    one.open(goer.at("travel/"))
    with translation.override(language_of(one)):
        on = days.in_words(clock.today(), languages.current())
        assert gettext("The person travels on %(day)s.") % {"day": on} in one.text()
    assert why_not(one, "board"), "nobody boards who was not asked once more"
    does(one, "goes", gate_words=goer.said["gate"])
    arrives = clock.now().astimezone(clock.here()) + timedelta(minutes=3)
    form = form_of("board")
    one.fill_in(form, arrives_on=arrives.date().isoformat())
    set_clock(one, f"{form} [name=arrives_at]", arrives)
    does(one, "board")
    one.go("main section.say a[href$='/after/']")
    assert why_not(one, "met"), "nobody is met before they can have arrived"


def set_clock(one: Walker, place: str, at: datetime) -> None:
    """An hour as it is typed: by its figures, and by the half of the day where the keyboard is alone."""
    field = one.unfolded(one.page.locator(place).first)
    if isinstance(one, Keys):
        one.reach(field)
        one.page.keyboard.type(f"{at:%I%M%p}")
    else:
        field.fill(f"{at:%H:%M}")
    assert field.input_value() == f"{at:%H:%M}"


# Everybody else


def sees_nothing(other: Walker, goer: Goer, reference: str) -> None:
    """For another desk there is neither the file nor a page of the way; it looks like what is not there.

    To a role that reads no file at all every such address says so alike.
    """
    closed = 403 if other.page.request.get("/casework/").status == 403 else 404
    for room in ROOMS:
        asked = other.page.request.get(goer.at(room))
        absent = other.page.request.get(f"/returns/cases/{uuid.uuid4()}/{room}")
        assert asked.status == absent.status == closed, (other.who, room, asked.status, absent.status)
        other.seen.append(asked.text())
    for address in (f"/casework/cases/{goer.case}/", f"/relations/cases/{goer.case}/", "/casework/", "/tasks/desk/"):
        other.seen.append(other.page.request.get(address).text())
    shown = "".join(other.seen)
    found = [word for word in (*goer.said.values(), reference) if word in shown]
    assert not found, (other.who, found)
