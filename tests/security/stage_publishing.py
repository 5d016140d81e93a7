"""What is public behind the matrix: recommendations that can be taken back."""

from himaya.coordination import publishing
from himaya.kernel import clock
from himaya.publications.models import Bundle


def set_up() -> dict[str, str]:
    """A published list of no recommendation. It has no address of its own."""
    body = {"as_of": clock.today().isoformat(), "counts": {"all": 0}, "recommendations": []}
    Bundle.objects.create(kind=publishing.KIND, body=body, made_on=clock.today())
    return {}
