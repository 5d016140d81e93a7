"""content/decisions.yaml, read strictly: the elements of a sheet, the kinds of acts of a note, the texts it names."""

from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings

from himaya.institutions import content
from himaya.institutions.content_reader import content_root, read_file
from himaya.institutions.content_rows import LocalText
from himaya.interviews import content as interviews
from himaya.kernel.models import Stamp
from himaya.legal import library, queries_library
from himaya.legal.library import Article

FILE = "decisions.yaml"
LISTS = ("acts", "means", "effects", "covered")
PURPOSES = "purposes"
ABROAD = "international"


@dataclass(frozen=True, slots=True)
class Words:
    """Each list by its code: the name of every element. `note_rows`: the texts that a note names.

    `exposes`: what a line with a code, or a text of the sheet, could expose the person to, as interviews name it.
    `goes_with`: the purposes beside which a text could expose them to an offence of which no line is warned.
    """

    lists: dict[str, dict[str, LocalText]]
    note_rows: tuple[str, ...]
    exposes: dict[str, tuple[str, ...]]
    goes_with: dict[str, tuple[str, ...]]

    def leads_to(self) -> dict[str, tuple[str, ...]]:
        """By code or text what it could expose to, with the offences that only go with a purpose."""
        found = dict(self.exposes)
        for offence, codes in self.goes_with.items():
            found |= {code: (*found.get(code, ()), offence) for code in codes}
        return found


def load() -> Words:
    """The file as it stands. Raises ContentError."""
    top = read_file(content_root() / FILE)
    lists = {name: {row.text("id"): row.local("names") for row in top.rows(name)} for name in LISTS}
    lists[PURPOSES] = {code: form.names for code, form in library.forms().forms.items()}
    unknown = [one for one in top.words("note_rows") if one not in library.of_content()]
    if unknown:
        raise top.gap(f"note_rows names {', '.join(unknown)}, which no legal library has")
    if drafts := [one for one in top.words("note_rows") if library.of_content()[one].row.draft]:
        raise top.gap(f"note_rows names {', '.join(drafts)}: a draft (D) is not in force")
    exposes = {row.text("id"): row.words("offences") for row in top.rows("exposes")}
    forms = set(lists[PURPOSES])
    known = {one.id for one in interviews.words().exposed}
    if strange := sorted({one for offences in exposes.values() for one in offences} - known):
        raise top.gap(f"exposes names {', '.join(strange)}, which interviews.yaml has no word for")
    goes_with = {row.text("id"): row.words("purposes") for row in top.rows("goes_with")}
    if strange := sorted((set(goes_with) - known) | {one for codes in goes_with.values() for one in codes} - forms):
        raise top.gap(f"goes_with names {', '.join(strange)}, which is no offence of interviews.yaml or no purpose")
    return Words(lists, top.words("note_rows"), exposes, goes_with)


@lru_cache(maxsize=1)
def words() -> Words:
    """The same, read once."""
    return load()


def laws() -> dict[str, Article]:
    """The rows of the libraries of this nation, which its register can name; an invented nation may have none. No bill
    is among them."""
    pack = Stamp.objects.filter(pk=1).values_list("pack", flat=True).first() or ""
    named = _libraries(pack)
    if not named and not settings.DEMO:
        return {}
    found = {code: row for code, row in queries_library.articles().items() if not row.row.draft}
    return {code: row for code, row in found.items() if not named or row.library in named}


def is_abroad(row: str) -> bool:
    """True for a row of a text among States: it binds the nation and says which of its bodies decides to nobody."""
    found = library.of_content().get(row)
    return found is not None and found.library == ABROAD


def is_draft(row: str) -> bool:
    """True for a row that is a bill by now: not in force."""
    found = library.of_content().get(row)
    return found is not None and found.row.draft


def note_rows() -> list[Article]:
    """The texts that a note names, as they stand today."""
    known = queries_library.articles()
    return [known[code] for code in words().note_rows]


@lru_cache(maxsize=4)
def _libraries(pack: str) -> tuple[str, ...]:
    return content.load_pack(pack).legal_library if pack else ()
