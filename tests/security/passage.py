"""The whole thread by its pages, with a word of its own in every field that somebody can type into."""

import io
import re
from dataclasses import dataclass, field

import pikepdf

from tests import factories
from tests.security.walker import Form, Seen, Value, Walker

SENDER, RECEIVER = "inspection-nord", "asso-accueil"
LATIN = {
    "full_name": "Qezvolim Brastunek",
    "other_names": "Wixpodar",
    "birth": "1987",
    "phone": "0698231745",
    "document": "QW4471903KX",
    "meeting_place": "Vulbritza",
    "contact_who": "Yorkempi",
    "contact_when": "Jolbrakto",
    "contact_words": "Nixtefoal",
    "dependants": "Frimwosk",
}
ARABIC = {
    **LATIN,
    "full_name": "قزفليم برستنق",
    "other_names": "وخبدار",
    "phone": "0698231746",
    "document": "QW4471904KX",
    "meeting_place": "فلبرطزن",
    "contact_who": "يركمبيش",
    "contact_when": "جلبركطن",
    "contact_words": "نخطفول",
    "dependants": "فرمسقطل",
}
QUESTION, ANSWER = "Zolkunesti ظلكنستي", "Mabrutchik مبرطشيق"
PASSWORD, SEARCHED, STRANGE = "Plogverniak", "Drulpazek", "Xarbutemi"
# In a file: what stands on its page, in its hidden notes, in its name, and what is written of it.
ON_PAGE, HIDDEN, NAMED, DESCRIBED = "Skurvotinea", "Grelmapoosk", "Prizmolektu", "Blemtogasz بلمتقسزا"
# In a note that the receiving desk keeps apart.
APART = "Vromtelkusz فرمتلكشي"
# What a person wants set right, and what they say once it is not.
WISHED, STATED = "Trelwunsik تشلمنطق", "Opfrelkina قسلتومر"
# Alone: a key of a page that is written in letters and digits may hold something like it.
_REFERENCE = re.compile(r"(?<![\w-])[A-Z0-9]{4}-[A-Z0-9]{4}(?![\w-])")
_REFERRAL = re.compile(r"/casework/referrals/[0-9a-f-]{36}/")
_CASE = re.compile(r"/casework/cases/[0-9a-f-]{36}/")
_NOTES = re.compile(r"/casework/cases/[0-9a-f-]{36}/apart/")


def words() -> list[str]:
    """Every word that was typed, one by one; the year of birth is no word."""
    typed = [*LATIN.values(), *ARABIC.values(), QUESTION, ANSWER, PASSWORD, SEARCHED, STRANGE]
    typed += [ON_PAGE, HIDDEN, NAMED, DESCRIBED, APART, WISHED, STATED]
    return sorted({word for text in typed for word in text.split() if len(word) > 4})


