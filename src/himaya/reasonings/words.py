"""Codes of a reasoning as words. They say what speaks for or against; none of them concludes."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from himaya.institutions.content_rows import shown_source
from himaya.instruments import rules_delphi
from himaya.kernel import languages
from himaya.legal import library
from himaya.reasonings import argued, rules, states
from himaya.reasonings.rules import Gap

ELEMENTS: dict[str, Promise] = {
    rules.ACT: pgettext_lazy("element of the definition", "Act"),
    rules.MEANS: pgettext_lazy("element of the definition", "Means"),
    rules.PURPOSE: pgettext_lazy("element of the definition", "Purpose"),
}
ACTS: dict[str, Promise] = {
    "recruit": _("Recruiting"),
    "entice": _("Leading or enticing"),
    "transport": pgettext_lazy("act", "Transporting"),
    "transfer": pgettext_lazy("act", "Transferring"),
    "harbour": _("Harbouring"),
    "receive": pgettext_lazy("act", "Receiving the person"),
    "intermediate": _("Acting as intermediary"),
}
WAYS: dict[str, Promise] = {
    "threat": _("Threat of force"),
    "force": _("Use of force"),
    "coercion": _("Other coercion"),
    "abduction": _("Abduction"),
    "fraud": _("Fraud"),
    "deception": _("Deception"),
    "abuse_authority": _("Abuse of authority, function or power"),
    "abuse_vulnerability_need_precarity": _("Taking advantage of vulnerability, need or precariousness"),
    "payment_for_consent": _("Money or advantage for the consent of whoever has authority over the person"),
}
STANDINGS: dict[str, Promise] = {
    rules.FOR: _("What is known speaks for it"),
    rules.BOTH_WAYS: _("What is known points both ways"),
    rules.UNCLEAR: _("What is known leaves it open"),
    rules.AGAINST: _("What is known speaks against it"),
    rules.NOTHING: _("Nothing yet speaks for it"),
    rules.NOT_NEEDED: _("Not needed: under 18, or in doubt about it"),
}
STANCES: dict[str, Promise] = {
    rules.FOR: pgettext_lazy("a fact", "speaks for it"),
    rules.AGAINST: pgettext_lazy("a fact", "speaks against it"),
    rules.UNCLEAR: pgettext_lazy("a fact", "leaves it open"),
}
ANSWERS: dict[str, Promise] = {
    rules.YES: _("Yes"),
    rules.NO: _("No"),
    rules.UNKNOWN: _("Not known"),
}
SOURCES: dict[str, Promise] = {
    states.SAID: _("Said in the interview"),
    states.OBSERVED: _("Observed"),
    states.DOCUMENT: _("In a document"),
    states.FIRST_LINE: _("Noted at the first line"),
    states.OTHER_DESK: _("From another desk"),
}
# Of a fact of the interview that a later line of it replaced.
CORRECTED = _("corrected in the interview: nothing rests on it")
QUALIFIER: dict[str, Promise] = {
    "will_overridden": _("The person’s will was overridden"),
    "freedom_to_change_lost": _("They had no freedom to change their situation"),
    "dignity_injured": _("Their dignity was injured"),
}
REACHES: dict[str, Promise] = {
    rules.WHOLE: _("It explains all that is known"),
    rules.PART: _("It explains a part of it"),
    rules.NOT_IT: _("It does not explain what is known"),
    rules.UNCLEAR: _("What is known leaves it open"),
}
OTHER_EXPLANATION = _("Another explanation")
FLAGS: dict[str, Promise] = {
    "smuggling": _("Smuggling of migrants is looked at"),
    "trafficking": _("Trafficking is looked at"),
}
# What the law says whatever the facts.
NOTES: dict[str, Promise] = {
    "means_fall_away": _("Under 18 no means has to be shown, and nobody asks whether the child agreed."),
    "doubt_means_child": _("The age is in doubt: until it is known, the rule for a child is followed."),
    "consent_irrelevant": _("Where a means was used, it makes no difference whether the person agreed."),
    "intention_suffices": _("The intention suffices: what was meant need not have happened."),
}
WHYS: dict[str, Promise] = {
    rules.DEFINITION: _("the definition"),
    rules.OF_CHILD: _("under 18"),
    rules.OF_QUALIFIER: _("the effect on the person"),
    rules.OF_FORM: _("the form"),
    rules.OFFENCE: _("the offence that this is argued under"),
    rules.AGGRAVATION: _("what may weigh more heavily"),
    rules.NON_PUNISHMENT: _("acts done under threat"),
    rules.OF_ALTERNATIVE: _("another explanation"),
}
STANDS: dict[str, Promise] = {
    argued.CHAIN: _("Read in a source"),
    argued.ADVICE: _("Beside the chain, as advice"),
    argued.TO_BE_VERIFIED: _("To be verified: nothing rests on it"),
}
# What the content says of a source in words of its own; a title stays as it is.
_SOURCES_SAID: dict[str, Promise] = {
    "general knowledge": pgettext_lazy("source", "general knowledge"),
    "looked for, not found": pgettext_lazy("source", "looked for, not found"),
    "": pgettext_lazy("source", "gathered for this software"),
}
_MISSING: dict[tuple[str, str], Promise] = {
    (rules.ACT, rules.NOTHING): _("No fact stands under an act yet."),
    (rules.ACT, rules.AGAINST): _("Every fact about an act speaks against it."),
    (rules.ACT, rules.BOTH_WAYS): _("Facts about the act contradict each other."),
    (rules.ACT, rules.UNCLEAR): _("The facts about an act leave it open."),
    (rules.MEANS, rules.NOTHING): _("No fact stands under a means yet."),
    (rules.MEANS, rules.AGAINST): _("Every fact about a means speaks against it."),
    (rules.MEANS, rules.BOTH_WAYS): _("Facts about the means contradict each other."),
    (rules.MEANS, rules.UNCLEAR): _("The facts about a means leave it open."),
    (rules.PURPOSE, rules.NOTHING): _("No fact stands under a purpose yet, not even an intention."),
    (rules.PURPOSE, rules.AGAINST): _("Every fact about a purpose speaks against it."),
    (rules.PURPOSE, rules.BOTH_WAYS): _("Facts about the purpose contradict each other."),
    (rules.PURPOSE, rules.UNCLEAR): _("The facts about a purpose leave it open."),
    ("age", rules.UNKNOWN): _("The age was not asked. Until it is known, the rule for a child is followed."),
    ("qualifier", "not_begun"): _("Nothing has happened yet: its effect on the person cannot be known."),
    ("qualifier", rules.UNKNOWN): _("Not known"),
    ("qualifier", rules.NO): _("Said not to be so"),
    ("form", "not_argued"): _("A fact speaks for this form and nobody argued it in words"),
    ("form", "no_fact"): _("This form is argued and no fact stands under it"),
    ("alternative", "not_considered"): _("Nobody considered this other explanation"),
    ("alternative", rules.UNCLEAR): _("This other explanation is still open"),
    ("facts", "unplaced"): _("Facts stand under no element yet."),
}


def source(text: str) -> str:
    """A source of the content: its own words in the language in use, a title as it is."""
    shown = shown_source(text)
    return str(_SOURCES_SAID.get(shown, shown)) if text else ""


def form(code: str) -> str:
    """A form of exploitation in the language of the page; under its code where no content names it any more."""
    found = library.forms().forms.get(code)
    return found.names.in_language(languages.current()) if found is not None else code


def alternative(code: str) -> str:
    """Another explanation by its name."""
    found = library.forms().distinctions.get(code)
    return found.names.in_language(languages.current()) if found is not None else str(OTHER_EXPLANATION)


def code_of(element: str, code: str) -> str:
    """What a code is called under its element."""
    if element == rules.PURPOSE:
        return form(code)
    return str((ACTS if element == rules.ACT else WAYS).get(code, code))


def spoken_to(code: str) -> str:
    """An element to which an answer of a form speaks, as words; empty for a code that nobody knows."""
    where, _sep, what = code.partition(":")
    if where == "qualifier":
        return str(next((text for name, text in QUALIFIER.items() if name.startswith(what)), "")) if what else ""
    return f"{ELEMENTS[where]} · {code_of(where, what)}" if where in ELEMENTS else ""


def gap(one: Gap) -> str:
    """A thing that is missing, as a sentence; of what, where it is of one thing."""
    said = str(_MISSING[one.about, one.why])
    if not one.code:
        return said
    of = {
        "qualifier": lambda: str(QUALIFIER[one.code]),
        "form": lambda: form(one.code),
        "alternative": lambda: alternative(one.code),
    }[one.about]()
    return f"{said} · {of}"


KINDS: dict[str, Promise] = {
    states.FACT: _("A fact was added"),
    states.PLACE: _("A fact was put under one more element"),
    states.QUALIFIER: _("Effect on the person"),
    states.FORM: _("Form argued"),
    states.ALTERNATIVE: _("Other explanation considered"),
    states.FLAG: _("Looked at apart"),
    states.SIGNS: _("Signs ticked for the reading aid"),
    states.BACK: _("A line was taken back"),
}


def line(one: argued.Said) -> str:
    """A line in words, whatever its kind."""
    code, value, said = one.text("code"), one.text("value"), one.text("words")
    head: list[object] = [KINDS[one.kind]]
    if one.kind in (states.FACT, states.PLACE):
        where, _sep, placed = one.text("place").partition(":")
        element = rules.PURPOSE if where == rules.INTENDED else where
        head = [SOURCES[one.text("source")]] if one.kind == states.FACT else [f"{KINDS[one.kind]} ({one.body['of']})"]
        head += [code_of(element, placed), STANCES[one.text("stance")]] if where else []
    elif one.kind == states.QUALIFIER:
        head = [QUALIFIER[code], ANSWERS[value]]
    elif one.kind == states.FORM:
        head = [form(code), STANCES[value]]
    elif one.kind == states.ALTERNATIVE:
        head = [alternative(code), REACHES[value]]
    elif one.kind == states.FLAG:
        head = [FLAGS[code], ANSWERS[value]]
    elif one.kind == states.BACK:
        head = [f"{KINDS[one.kind]} ({one.body['of']})"]
    # What was typed keeps its own direction, so that a French full stop stays at its end on an Arabic page.
    return " · ".join([*([f"\u2068{said}\u2069"] if said else []), *(str(part) for part in head)])


SIGNS: dict[str, Promise] = {
    rules_delphi.PRESENT: pgettext_lazy("indicator", "Present"),
    rules_delphi.ABSENT: pgettext_lazy("indicator", "Absent"),
    rules_delphi.UNKNOWN: pgettext_lazy("indicator", "Unknown"),
}
