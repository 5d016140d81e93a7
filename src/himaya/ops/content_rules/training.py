"""Training: questions that measure what somebody learnt, not how well they guess, and words that judge nobody."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from himaya.institutions.content_rows import LANGUAGES, LocalText
from himaya.ops.content_rules.gap import Gap
from himaya.training.content import FOLDER, HOUSE, NOT_TO_ASK, ONE_RIGHT, Choice, Item, Module, Training

# Two parallel forms of six questions, each objective in both of them.
IN_A_FORM = 6
IN_AN_OBJECTIVE = 2
# Of the questions with one right choice: how often it may be the longest, the shortest, or stand in one place.
LONGEST = 1 / 3
SHORTEST = 1 / 2
SAME_PLACE = 1 / 2

# An objective says what can be seen. Nobody sees somebody understand.
UNSEEN = {
    "fr": ("comprendre", "connaître", "savoir", "apprécier", "maîtriser", "prendre conscience", "se sensibiliser"),
    "ar": ("فهم", "معرفة", "إدراك", "استيعاب", "الوعي", "الإلمام"),
    "en": ("understand", "know", "be aware", "appreciate", "learn", "be familiar", "realise"),
}
# A way out of choosing, and a gift to whoever guesses.
ALL_OR_NONE = {
    "fr": re.compile(r"toutes? (?:les|ces) réponses|tout ce qui précède|aucune (?:de ces )?réponses?\b", re.IGNORECASE),
    "ar": re.compile(r"كل ما سبق|جميع ما سبق|كل الأجوبة|لا شيء مما سبق"),
    "en": re.compile(r"(?:all|none) of (?:the above|these)", re.IGNORECASE),
}
# The law gives this status; outside its own words a trainer says "the person".
STATUS = {
    "fr": re.compile(r"\bvictimes?\b", re.IGNORECASE),
    "ar": re.compile(r"ضحية|ضحايا"),
    "en": re.compile(r"\bvictims?\b", re.IGNORECASE),
}
# Nobody learns here to tell people apart by where they seem to come from.
ORIGIN = {
    "fr": re.compile(
        r"\bethni\w+|\braciale?s?\b|\brace\b|couleur de peau|\baccent\b|\btraits du visage\b", re.IGNORECASE
    ),
    "ar": re.compile(r"إثني|عرقي|لون البشرة|ملامح الوجه|السحنة"),
    "en": re.compile(r"\bethnic\w*|\bracial\b|\brace\b|\bskin\b|\baccent\b|\bfacial features\b", re.IGNORECASE),
}
_QUOTED = re.compile(r"«[^»]*»|“[^”]*”")
_BY_LAW = re.compile(r"\b(?:Law|Penal Code|Circular|Protocol|Convention)\b|Public Prosecution|Published figures")


def training_gaps(known: Training, judging: Sequence[str]) -> Iterator[Gap]:
    """Every gap of every module. `judging`: words by which somebody is judged to be believed or not."""
    words = pattern(judging)
    for module in known.modules.values():
        file = f"{FOLDER}/modules/{module.id}.yaml"
        yield from _counted(file, module)
        yield from _telltale(file, module)
        for one in module.objectives:
            yield from _unseen(file, one.id, one.text)
            yield from worded(file, one.id, one.text, words)
        yield from worded(file, "title", module.title, words)
        yield from worded(file, "method", module.method, words)
        for item in module.items:
            yield from _choices(file, item)
            yield from _item_words(file, item, words)


def _counted(file: str, module: Module) -> Iterator[Gap]:
    """Enough questions for two forms, and each objective asked for in both."""
    for form in ("a", "b"):
        if (there := len(module.form(form))) < IN_A_FORM:
            yield Gap(file, "items", "", f"form {form} has {there} questions of {IN_A_FORM}")
    asked = Counter(item.objective for item in module.items)
    for one in module.objectives:
        if asked[one.id] < IN_AN_OBJECTIVE:
            yield Gap(file, one.id, "", f"the objective has {asked[one.id]} questions of {IN_AN_OBJECTIVE}")


def _telltale(file: str, module: Module) -> Iterator[Gap]:
    """The right choice is not known by its length or its place."""
    asked = [item for item in module.items if item.kind in ONE_RIGHT]
    if not asked:
        return
    for language in LANGUAGES:
        longest = sum(_right_stands_out(item, language, 1) for item in asked)
        if longest > len(asked) * LONGEST:
            gap = f"the right choice is the longest in {longest} of {len(asked)} questions, a third at most"
            yield Gap(file, "items", language, gap)
        shortest = sum(_right_stands_out(item, language, -1) for item in asked)
        if shortest > len(asked) * SHORTEST:
            gap = f"the right choice is the shortest in {shortest} of {len(asked)} questions, half at most"
            yield Gap(file, "items", language, gap)
    places = Counter(_place(item) for item in asked)
    place, often = places.most_common(1)[0]
    if often > len(asked) * SAME_PLACE:
        gap = f"the right choice stands in place {place + 1} in {often} of {len(asked)} questions, half at most"
        yield Gap(file, "items", "", gap)


def _choices(file: str, item: Item) -> Iterator[Gap]:
    """No two choices in the same words, and none that takes all of them or none."""
    for language in LANGUAGES:
        said = [choice.text.in_language(language) for choice in item.choices]
        if len({text.casefold() for text in said}) < len(said):
            yield Gap(file, item.id, language, "two choices say the same")
        if any(ALL_OR_NONE[language].search(text) for text in said):
            yield Gap(file, item.id, language, "a choice takes all of the choices, or none of them")


def _item_words(file: str, item: Item, words: re.Pattern[str]) -> Iterator[Gap]:
    """What we say ourselves: the situation but for what somebody in it says, what is right, and why."""
    by_law = item.mark != HOUSE and bool(_BY_LAW.search(item.source))
    ours = [item.text, item.explanation, *(choice.text for choice in item.choices if _ours(item, choice))]
    for text in (*ours, *(choice.why for choice in item.choices if choice.why)):
        yield from worded(file, item.id, text, words, status=by_law)


def worded(file: str, row: str, text: LocalText, words: re.Pattern[str], *, status: bool = False) -> Iterator[Gap]:
    """Words that give a status, tell of origin or judge; `status` when a law gives it in that text, or it counts."""
    for language in LANGUAGES:
        said = _QUOTED.sub("", text.in_language(language))
        if not status and (found := STATUS[language].search(said)):
            yield Gap(file, row, language, f"“{found[0]}” is a status: write the person")
        if found := ORIGIN[language].search(said):
            yield Gap(file, row, language, f"“{found[0]}”: no question trains on origin")
        if found := words.search(said):
            yield Gap(file, row, language, f"“{found[0]}” judges whether somebody is believed")


def _unseen(file: str, row: str, text: LocalText) -> Iterator[Gap]:
    for language, verbs in UNSEEN.items():
        if text.in_language(language).lower().startswith(verbs):
            yield Gap(file, row, language, "an objective says what can be seen somebody do")


def _ours(item: Item, choice: Choice) -> bool:
    """Not a colleague's mistake, nor the very question that is not to be asked."""
    return choice.right and item.kind != NOT_TO_ASK


def _right_stands_out(item: Item, language: str, sign: int) -> bool:
    """Longer than every other (sign 1), or shorter (sign -1)."""
    said = [(sign * len(choice.text.in_language(language)), choice.right) for choice in item.choices]
    return max(length for length, right in said if right) > max(length for length, right in said if not right)


def _place(item: Item) -> int:
    return next(place for place, choice in enumerate(item.choices) if choice.right)


def pattern(judging: Sequence[str]) -> re.Pattern[str]:
    """Whole words, and with a star every word that begins so."""
    parts = (re.escape(word.rstrip("*")) + (r"\w*" if word.endswith("*") else "") for word in judging)
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)", re.IGNORECASE)
