"""What somebody types about a conference: long enough, short enough, and without a word that says what she has."""

from himaya.conferences import functional, rules, words
from himaya.kernel.errors import NotValid

SHORTEST = 3


def checked(
    text: str, *, field: str, longest: int = rules.LONGEST_WORDS, needed: bool = True, justice: bool = False
) -> str:
    """The text without blanks around it. Raises NotValid; the code names the field.

    In steps of proceedings an offence has its name; everywhere else health is said in functional terms.
    """
    said = text.strip()
    if needed and len(said) < SHORTEST:
        raise NotValid(words.SAY_IT, code=field)
    if len(said) > longest:
        raise NotValid(words.too_long(longest), code=field)
    found = "" if justice else rules.found_in(said, functional.functional().diagnosis_words)
    if found:
        raise NotValid(words.says_what_they_have(found), code=field)
    return said
