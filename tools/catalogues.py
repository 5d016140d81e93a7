"""The words on screen: one catalogue per room and language, `locale/<room>/{fr,ar}/LC_MESSAGES/django.po`.

    catalogues.py extract [ROOM…]   bring the .po files up to date with the words in the code
    catalogues.py compile           .po -> .mo, only what changed; needs no gettext tools
    catalogues.py check [ROOM…]     every defect, one a line; exit 1 if there is any

English is the source language, so it has no catalogue.
"""

import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po, write_po
from catalogue_rules import PLURALS, defects, plain, quotes_no_label, strings_of, tidy_french
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "himaya"
LOCALE = ROOT / "locale"
LANGUAGES = ("fr", "ar")
# Rooms whose words live elsewhere than in the folder of the same name. Desks have catalogues of their own.
DESKS = (
    "frontline",
    "casework",
    "secretariat",
    "monitoring",
    "oversight",
    "legal",
    "reference",
    "account",
    "roundtable",
    "changes",
    "why",
    "guided",
    "reply",
    "staff",
    "services",
    "plans",
    "rights",
    "conferences",
    "tasks",
    "partner",
    "interviews",
    "reasonings",
    "determinations",
    "attestations",
    "relations",
    "duplicates",
    "enquiries",
    "risks",
    "safety",
    "health",
    "crisis",
    "exchange",
    "packets",
    "returns",
    "staff_care",
    "training",
    "estimates",
    "yearbook",
)
# Subjects of the round tables that are large enough for a catalogue of their own.
SUBJECTS = (
    "texts", "consulting", "releases", "signals", "recommendations", "progress", "gathering", "followup", "pictures",
    "publishing", "reports",
)  # fmt: skip
ADOPTED = {"adapters": "kernel"}
CALLS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
Key = tuple[str, str | None]


def room_of(file: Path) -> str:
    """The catalogue that a source file's words belong to."""
    parts = file.relative_to(SOURCE).parts
    if parts[0] == "web":
        return next((part for part in reversed(parts[1:-1]) if part in (*DESKS, *SUBJECTS)), "web")
    return ADOPTED.get(parts[0], parts[0])


def sources() -> dict[str, list[Path]]:
    """Every file that may hold words, by room."""
    found: dict[str, list[Path]] = {}
    for file in sorted(SOURCE.rglob("*")):
        if file.suffix in (".py", ".html", ".txt") and len(file.relative_to(SOURCE).parts) > 1:
            found.setdefault(room_of(file), []).append(file)
    return found


def as_python(file: Path) -> bytes:
    """The file as something the Python extractor reads. Templates come indented at random: margins go."""
    text = file.read_text(encoding="utf-8")
    if file.suffix != ".py":
        text = "\n".join(line.lstrip() for line in templatize(text, origin=str(file)).splitlines())
    return text.encode()


def words_in(room: str, files: list[Path]) -> Catalog:
    """All msgids of one room, without translations."""
    catalog = Catalog(domain="django", fuzzy=False)
    for file in files:
        place = str(file.relative_to(ROOT))
        for _line, call, messages, _notes in extract_python(BytesIO(as_python(file)), CALLS, [], {"encoding": "utf-8"}):
            found = _msgid(str(call), messages)
            if found is not None:
                msgid, context = found
                catalog.add(msgid, context=context, locations=[(place, 0)])
    return catalog


def _msgid(call: str, arguments: object) -> tuple[str | tuple[str, str], str | None] | None:
    """The msgid and context that a call names, or nothing when an argument is not a literal."""
    given = arguments if isinstance(arguments, (list, tuple)) else [arguments]
    values = [value for value in given if isinstance(value, str) and value]
    context = values.pop(0) if "pgettext" in call and values else None
    if "ngettext" in call or "npgettext" in call:
        return ((values[0], values[1]), context) if len(values) > 1 else None
    return (values[0], context) if values else None


def path_of(room: str, language: str) -> Path:
    return LOCALE / room / language / "LC_MESSAGES" / "django.po"


def read(file: Path, language: str) -> Catalog:
    """A catalogue from disk; empty when there is none. A file that cannot be read stops with its name."""
    if not file.is_file():
        return Catalog(locale=language, domain="django", fuzzy=False)
    try:
        with file.open("rb") as stream:
            return read_po(stream, locale=language, domain="django", abort_invalid=True)
    except (PoFileError, UnicodeDecodeError, ValueError) as problem:
        sys.exit(f"{file.relative_to(ROOT)}: cannot be read: {problem}")


def entries(catalog: Catalog) -> Iterator[Message]:
    """Every message but the header."""
    return (message for message in catalog if message.id)


def key(message: Message) -> Key:
    msgid = message.id[0] if isinstance(message.id, (list, tuple)) else message.id
    return str(msgid), message.context


def extract(chosen: list[str]) -> int:
    """New words enter untranslated, or with the translation another room already gave them. French gets its spaces."""
    rooms = {room: words_in(room, files) for room, files in sources().items()}
    known: dict[tuple[str, Key], Message] = {}
    for room in rooms:
        for language in LANGUAGES:
            for message in entries(read(path_of(room, language), language)):
                if message.string and not message.fuzzy:
                    known.setdefault((language, key(message)), message)
    for room, words in rooms.items():
        if chosen and room not in chosen:
            continue
        for language in LANGUAGES:
            _bring_up_to_date(path_of(room, language), language, words, known)
    return 0


