"""What makes one translated message wrong. Pure: a message and a language in, sentences out.

Typography follows the house's style: French as the Imprimerie nationale spaces it, Arabic in the Moroccan
administrative register.
"""

import re

from babel.messages.catalog import Message

PLURALS = {
    "fr": "nplurals=2; plural=(n > 1);",
    "ar": "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : "
    "n%100>=11 && n%100<=99 ? 4 : 5;",
}
FORMS = {"fr": 2, "ar": 6}

# Words that are the same in French and English. Arabic shares none.
SAME_IN_FRENCH = frozenset(
    {"himaya", "session", "sessions", "action", "actions", "service", "services", "type", "format", "code", "pdf"}
    | {"document", "documents", "note", "notes", "date", "dates", "question", "questions", "page", "pages", "total"}
    | {"source", "sources", "version", "versions", "nation", "options", "police", "justice", "migration", "article"}
    | {"protection", "mission", "contact", "information", "administration", "description", "association", "clause"}
    | {"articles", "gendarmerie", "signature", "totp", "transport", "situation", "age", "instruction"}
    | {"institution", "institutions", "minute", "minutes", "point", "points", "table", "tables", "min", "h"}
)

# French says none in the singular: "Une orientation" would stand above nothing. These are never said of nothing.
NEVER_OF_NOTHING = frozenset(
    {
        "Something came of %(named)s since: it was edited, addressed or worked on. This list stays in the register.",
        "Asked for. The data protection officer decides on the erasure of this file.",
        "The only institution at the table has its titular",
        "the clause",
    }
)

PLACEHOLDER = re.compile(r"%\(\w+\)[#0 +-]*\d*(?:\.\d+)?[a-zA-Z]|%[sdif]|\{\w*\}")
TAG = re.compile(r"<(/?)([a-z0-9]+)([^>]*)>")
ENTITY = re.compile(r"&#?\w+;")
VOID = frozenset({"br", "img", "hr", "wbr"})

FRENCH = [
    (re.compile(r"'"), "straight apostrophe, write ’"),
    (re.compile(r"(?<!\u202f)[;?](?=\s|$|»)"), "U+202F goes before ; and ?"),
    (re.compile(r"(?<!\u00a0):(?=\s|$)"), "U+00A0 goes before :"),
    (re.compile(r"«(?!\u00a0)|(?<!\u00a0)»"), "U+00A0 goes inside « »"),
    (re.compile(r"(?<!\u00a0)%"), "U+00A0 goes before %"),
    (re.compile(r"\w·\w"), "no point médian: screen readers stumble"),
    (re.compile(r"(?<![\w’])(?:A|E)(?=(?:tat|valuation|coute|quipe| vérifier| traiter)\b)"), "accent on the capital"),
]
ARABIC = [
    (re.compile(r"[,;?]"), "Latin punctuation, write ، ؛ ؟"),
    (re.compile(r"\s[،؛؟:.]"), "no space before punctuation"),
    (re.compile(r"«\s|\s»"), "no space inside « »"),
    (re.compile("\u0640"), "no tatweel"),
    (re.compile(r"[٠-٩۰-۹]"), "digits are 0-9"),
    (re.compile(r"[\u064b-\u0652][^\s]*[\u064b-\u0652]"), "one vowel mark a word at most, and only against misreading"),
]
BOTH = [
    (re.compile(r"!"), "no exclamation mark"),
    (re.compile(r"\.\.\."), "write …"),
    (re.compile(r"^\s|\s$"), "space at an end"),
]


def _arabic_word(*stems: str) -> re.Pattern[str]:
    return re.compile(r"(?<![ء-ي])[وف]?[بكل]?(?:ال)?(?:" + "|".join(stems) + r")(?![ء-ي])")


AVOID = {
    "fr": [
        (re.compile(r"\b(?:clandestin|prostituée|interrogatoire|expulsion|exploitant)e?s?\b", re.I), "a word to avoid"),
        (re.compile(r"\bpetites? bonnes?\b|\bprétend\w*|\bhandicapée?s?\b|\bbris de glace\b", re.I), "a word to avoid"),
        (re.compile(r"\bindices?\b", re.I), "“indice” is evidence: write indicateur or signe"),
        (
            re.compile(r"(?<!mécanisme national de )(?<!mécanismes nationaux de )\brenvois?\b", re.I),
            "write orientation",
        ),
    ],
    "ar": [
        (_arabic_word("تدريب", "توعية", "بيانات", "متابعة"), "not the Moroccan word"),
        (_arabic_word("خادمة", "استجواب", "ترحيل", "معاق", "مومس", "إحالات مرفوضة", "كسر الزجاج"), "a word to avoid"),
        (
            _arabic_word("احفظ", "احفظي", "أرسل", "اضغط", "انقر", "اختر", "أدخل"),
            "verbal noun on buttons, المرجو in sentences",
        ),
    ],
}


