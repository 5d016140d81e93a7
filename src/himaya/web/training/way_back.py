"""Which practice case somebody plays: said by the button that seats them, kept in their session, shown as a link."""

from django.http import HttpRequest

from himaya.training.practice_cases import practice_cases

FIELD = PLAYED = "practice_case"


def note(request: HttpRequest) -> None:
    """Keep the case that the form of the demo desk came from, if it came from one."""
    name = request.POST.get(FIELD, "")
    if name in practice_cases():
        request.session[PLAYED] = name


def played(request: HttpRequest) -> str:
    """The case that is played in this session; only the bar of an exercise leads back to it."""
    return str(getattr(request, "session", {}).get(PLAYED, ""))
