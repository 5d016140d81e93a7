"""Who is worried: the professions of the first line, and which form each of them fills in."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from himaya.kernel.errors import NotFound
from himaya.web.frontline.sheet import CHILD, PERSON, SITE


@dataclass(frozen=True, slots=True)
class Kind:
    """A profession: its place in URLs, its name, and one line that helps to recognise oneself."""

    slug: str
    name: str | Promise
    who: str | Promise
    sites: bool = False

    def abouts(self) -> tuple[str, ...]:
        """What this profession may fill a sheet in about, the usual one first."""
        return (PERSON, CHILD, SITE) if self.sites else (PERSON, CHILD)

    def instrument(self, about: str) -> str:
        """The name of the form."""
        return {CHILD: "first-line-child", SITE: f"first-line-{self.slug}-site"}.get(about, f"first-line-{self.slug}")


KINDS = {
    kind.slug: kind
    for kind in (
        Kind("police", _("Police or gendarmerie"), _("A control, a complaint, an intervention")),
        Kind("labour", _("Labour inspection"), _("A visit to a workplace, a dispute at work"), sites=True),
        Kind("health", _("Health"), _("A consultation, an emergency, a maternity ward")),
        Kind("social", _("Social services"), _("A drop-in, a home visit, a school")),
        Kind("border", _("Border"), _("A passage, an arrival, a transit area")),
        Kind("ngo", _("Association"), _("An outreach round, a drop-in, a shelter")),
    )
}


def kind_of(slug: str) -> Kind:
    """The profession with this slug. Raises NotFound."""
    try:
        return KINDS[slug]
    except KeyError as gap:
        raise NotFound(_("There is no such page. Choose your profession on the first page.")) from gap
