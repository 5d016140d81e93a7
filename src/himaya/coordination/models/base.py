"""What the nouns of this room share: a random id, texts in two or three languages."""

from django.db import models

from himaya.kernel import languages
from himaya.kernel.columns import CONTENT, Clear
from himaya.kernel.ids import new_id

SAID = Clear("what an institution says at the table, for all who sit there and for the minutes")
CHECKED = Clear(
    "what an institution says of practice, needs or questions; refused when it looks like data of one person"
)
OUTSIDE = Clear("an institution or body outside the list, by its name; refused when it looks like data of one person")
TITLE = Clear("what something of the round tables or of a programme is called, for all who work on it")


class Row(models.Model):
    """A row with a random id: an ordered one would tell how many there are."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)

    class Meta:
        abstract = True


class Titled(Row):
    """Something with a title in three languages, at least one of them filled."""

    title_fr = TITLE(models.CharField(max_length=240, blank=True))
    title_ar = TITLE(models.CharField(max_length=240, blank=True))
    title_en = TITLE(models.CharField(max_length=240, blank=True))

    class Meta:
        abstract = True

    @property
    def titles(self) -> dict[str, str]:
        """The title by language; empty where it has not been written."""
        return {"fr": self.title_fr, "ar": self.title_ar, "en": self.title_en}

    @property
    def title(self) -> str:
        """The title in the page's language, or in a language that it has."""
        return languages.pick(self.titles) or self.title_fr or self.title_ar or self.title_en


class Sourced(models.Model):
    """History that was entered from a source and not held here: its source and its confidence mark."""

    source = CONTENT(models.CharField(max_length=200, blank=True))
    mark = CONTENT(models.CharField(max_length=2, blank=True))

    class Meta:
        abstract = True
