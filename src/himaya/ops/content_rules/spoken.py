"""What is spoken in Darija: to one person, and in one spelling.

Spoken Darija has no plural of politeness: "you" in the plural is heard as "all of you", in front of an escort or a
child too. Where the feminine differs it follows in brackets. The Latin spelling writes ق as q, never as 9
(g where it is said so: gul). The forms of `instruments/` have their own linter.
"""

import re
from collections.abc import Iterator

from himaya.ops.content_rules.gap import Gap

_KEYS = ("darija", "child_darija")
_LETTERS = "ء-ي"
# "Your", "to you"; "you can", "do you go"; "you said": the second person plural, by its endings.
_PLURAL = {
    "ar": re.compile(
        rf"(?<![{_LETTERS}])(?:[{_LETTERS}]+كم|ك?ت[{_LETTERS}]{{2,}}و|(?!ي)[{_LETTERS}]{{2,}}تو|نتوما)(?![{_LETTERS}])"
    ),
    "latin": re.compile(r"(?<![\w’])(?:\w+kum|(?:ka)?t\w{2,}u|(?![yn])\w{2,}tu|ntuma)(?![\w’])", re.IGNORECASE),
}


def spoken_gaps(file: str, document: object, row: str = "") -> Iterator[Gap]:
    """A plural where one person is spoken to, and a 9 for ق. Nothing for the forms of `instruments/`."""
    if file.startswith("instruments/"):
        return
    if isinstance(document, list):
        for place, item in enumerate(document):
            name = str(item["id"]) if isinstance(item, dict) and "id" in item else f"{row}[{place}]"
            yield from spoken_gaps(file, item, name)
    elif isinstance(document, dict):
        for key, value in document.items():
            if key in _KEYS and isinstance(value, dict):
                yield from _faults(file, row, {script: str(value.get(script, "")) for script in _PLURAL})
            else:
                yield from spoken_gaps(file, value, f"{row}.{key}" if row else str(key))


def _faults(file: str, row: str, said: dict[str, str]) -> Iterator[Gap]:
    for script, pattern in _PLURAL.items():
        if found := pattern.search(said[script]):
            yield Gap(
                file, row, "ary", f"“{found[0]}” speaks to several people: write to one, the feminine in brackets"
            )
    if re.search(r"[^\W\d_]9|9[^\W\d_]", said["latin"]):
        yield Gap(file, row, "ary", "a 9 in the Latin spelling: write q for ق")
