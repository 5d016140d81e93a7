"""What each way of reaching somebody is called, for every page and paper of a desk."""

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from himaya.persons import reached

WAYS: dict[str, Promise] = {
    reached.PHONE: pgettext_lazy("how a person is reached", "By telephone"),
    reached.MESSAGE: pgettext_lazy("how a person is reached", "By message only: never call"),
    reached.PERSON: pgettext_lazy("how a person is reached", "Through a trusted person"),
    reached.IN_PERSON: pgettext_lazy("how a person is reached", "In person"),
    reached.PLACE: pgettext_lazy("how a person is reached", "At a place"),
    reached.CALLS_US: pgettext_lazy("how a person is reached", "The person calls: nobody calls or writes to them"),
    reached.NEVER: pgettext_lazy("how a person is reached", "Never contact: the person calls or comes"),
}
