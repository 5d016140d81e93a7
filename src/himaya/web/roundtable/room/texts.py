"""Reading long texts of the room as they were typed: nothing is cut, the verb says when one is too long."""

from himaya.kernel import languages
from himaya.web.roundtable.tables.reading import Form


def long_text(form: Form, name: str) -> str:
    """A text of any length, its line ends as the store keeps them."""
    found = form.post.get(name, "").replace("\r\n", "\n")
    form.typed[name] = found
    return found


def long_texts(form: Form, name: str) -> dict[str, str]:
    """The same text in each language that the page asked for."""
    return {code: long_text(form, f"{name}_{code}") for code in languages.CODES if f"{name}_{code}" in form.post}
