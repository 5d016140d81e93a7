"""Rights and where to complain: every recording has one code, and a paper in a pocket says nothing by its words."""

from collections.abc import Iterable, Iterator

from himaya.disclosures.complaints import FILE as COMPLAINTS
from himaya.disclosures.complaints import Channel
from himaya.institutions.content_rows import LocalText
from himaya.ops.content_rules.gap import Gap
from himaya.rights.content import FILE, Catalogue

# Do-no-harm, Words and 11: what somebody else finds must not say why the person has it.
TELLING = {
    "fr": ("traite", "victime", "exploit"),
    "ar": ("اتجار", "ضحية", "ضحايا", "استغلال", "مستغل"),
    "en": ("traffick", "victim", "exploit"),
}


def rights_gaps(known: Catalogue, pack: str = "") -> Iterator[Gap]:
    """Codes of recordings that stand twice, and words that tell."""
    file = f"packs/{pack}/{FILE}" if pack else FILE
    seen: set[str] = set()
    for row in known.rights.values():
        if row.audio in seen:
            yield Gap(file, row.id, "", f"the recording {row.audio} stands twice")
        seen.add(row.audio)
        yield from telling(file, row.id, row.names, row.plain)


def complaint_gaps(channels: Iterable[Channel], pack: str = "") -> Iterator[Gap]:
    """The same for where to complain."""
    file = f"packs/{pack}/{COMPLAINTS}" if pack else COMPLAINTS
    for row in channels:
        yield from telling(file, row.id, row.names, row.how)


def telling(file: str, name: str, *texts: LocalText) -> Iterator[Gap]:
    """A gap for each word in these texts that tells why somebody has the paper."""
    for text in texts:
        for language, words in TELLING.items():
            said = text.in_language(language).lower()
            for word in words:
                if word in said:
                    yield Gap(file, name, language, f"“{word}” stands on a paper that the person keeps")
