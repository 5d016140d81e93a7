"""English as domain/style.md wants it: British spelling and the words that harm."""

import re
from collections.abc import Iterator

_AVOID = {
    r"illegal (?:migrants?|immigrants?|aliens?|workers?|persons?|people)": "irregular",
    r"prostitutes?": "exploited person",
    r"sex trafficking": "trafficking in persons for sexual exploitation",
    r"maids?": "domestic worker",
    r"non-victims?": "not established at this stage",
    r"break.glass": "emergency access",
    r"interrogat\w+": "interview",
    r"credib\w+|claims to|liar|lying": "says",
    r"(?<!same-)sex": "woman, man or not stated",
    r"labor|organiz(?:ed|ing) by|behavior|center|color|authoriz\w+": "the British spelling",
}
# Titles of treaties and bodies keep the spelling their authors chose.
_TITLES = re.compile(r"Transnational Organized Crime|International Labor\b")
_AVOIDED = [(re.compile(rf"(?<!\w)(?:{word})(?![\w-])", re.IGNORECASE), use) for word, use in _AVOID.items()]


def english_faults(text: str) -> Iterator[str]:
    """One sentence per fault; none for an empty text."""
    bare = _TITLES.sub("", text)
    for word, use in _AVOIDED:
        if found := word.search(bare):
            yield f"“{found[0]}” is on the list of words to avoid; write: {use}"
    if re.search(r"[\u0600-\u06ff]", bare):
        yield "Arabic letters in an English text"