@dataclass
class Passage:
    """Walks the thread on a running server."""

    base: str
    walkers: list[Walker] = field(default_factory=list)

    def walker(self, language: str = "fr") -> Walker:
        self.walkers.append(Walker(self.base, language))
        return self.walkers[-1]

    @property
    def trail(self) -> list[Seen]:
        return [seen for walker in self.walkers for seen in walker.trail]

    def seat(self, username: str, language: str = "fr") -> Walker:
        """Somebody at a demo desk."""
        walker = self.walker(language)
        first = walker.get("/")
        walker.post(f"/account/demo/{username}/", {}, like=first)
        return walker

    def everything(self) -> None:
        self.wrong_password()
        self.refusal()
        for said, language in ((LATIN, "fr"), (ARABIC, "ar")):
            sender = self.hand_over(said, language)
            self.answer_and_report(sender)
            self.look_and_correct(sender, said)
            self.files(sender)
            self.questions_of_the_person(sender, said)
            self.agreements(sender)

    def wrong_password(self) -> None:
        walker = self.walker()
        page = walker.get("/account/in/")
        seen = walker.send(page.form_with("username"), {"username": STRANGE, "password": PASSWORD, "code": "000000"})
        assert seen.status == 422

    def result(self, walker: Walker) -> Seen:
        """The first line to its result, with the answers of the factories."""
        page = walker.get("/worried/labour/")
        page = walker.send(page.form_with("region"), {"region": "nord"}, button="about=person")
        while ("go", "next") in {one[:2] for one in page.form_with("sheet").buttons}:
            page = walker.send(self._ask(page), button="go=next")
        return walker.send(self._ask(page), button="go=result")

    def _ask(self, page: Seen) -> Form:
        form = page.form_with("sheet", "here")
        form.fields.update({name: value for name, value in factories.ANSWERS.items() if name in form.names})
        return form

    def refusal(self) -> None:
        walker = self.walker("ar")
        page = self.result(walker)
        page = walker.send(page.form_with("sheet"), button="go=refuse")
        page = walker.send(page.form_with("sheet"), button="go=confirm")
        assert page.url.endswith("/refused/")

    def hand_over(self, said: dict[str, str], language: str) -> Walker:
        """From the result, over the sign-in page, to the sent referral."""
        walker = self.walker(language)
        page = self.result(walker)
        page = walker.send(page.form_with("sheet"), button="go=offer")
        page = walker.send(page.form_with("carry", "sheet") if page.status != 200 else _desks(page), to=f"/{SENDER}/")
        shelter: dict[str, Value] = {"service": "emergency_shelter", "urgency": "soon", "region": "nord"}
        needed: dict[str, dict[str, Value]] = {
            "ground": {"route": "consent"},
            "service": {**shelter, "language_spoken": "ary", "interpreter": "none", "group": "woman"},
            "desk": {"desk": RECEIVER},
            "share": {"dependants": said["dependants"]},
            "person": {**said, "contact_way": "phone"},
            "same": {"same": "new"},
            "summary": {"agreed": "yes"},
        }
        while True:
            form = next((one for one in page.forms if str(one.fields.get("here", "")) in needed), None)
            if form is None:
                break
            here = str(form.fields["here"])
            page = walker.send(form, needed[here], button="go=next")
            assert page.status == 200, (here, page.status)
        assert _REFERENCE.search(page.page), "nothing was sent"
        return walker

    def answer_and_report(self, sender: Walker) -> None:
        """The receiving desk asks, the sender answers, the desk accepts, looks and reports back."""
        place = _first(_REFERRAL, sender.get("/casework/sent/"))
        desk = self.seat(RECEIVER)
        page = desk.get(place)
        page = desk.send(_verb(page, "ask"), {"question": QUESTION})
        page = sender.send(_verb(sender.get(place), "answer"), {"text": ANSWER})
        page = desk.send(_verb(desk.get(place), "accept"))
        page = desk.send(page.form_with("purpose"), {"purpose": "contact_person"})
        assert ANSWER in page.page, "the answer must be there to be found"
        self.keep_apart(desk, place)
        page = desk.get(place)
        report: dict[str, Value] = {"delivered": "no", "next_action": "continues_here"}
        assert desk.send(_verb(page, "report_back"), report).status == 200

    def keep_apart(self, desk: Walker, referral: str) -> None:
        """The receiving desk keeps a note apart: written, refused once, put right, read."""
        page = desk.get(_first(_NOTES, desk.get(referral)))
        page = desk.send(page.form_with("kind"))
        for corrects, status in ("", 200), ("77", 422), ("1", 200):
            page = desk.send(page.form_with("text"), {"text": APART, "corrects": corrects})
            assert page.status == status
        page = desk.send(page.form_with("purpose"), {"purpose": "give_service"})
        assert APART in page.page, "the note must be there to be found"

    def look_and_correct(self, sender: Walker, said: dict[str, str]) -> None:
        """The sender searches by name, shows the identity and the answers, and corrects what is kept."""
        search = sender.get("/casework/search/")
        page = sender.send(search.form_with("name"), {"name": said["full_name"], "document": said["document"]})
        page = sender.send(search.form_with("name"), {"name": SEARCHED, "birth_year": STRANGE})
        assert page.status == 422
        page = sender.send(search.form_with("reference"), {"reference": STRANGE})
        case = _first(_CASE, sender.get(_first(_REFERRAL, sender.get("/casework/sent/"))))
        page = sender.get(case)
        shown = sender.send(page.form_with("show", "purpose"), {"show": "identity", "purpose": "contact_person"})
        assert said["full_name"] in shown.page, "the name must be there to be found"
        sender.send(page.form_with("show", "purpose"), {"show": "answers", "purpose": "give_service"})
        page = sender.get(f"{case}identity/")
        page = sender.send(page.form_with("open"))
        page = sender.send(page.form_with("full_name"), {"meeting_place": said["meeting_place"]}, button="save=yes")
        assert page.url.endswith(case)

    def agreements(self, sender: Walker) -> None:
        """The sender writes down what was answered, once with a mistake, and what was taken back."""
        case = _first(_CASE, sender.get(_first(_REFERRAL, sender.get("/casework/sent/"))))
        page = sender.get(f"{case}consents/write/")
        said: dict[str, Value] = {
            "data_classes": "needs",
            "answer": "given",
            "interpreter": "none",
            "mode": "spoken",
            "language": "ary",
        }
        write = "consents/write/"
        page = sender.send(page.form_with("answer"), {**said, "to": STRANGE}, to=write)
        assert page.status == 422
        # Not a consulate: there something else is asked first.
        to = next(one for one in re.findall(r'<option value="desk:([^"]+)', page.page) if not one.startswith("consul"))
        page = sender.send(page.form_with("answer"), {**said, "to": f"desk:{to}"}, to=write)
        assert page.status == 200, page.page
        taken = next(one for one in page.forms if one.action.endswith("/withdraw/"))
        assert sender.send(taken).status == 200

    def files(self, sender: Walker) -> None:
        """The sender adds a file, one that is refused, looks, downloads one and removes one."""
        case = _first(_CASE, sender.get(_first(_REFERRAL, sender.get("/casework/sent/"))))
        for data in (document(), b"PK\x03\x04" + HIDDEN.encode(), document()):
            page = sender.get(f"{case}files/")
            form = page.form_with("file", "description")
            page = sender.send_file(form, "file", f"{NAMED}.pdf", data, {"description": DESCRIBED})
            assert page.status == (200 if data.startswith(b"%PDF") else 422)
        page = sender.send(sender.get(f"{case}files/").form_with("purpose"), {"purpose": "give_service"})
        assert DESCRIBED in page.page, "what was written of it must be there to be found"
        taking = [one for one in page.forms if "/casework/files/" in one.action]
        kept = sender.send(taking[0])
        assert kept.page.startswith("%PDF-"), "the file must come back"
        assert HIDDEN not in kept.page
        page = sender.get(taking[1].action + "remove/")
        assert sender.send(page.form_with("reason"), {"reason": "wrong_file"}).status == 200

    def questions_of_the_person(self, sender: Walker, said: dict[str, str]) -> None:
        """A wish that is not fulfilled; then all that is kept: prepared, released, made as a paper, handed over."""
        case = sender.get(_first(_CASE, sender.get(_first(_REFERRAL, sender.get("/casework/sent/")))))
        officer = self.seat("protection-donnees")
        asked: dict[str, Value] = {"asker": "person", "proof": "phrase", "file": _first(_REFERENCE, case)}
        form = officer.get("/legal/requests/new/").form_with("kind", "wanted")
        wish = officer.send(form, {**asked, "kind": "rectify", "field": "answer", "wanted": WISHED})
        page = sender.send(_does(sender.get(f"{wish.url}answer/"), "open"))
        assert WISHED in page.page, "the wish must be there to be found"
        sender.send(_does(page, "refuse"), {"reason": "was_said_so", "statement": STATED})
        page = officer.send(_does(officer.get(wish.url), "hand_over"), {"way": "by_hand"})
        form = officer.get("/legal/requests/new/").form_with("kind", "wanted")
        answer = officer.send(form, {**asked, "kind": "access"})
        page = sender.send(_does(sender.get(f"{answer.url}answer/"), "open"))
        assert said["full_name"] in page.page
        assert STATED in page.page, "what was not changed stands in the answer"
        sender.send(_does(page, "prepare"))
        officer.send(_does(officer.get(answer.url), "release"))
        page = sender.get(f"{answer.url}answer/")
        paper = sender.send(next(one for one in page.forms if one.action.endswith("/paper/ar/")))
        assert paper.page.startswith("%PDF-"), "the paper must be made"
        officer.send(_does(officer.get(answer.url), "hand_over"), {"way": "by_hand"})


def document() -> bytes:
    """A PDF with words on its page and words that nobody sees."""
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(200, 200)).obj
        page.Contents = pdf.make_stream(f"BT /F 9 Tf ({ON_PAGE}) Tj ET".encode())
        pdf.docinfo["/Author"] = HIDDEN
        pdf.attachments["notes.txt"] = HIDDEN.encode()
        pdf.save(out, compress_streams=False)
    return out.getvalue()


def _desks(page: Seen) -> Form:
    return next(one for one in page.forms if any("/account/demo/" in button[2] for button in one.buttons))


def _verb(page: Seen, verb: str) -> Form:
    return next(one for one in page.forms if one.action.endswith(f"/{verb}/"))


def _does(page: Seen, verb: str) -> Form:
    return next(one for one in page.forms if one.fields.get("verb") == verb)


def _first(pattern: re.Pattern[str], page: Seen) -> str:
    found = pattern.search(page.page)
    assert found is not None, page.url
    return found.group()
