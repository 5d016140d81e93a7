"""What was typed into the forms of this desk: it stays on the page, and each field has its place there."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from himaya.kernel.errors import NotValid
from himaya.web import forms


class Typed(forms.Typed):
    """A posted form with days that must be there."""

    def needed_day(self, name: str) -> date:
        """A day that must be there. Raises NotValid for none, and for what is none."""
        found = self.day(name)
        if found is None:
            raise NotValid(_("Choose the day, the month and the year."), code=name)
        return found
