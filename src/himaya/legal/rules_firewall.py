"""The purpose firewall: what people told to be helped never serves to remove or prosecute them. Pure.

Source: do-no-harm 4; domain/first-line.md, `exposes`. Law 27-14 art. 448-14 (its number is marked G) says that a victim
does not answer for what they were made to do; the rule here does not wait for the decision that somebody is one.
"""

from collections.abc import Iterable, Mapping

# What an authority or a receiver wants something for.
PROTECT, PROCEED, PROSECUTE_PERSON, REMOVE_PERSON = "protect", "proceed", "prosecute_person", "remove_person"
RESEARCH, UNSAID = "research", "unsaid"
AIMS = (PROTECT, PROCEED, PROSECUTE_PERSON, REMOVE_PERSON, RESEARCH, UNSAID)
NEVER = frozenset({PROSECUTE_PERSON, REMOVE_PERSON})
# A file of records, once it has left, is read by whoever holds it: it goes to those who help, for nothing else.
EXPORTS = frozenset({PROTECT})


def serves(aim: str) -> bool:
    """False for an aim that nothing of ours may serve; an aim that nobody knows is one of them."""
    return aim in AIMS and aim not in NEVER


def letting_through(answers: Mapping[str, str], exposes: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """The answers, by the name of their question, that may leave; a question nobody classified stays here.

    Whatever the aim: it is what somebody says, and once an answer has left, whoever holds it reads it.
    """
    return {name: said for name, said in answers.items() if name in exposes and not tuple(exposes[name])}


def serves_export(aim: str) -> bool:
    """True for an aim for which a file of records may leave. All others have a way of their own, or none."""
    return serves(aim) and aim in EXPORTS


def harmless(exposes: Iterable[Mapping[str, Iterable[str]]]) -> frozenset[str]:
    """The questions that no version of a form marks as exposing: the only ones whose answers may leave.

    `exposes` is one mapping per version, question to the offences that an answer could describe.
    """
    versions = [{name: tuple(marks) for name, marks in one.items()} for one in exposes]
    known = {name for one in versions for name in one}
    return frozenset(name for name in known if not any(one.get(name) for one in versions))
