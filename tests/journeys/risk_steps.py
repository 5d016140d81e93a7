"""What the worker who holds the file does, page after page: noticed, assessed, kept safe, and asked about dying."""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

from himaya.kernel import clock
from tests.journeys.domestic_work import number
from tests.journeys.passages import MAIN, in_days
from tests.journeys.thumb_and_keys import Walker

ON = "form#sheet .actions .btn:not(.second):not(.quiet)"
REGION, HOSPITAL = ["nord", "oriental"], ["hopital-nord", "test-clinic"]
NUMBER = "06 00 00 77 41"
# What is typed, word for word: each is looked for wherever it must not be.
TYPED: Mapping[str, Mapping[str, str]] = {
    "fr": {
        "name": "Clarisse Mabondo",
        "protects": "Une cousine l’attend chaque soir au portail vert",
        "own": "Elle entend la moto rouge sous la fenêtre",
        "talk": "Nous avons parlé de la moto rouge",
        "event": "Convocation reçue sur papier rose",
        "measure": "Prendre ensemble le car de sept heures",
        "word": "Coquelicot",
        "answer": "Tournesol",
        "who": "La coiffeuse du rez-de-chaussée",
        "say": "C’est pour la machine à coudre",
        "signs": "Deux phares éteints devant la fontaine",
        "places": "La boulangerie, porte de derrière",
        "staff": "Rappellent à dix heures trente",
        "dying": "Dit ne plus attendre le printemps",
        "done": "La collègue s’est assise près d’elle",
        "seen": "Sursaute au bruit de la machine",
        "step": "Atelier de couture du lundi",
        "letter": "A besoin d’une chaise près de la porte",
        "phrase": "Une ancre dans le champ de blé",
    },
    "ar": {
        "name": "زليخة البستانية",
        "protects": "تنتظرها قريبتها كل مساء عند الباب الأخضر",
        "own": "تسمع الدراجة الحمراء تحت النافذة",
        "talk": "تحدثنا عن الدراجة الحمراء",
        "event": "وصل الاستدعاء على ورق وردي",
        "measure": "ركوب حافلة السابعة معا",
        "word": "شقائق النعمان",
        "answer": "عباد الشمس",
        "who": "الحلاقة في الطابق الأرضي",
        "say": "بخصوص آلة الخياطة",
        "signs": "ضوءان مطفآن أمام النافورة",
        "places": "المخبزة من الباب الخلفي",
        "staff": "يعاودون الاتصال في العاشرة والنصف",
        "dying": "قالت إنها لا تنتظر الربيع",
        "done": "جلست الزميلة بقربها",
        "seen": "تفزع من صوت الآلة",
        "step": "ورشة الخياطة يوم الاثنين",
        "letter": "تحتاج إلى كرسي قرب الباب",
        "phrase": "مرساة وسط حقل القمح",
    },
}


def typed(one: Walker) -> Mapping[str, str]:
    return TYPED[one.page.evaluate("document.documentElement.lang")]


def handed_over(one: Walker) -> tuple[str, str]:
    """From the first questions to a referral to the hospital. Returns the case and the referral, as paths."""
    said = typed(one)
    one.open("/worried/ngo/")
    one.go("main button[value=person]", region=REGION)
    one.go(ON, q01="yes", q03="injury")
    one.go("form#sheet button[value=result]", q06="adult", q08="yes")
    one.go("main button[value=offer]")
    one.go(ON, route="consent")
    one.go(
        ON, service="psychological_support", urgency="soon", language_spoken="ary", interpreter="none", group="woman"
    )
    one.go(ON, desk=HOSPITAL)
    one.go(ON)
    one.go(ON, contact_way="phone", phone=NUMBER, full_name=said["name"])
    if one.page.locator("#same").count():
        one.go(ON, same="new")
    one.go(ON, agreed="yes")
    one.open("/casework/sent/")
    referral = one.link("main ul.rows a[href^='/casework/referrals/']")
    one.open(referral)
    return number(one.link("main a[href^='/casework/cases/']")), referral


