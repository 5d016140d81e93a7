"""What a mail that reminds an institution says, in the language that is on: a word is awaited, and where to give it."""

from django.utils.translation import gettext as _


def subject() -> str:
    """Neutral on the screen of a telephone that somebody else holds."""
    return _("A word from your institution is awaited")


def body(address: str, *, by_link: bool) -> str:
    """The lines of the mail. What the word is about stands behind the address, never here."""
    lines = [_("The secretariat of the round tables is waiting for a word from your institution.")]
    if by_link:
        lines.append(_("You can give it here, without an account. The link is for you alone:"))
    else:
        lines.append(_("You can give it here, after signing in:"))
    lines += [address, _("A reply to the secretariat by mail or by letter counts just as much.")]
    return "\n".join(lines)