def tidy_french(string: str) -> str:
    """The spaces that nobody can type: an ordinary space in these places becomes the right one."""
    string = re.sub(r" (?=[;?](?:\s|$|<))", "\u202f", string)
    string = re.sub(r" (?=(?::(?:\s|$|<))|»|%%)", "\u00a0", string)
    return re.sub(r"« ", "«\u00a0", string)


def strings_of(message: Message) -> list[str]:
    """All translated forms; an untranslated message gives empty strings."""
    strings = message.string if isinstance(message.string, (list, tuple)) else [message.string]
    return [str(string or "") for string in strings]


def defects(message: Message, language: str) -> list[str]:
    """Every defect of one message, in words."""
    plural = isinstance(message.id, (list, tuple))
    ids = [str(part) for part in (message.id if plural else [message.id])]
    strings = strings_of(message)
    if message.fuzzy:
        return ["fuzzy"]
    if plural and len(strings) != FORMS[language]:
        return [f"{len(strings)} plural forms, {FORMS[language]} expected"]
    if not all(strings):
        return ["not translated"]
    found = []
    if plural and language == "fr" and ids[0] not in NEVER_OF_NOTHING:
        lost = set(PLACEHOLDER.findall(strings[1])) - set(PLACEHOLDER.findall(strings[0]))
        found += [f"the singular, which French says of none too, lacks {one}" for one in sorted(lost)]
    for string in strings:
        found += _wording(string, language)
        found += _structure(ids, string, plural=plural)
        if _copied(ids, string, language):
            found.append("copied from English")
    return list(dict.fromkeys(found))


def quotes_no_label(message: Message, labels: dict[str, set[str]], beginnings: set[str]) -> list[str]:
    """Labels that the English quotes and the translation does not: a reader looks for a button that is not there.

    `labels` has the translations of each English label, `beginnings` what any translation begins with. A quoted word
    of one short word ("no") is speech.
    """
    if isinstance(message.id, (list, tuple)):
        return []
    theirs = {plain(one) for one in re.findall("«([^»]+)»", str(message.string))}
    return [
        f"quotes “{one}” and no label of that name"
        for one in re.findall("“([^”]+)”", message.id)
        if len(one) > 3 and one in labels and not theirs & labels[one] and not theirs & beginnings
    ]


def plain(string: str) -> str:
    """A label as it is compared: ordinary spaces, small letters."""
    return re.sub(r"\s+", " ", string).strip().casefold()


def _copied(ids: list[str], string: str, language: str) -> bool:
    words = re.findall(r"[A-Za-z]{2,}", PLACEHOLDER.sub("", TAG.sub("", string)))
    if string not in ids or not words:
        return False
    return not (language == "fr" and all(word.lower() in SAME_IN_FRENCH for word in words))


def _structure(ids: list[str], string: str, *, plural: bool) -> list[str]:
    """Placeholders and tags. A plural form may leave its number out (Arabic: “one file”), never invent one."""
    found = []
    theirs = set(PLACEHOLDER.findall(" ".join(ids)))
    ours = set(PLACEHOLDER.findall(string))
    if ours - theirs:
        found.append(f"placeholder not in English: {', '.join(sorted(ours - theirs))}")
    if theirs - ours and not (plural and len(theirs - ours) == 1):
        found.append(f"placeholder lost: {', '.join(sorted(theirs - ours))}")
    allowed = {name for _, name, _ in TAG.findall(" ".join(ids))} | {"bdi"}
    used = TAG.findall(string)
    if extra := {name for _, name, _ in used} - allowed:
        found.append(f"tag not in English: {', '.join(sorted(extra))}")
    opened = [name for close, name, _ in used if not close and name not in VOID]
    closed = [name for close, name, _ in used if close]
    if sorted(opened) != sorted(closed):
        found.append("tag opened and not closed, or the reverse")
    if any(name == "bdi" and not close and 'dir="ltr"' not in rest for close, name, rest in used):
        found.append('write <bdi dir="ltr">')
    return found


def _wording(string: str, language: str) -> list[str]:
    """Typography and words, on the text alone."""
    text = ENTITY.sub("x", string)
    if language == "ar":
        # What stands in a bdi is Latin on purpose.
        text = re.sub(r"<bdi[^>]*>.*?</bdi>", "x", text)
    text = PLACEHOLDER.sub("x", TAG.sub("", text)).replace("%%", "%")
    rules = BOTH + (FRENCH if language == "fr" else ARABIC) + AVOID[language]
    return [sentence for pattern, sentence in rules if pattern.search(text)]
