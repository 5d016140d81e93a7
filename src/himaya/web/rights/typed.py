"""What was typed into the forms of this desk: it stays on the page, and each field has its place there."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from himaya.kernel.errors import NotValid
from himaya.web import forms


class Typed(forms.Typed):
    """A posted form with days in it."""

    def day(self, name: str) -> date | None:
        """A day, or None where nothing was typed. Raises NotValid for what is no day."""
        typed = self.text(name)
        if not typed:
            return None
        try:
            return date.fromisoformat(typed)
        except ValueError:
            raise NotValid(_("Choose the day, the month and the year."), code=name) from None

    def needed_day(self, name: str) -> date:
        """The same, which must be there."""
        found = self.day(name)
        if found is None:
            raise NotValid(_("Choose the day, the month and the year."), code=name)
        return found
