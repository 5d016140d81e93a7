"""Who the person is, if they wish to say so, and how to reach them without danger. Find before create."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from himaya.cases.queries import kept_from
from himaya.kernel.errors import BudgetSpent, NotPermitted
from himaya.kernel.unit import log_refusal
from himaya.persons import queries, ways, words
from himaya.persons.actions.people import Identity
from himaya.persons.queries import Candidate
from himaya.web.frontline.handover.step import Problem, Read, Scene, Step, one_of, text
from himaya.web.frontline.handover.wanted import desk_is_chosen
from himaya.web.frontline.lists import Item

NAME, OTHER_NAMES, YEAR, PHONE, DOCUMENT, PLACE, WORDS = 120, 120, 4, 30, 40, 120, 160
# A number that can be called has at least so many digits.
FEWEST_DIGITS = 6
EARLIEST_YEAR, LATEST_YEAR = 1900, 2100
NEW = "new"
# The question of the first line on how to reach the person (content/instruments/first-line/lines.yaml, FL-20).
HEARD = "q20"


def identity(scene: Scene) -> Identity:
    """What was said of the person so far."""
    contact = {key: scene.said(f"contact_{key}") for key in ("way", "who", "when", "words")}
    return Identity(
        full_name=scene.said("full_name"),
        other_names=scene.said("other_names"),
        birth=scene.said("birth"),
        phone=scene.said("phone"),
        document=scene.said("document"),
        safe_contact={key: value for key, value in contact.items() if value},
        meeting_place=scene.said("meeting_place"),
    )


def candidates(scene: Scene) -> list[Candidate]:
    """People of the worker's own institution who may be the same; none while nothing was said that could tell.

    Raises ProofNeeded and BudgetSpent: nobody may be taken for new because the search was not made.
    """
    who = identity(scene)
    if not (who.full_name or who.document):
        return []
    try:
        found = queries.find_candidates(
            name=who.full_name,
            birth_year=int(who.birth) if who.birth else None,
            document=who.document,
            by=scene.by,
        )
    except NotPermitted:
        return []
    hidden = kept_from(scene.by)
    return [one for one in found if hidden.isdisjoint((one.person_id, *one.also))]


def chosen_person(scene: Scene) -> UUID | None:
    """The known person this is, when the worker said so."""
    same = scene.said("same")
    return UUID(same) if same and same != NEW else None


def _read(post: QueryDict, scene: Scene) -> Read:
    way = one_of(post, "contact_way", ways.WAYS)
    year = text(post, "birth", YEAR)
    said = {
        "full_name": text(post, "full_name", NAME),
        "other_names": text(post, "other_names", OTHER_NAMES),
        "birth": year,
        "phone": text(post, "phone", PHONE),
        "document": text(post, "document", DOCUMENT),
        "meeting_place": text(post, "meeting_place", PLACE),
        "contact_way": way,
        "contact_who": text(post, "contact_who", NAME),
        "contact_when": text(post, "contact_when", NAME),
        "contact_words": text(post, "contact_words", WORDS),
    }
    problems = []
    if year and not (year.isascii() and year.isdigit() and EARLIEST_YEAR <= int(year) <= LATEST_YEAR):
        problems.append(Problem("birth", _("Write the year of birth with four digits, or leave it empty.")))
    if way in ways.BY_NUMBER and not said["phone"]:
        problems.append(Problem("phone", _("To be reached by telephone or by message, a number is needed.")))
    elif said["phone"] and sum(letter.isdigit() for letter in said["phone"]) < FEWEST_DIGITS:
        problems.append(Problem("phone", _("Write the telephone number with all its digits, or leave it empty.")))
    if "safe_contact" in scene.chosen("share") and not way:
        sentence = _("Say how the person can be reached without danger. “Never” is an answer.")
        problems.append(Problem("contact_way", sentence))
    alike = []
    if not problems:
        try:
            filled = replace(scene, sheet=scene.sheet.offering(**said))
            alike = [str(one.person_id) for one in candidates(filled)]
        except BudgetSpent as refusal:
            # Told here and not by a page of its own: what was typed stays.
            log_refusal(refusal, by=scene.by, where="frontline:hand_over")
            problems.append(Problem("", str(refusal.sentence)))
    return Read({**said, "alike": alike, "same": ""}, tuple(problems))


def _heard(scene: Scene) -> str:
    """The way that the person named on the first line, as the form codes it: it is not asked a second time."""
    said = str(scene.sheet.answers.get(HEARD, ""))
    return said if said in ways.WAYS else ""


def _show(scene: Scene) -> dict[str, Any]:
    share = scene.chosen("share")
    contact = {key: scene.said(f"contact_{key}") for key in ("way", "who", "when", "words")}
    return {
        "who": identity(scene),
        "contact": {**contact, "way": contact["way"] or _heard(scene)},
        "ways": [Item(code, str(words.WAYS[code])) for code in ways.WAYS],
        "name_goes": "identity" in share or "first_name" in share,
        "first_name_only": "first_name" in share and "identity" not in share,
        "phone_goes": "telephone" in share,
        "asks_place": "meeting_place" in share,
        "contact_goes": "safe_contact" in share,
    }


def _same_read(post: QueryDict, scene: Scene) -> Read:
    same = one_of(post, "same", (*scene.chosen("alike"), NEW))
    problems = () if same else (Problem("same", _("Say whether this is somebody your institution already knows.")),)
    return Read({"same": same}, problems)


def _same_show(scene: Scene) -> dict[str, Any]:
    # Searched again for the reasons: only ids travel in the sheet, and a reason is in the language of its page.
    return {"candidates": candidates(scene), "same": scene.said("same"), "new": NEW}


def _somebody_alike(scene: Scene) -> bool:
    return desk_is_chosen(scene) and bool(scene.chosen("alike"))


WHO = Step("person", gettext_lazy("The person, if they wish"), desk_is_chosen, _read, _show)
SAME = Step("same", gettext_lazy("Does your institution already know them?"), _somebody_alike, _same_read, _same_show)