def first_days(one: Walker, case: str) -> None:
    """Six questions; what they ask for is where an assessment looks first."""
    one.open(f"/casework/cases/{case}/")
    one.go("main nav a[href$='/first-days/']")
    said = {"food": "yes", "child": "no", "papers": "yes", "knows": "no"}
    one.go("form[action$='/first-days/'] .btn", "form[action$='/first-days/']", danger="yes", health="yes", **said)


def assessed(one: Walker, case: str) -> None:
    """Two domains of twelve, in words; her own rating of one is higher. What was left is said, and is not low."""
    one.open(f"/plans/{case}/first-days/")
    one.go("main nav a[href^='/risks/cases/']")
    assert not one.page.locator("main ul.rows .chip:has-text('●')").count(), "what nobody asked is never low"
    one.go("main a[href$='/begin/']")
    first = one.page.locator("main section.say b").inner_text()
    assert first.count("·") == 2, first
    one.go(MAIN, occasion="intake")
    assert one.page.locator("main li .chip:not(:has([aria-hidden]))").count() == 3, "three are to be looked at first"
    answered(one, "R1", likelihood="1", impact="2", whereabouts="no", threat="no", own="high")
    answered(one, "R2", likelihood="2", impact="2")
    one.go("main button[value=finish]")


def answered(one: Walker, domain: str, **fields: str) -> None:
    one.go(f"main ul.rows a[href$='/{domain}/']")
    more = {"concerns": "individual", "known_from": "said", "protects": typed(one)["protects"]}
    one.go(MAIN, **fields, **more)


def overall(one: Walker) -> str:
    return one.page.locator("main section[aria-labelledby=overall] .chip").first.inner_text()


def talked_about(one: Walker, case: str) -> None:
    """The higher of the two counts until both were talked about; then whichever stands, and both stay."""
    said = typed(one)
    one.go("main a[href$='/own/R2/']")
    one.go(MAIN, own="moderate", words=said["own"])
    one.go("main a[href$='/talk/R1/']")
    one.go(MAIN, stands="ours", words=said["talk"])
    assert not one.page.locator("main a[href*='/talk/']").count()


def looked_for(one: Walker, case: str) -> None:
    """A hearing brings the day nearer; a measure has an owner and a day, and is a task."""
    said = typed(one)
    one.go("main a[href$='/clocks/']")
    before = one.page.locator("main section.card b").first.inner_text()
    note = "form:has(button[value=note])"
    told = one.refused_at("main button[value=note]", note, day=in_days(2), words=said["event"])
    assert one.page.locator("main .errors").count(), told
    assert one.page.locator("main #words").input_value() == said["event"]
    one.go("main button[value=note]", note, kind="hearing")
    assert one.page.locator("main section.card b").first.inner_text() != before
    one.go("main a[href$='/measures/']")
    owner = one.page.locator("main [name=owner] option").nth(1).get_attribute("value") or ""
    agreed = {"code": "accompaniment", "domain": "R1", "owner": owner, "due_on": in_days(5), "words": said["measure"]}
    one.go("main button[value=plan]", **agreed)
    assert said["measure"] in one.text()


def grown(one: Walker, case: str) -> None:
    """Assessed again it is critical: the picture has its table, and the two say the same."""
    one.open(f"/risks/cases/{case}/")
    one.go("main a[href$='/begin/']")
    one.go(MAIN, occasion="h72")
    answered(one, "R1", likelihood="4", impact="4", whereabouts="yes", threat="yes")
    one.go("main button[value=finish]")
    one.go("main a[href$='/clocks/']")
    assert one.page.locator("main figure, main svg").count()
    assert one.page.locator("main table tbody tr").count() == 2
    tall = one.page.locator("main table .chip").evaluate_all("all => all.map(one => one.offsetHeight)")
    assert max(tall) < 110, "a level is read in one glance"


def hours() -> str:
    """Hours of every day among which this one is."""
    now = clock.now().astimezone(clock.here())
    return f"{now - timedelta(hours=2):%H}:00-{now + timedelta(hours=3):%H}:00"


