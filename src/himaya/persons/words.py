"""What each way of reaching somebody is called, for every page and paper of a desk."""

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from himaya.persons import ways

WAYS: dict[str, Promise] = {
    ways.PHONE: pgettext_lazy("how a person is reached", "By telephone"),
    ways.MESSAGE: pgettext_lazy("how a person is reached", "By message only: never call"),
    ways.PERSON: pgettext_lazy("how a person is reached", "Through a trusted person"),
    ways.IN_PERSON: pgettext_lazy("how a person is reached", "In person"),
    ways.PLACE: pgettext_lazy("how a person is reached", "At a place"),
    ways.CALLS_US: pgettext_lazy("how a person is reached", "The person calls: nobody calls or writes to them"),
    ways.NEVER: pgettext_lazy("how a person is reached", "Never contact: the person calls or comes"),
}