def _bring_up_to_date(file: Path, language: str, words: Catalog, known: dict[tuple[str, Key], Message]) -> None:
    if not len(words) and not file.is_file():
        return
    old = {key(m): m for m in [*read(file, language).obsolete.values(), *entries(read(file, language))]}
    new = Catalog(locale=language, domain="django", fuzzy=False, header_comment="#")
    for message in sorted(entries(words), key=lambda m: (str(key(m)[0]), m.context or "")):
        before = old.pop(key(message), None)
        if before is None or not any(strings_of(before)):
            before = known.get((language, key(message)))
        string = before.string if before is not None and type(before.id) is type(message.id) else None
        if language == "fr" and string:
            string = tidy_french(string) if isinstance(string, str) else tuple(map(tidy_french, string))
        new.add(message.id, string, context=message.context, locations=message.locations)
    for message in old.values():
        if any(strings_of(message)):
            new.obsolete[key(message)[0]] = message
    file.parent.mkdir(parents=True, exist_ok=True)
    content = BytesIO()
    write_po(content, new, width=110, include_lineno=False, sort_output=False)
    body = content.getvalue().split(b'\nmsgid ""\n', 1)[-1].split(b"\n\n", 1)
    text = _header(language) + (b"\n" + body[1] if len(body) > 1 else b"")
    if not file.is_file() or file.read_bytes() != text:
        file.write_bytes(text)


def _header(language: str) -> bytes:
    # Nothing with a date or a name: it would change with every run.
    lines = [
        f"Language: {language}",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=UTF-8",
        "Content-Transfer-Encoding: 8bit",
        f"Plural-Forms: {PLURALS[language]}",
    ]
    return ('msgid ""\nmsgstr ""\n' + "".join(f'"{line}\\n"\n' for line in lines)).encode()


def compile_() -> int:
    """Writes each .mo that is missing or older than its .po."""
    written = 0
    for po in sorted(LOCALE.glob("*/*/LC_MESSAGES/*.po")):
        mo = po.with_suffix(".mo")
        if mo.is_file() and mo.stat().st_mtime >= po.stat().st_mtime:
            continue
        catalog = read(po, po.parts[-3])
        partial = mo.with_suffix(".partial")
        with partial.open("wb") as stream:
            write_mo(stream, catalog)
        partial.replace(mo)
        written += 1
    if written:
        sys.stdout.write(f"    {written} catalogues compiled\n")
    return 0


def check(chosen: list[str]) -> int:
    """Prints every defect; 1 if there is any."""
    found: list[str] = []
    translations: dict[tuple[str, Key], tuple[str, list[str]]] = {}
    read_so_far: dict[str, dict[str, list[Message]]] = {language: {} for language in LANGUAGES}
    for room, files in sources().items():
        if chosen and room not in chosen:
            continue
        words = {key(message): message for message in entries(words_in(room, files))}
        for language in LANGUAGES:
            file = path_of(room, language)
            if not words and not file.is_file():
                continue
            catalog = read(file, language)
            here = {key(message): message for message in entries(catalog)}
            read_so_far[language][room] = list(here.values())
            where = f"{room}/{language}"
            found += [f"{where}: missing: {k[0]!r}" for k in words if k not in here]
            found += [f"{where}: no longer in the code: {k[0]!r}" for k in here if k not in words]
            found += [f"{where}: obsolete: {k!r}" for k in catalog.obsolete]
            if here and catalog.num_plurals != (6 if language == "ar" else 2):
                found.append(f"{where}: header must say Plural-Forms: {PLURALS[language]}")
            for k, message in here.items():
                found += [f"{where}: {defect}: {k[0]!r}" for defect in defects(message, language)]
                first = translations.setdefault((language, k), (room, strings_of(message)))
                if first[1] != strings_of(message) and any(strings_of(message)):
                    found.append(f"{where}: {k[0]!r} is translated otherwise in {first[0]}")
    if not chosen:
        found += [defect for language in LANGUAGES for defect in _labels_not_there(language, read_so_far[language])]
    sys.stdout.write("".join(f"{line}\n" for line in found))
    return 1 if found else 0


def _labels_not_there(language: str, rooms: dict[str, list[Message]]) -> Iterator[str]:
    """Messages that quote the label of a button, tab or choice which no page shows by that name."""
    labels: dict[str, set[str]] = {}
    for message in (one for messages in rooms.values() for one in messages):
        labels.setdefault(str(message.id), set()).add(plain(str(message.string)))
    shown = {label for several in labels.values() for label in several}
    beginnings = {
        label[:end] for label in shown for end, letter in enumerate(label) if letter in " ,،:" and end > 3
    } | shown
    for room, messages in rooms.items():
        for message in messages:
            for defect in quotes_no_label(message, labels, beginnings):
                yield f"{room}/{language}: {defect}: {message.id!r}"


def main(arguments: list[str]) -> int:
    settings.configure(USE_I18N=True)
    match arguments:
        case ["extract", *rooms]:
            return extract(rooms)
        case ["compile"]:
            return compile_()
        case ["check", *rooms]:
            return check(rooms)
    sys.stderr.write((__doc__ or "") + "\n")
    return 2


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