def reached(one: Walker, case: str) -> None:
    """How she is reached stands before her number, which at a bad hour takes one step more."""
    said = typed(one)
    one.open(f"/casework/cases/{case}/")
    one.go("main nav a[href$='/contact/']")
    agreed = {"ways": ["call", "through"], "messages": "no", **{name: said[name] for name in ("word", "answer")}}
    agreed |= {"who": said["who"], "say": said["say"]}
    told = one.refused_at(MAIN, every="le soir", **agreed)
    assert one.page.locator("main .errors").count(), told
    assert one.page.locator("main #word").input_value() == said["word"]
    one.go(MAIN, every=hours())
    one.go("main nav a[href^='/casework/cases/']")
    asks = "main form:has([name=show][value=identity])"
    one.fill_in(asks, purpose="give_service")
    one.press(one.page.locator(f"{asks} button").first)
    one.page.wait_for_selector("#reached")
    one._keep()
    for word in ("word", "answer", "who", "say"):
        assert said[word] in one.text()
    assert not shows_number(one), "at this hour nobody may call"
    one.go("main button[name=despite]")
    assert shows_number(one)


def shows_number(one: Walker) -> bool:
    """However its figures are kept together."""
    return NUMBER.replace(" ", "") in "".join(one.page.content().replace("&nbsp;", "").split())


def planned(one: Walker, case: str) -> bytes:
    """A plan in her words; before a copy two questions; one page that is anybody's. Returns the sheet."""
    said = typed(one)
    one.open(f"/safety/cases/{case}/contact/")
    one.go("main nav a[href^='/safety/cases/']:not([href$='/contact/'])")
    parts = {"warning_signs": said["signs"], "safe_places": said["places"], "staff": said["staff"]}
    one.go("main button[value=write]", **parts)
    assert all(words in one.text() for words in parts.values())
    one.go("main a[href$='/copy/']")
    assert not one.page.locator("main form[action$='/sheet/']").count(), "nothing is printed before it was asked"
    told = one.refused_at("main button[value=advise]", finds="no")
    assert one.page.locator("main .errors").count(), told
    one.go("main button[value=advise]", harm="no")
    one.go("main button[value=answer]", wish="carries", heard="yes")
    with one.page.expect_download() as got:
        one.press(one.page.locator("main form[action$='/sheet/'] button"))
    assert got.value.suggested_filename == "document.pdf"
    return Path(got.value.path()).read_bytes()


def asked_about_dying(one: Walker, case: str) -> None:
    """Asked openly, acted upon at once, and until when somebody looks again."""
    said = typed(one)
    one.open(f"/casework/cases/{case}/")
    one.go("main nav a[href^='/crisis/cases/']")
    now = "main section.do ol.rows li"
    before = one.page.locator(now).all_inner_texts()
    one.go("main button[value=begin]", thoughts="yes", plan="yes", means="no_answer", words=said["dying"])
    assert one.page.locator(now).all_inner_texts() == before, "what to do stands there whatever was said"
    done = "form:has(button[value=record])"
    one.go("main button[value=record]", done, acts=["stay", "colleague", "tell"], stays="colleague", told="told")
    one.go("main button[value=record]", done, acts="care", stays="colleague", told="told", done_words=said["done"])
    assert said["done"] in one.text()


def looked_again(one: Walker, lead: Walker, case: str) -> None:
    """Within the day, and whoever looked does not end it so soon; somebody else of the desk does, by another look."""
    look = "form:has(button[value=end])"
    one.go("main button[value=look_again]", look, thoughts="yes", plan="no", means="no", within="12")
    told = one.refused_at("main button[value=end]", look, thoughts="no", plan="no", means="no")
    assert one.page.locator("main .errors").count(), told
    lead.open(f"/crisis/cases/{case}/")
    lead.go("main button[value=end]", look, thoughts="no", plan="no", means="no")
    assert lead.page.locator("main button[value=begin]").count()
