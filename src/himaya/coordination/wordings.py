"""Sentences in the three languages at once, for what is printed in a language other than the page's."""

from collections.abc import Callable, Iterable, Mapping

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from himaya.institutions.models import Institution
from himaya.kernel import languages


def in_three(make: Callable[[], str]) -> dict[str, str]:
    """What `make` says in each language; it asks gettext and the names of things itself."""
    found = {}
    for code in languages.CODES:
        with translation.override(code):
            found[code] = make()
    return found


def names_of(institution: Institution) -> dict[str, str]:
    """The name of an institution by language."""
    return {"fr": institution.name_fr, "ar": institution.name_ar, "en": institution.name_en}


def written(texts: Mapping[str, str]) -> str:
    """A text in the page's language, or in one in which it was written."""
    return texts.get(languages.current(), "") or next((text for text in texts.values() if text), "")


def listed(names: Iterable[str]) -> str:
    """Several names one after the other."""
    return ("، " if languages.current() == "ar" else ", ").join(names)


def duration(hours: int) -> str:
    """A time in hours, or in whole days from two days on."""
    days, rest = divmod(hours, 24)
    if days > 1 and not rest:
        return ngettext("%(n)d day", "%(n)d days", days) % {"n": days}
    return ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours}


def beside(name: str, said: str) -> str:
    """An institution and what it says, in a list."""
    return _("%(name)s (%(said)s)") % {"name": name, "said": said}
