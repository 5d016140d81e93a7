"""What a file holds, in the fields and codes of HTCDS 2.0. Pure: codes and texts in, cells out.

Source: IOM, Human Trafficking Case Data Standard 2.0 (CC BY 4.0), the published form; E.164 for telephones. What is
not held stays empty, and nothing is made up: no name is divided, no day of birth completed, no country code added.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

HELD, TAKEN, ABSENT, NEVER = "held", "taken", "absent", "never"
KEEPS = (HELD, TAKEN, ABSENT, NEVER)
SCHEME = "htcds"
CONSENT, NAME, SECOND_NAME, BIRTH, GENDER = (
    "con_Consent", "prs_First_Name", "prs_Second_Name", "prs_Birthdate", "prs_Gender",
)  # fmt: skip
PHONE, CITIZENSHIP, STATUS = "prs_MobilePhone", "prs_Citizenship", "cas_Status"
VICTIM, DECIDED_BY = "vic_TraffickingStatus", "vic_TraffickingStatusDecisionMakingOrg"
REFERRED_BY, REFERRED_ON = "cas_ReferringOrganisation", "cas_IncomingReferralDate"
# Who the person is: it goes to the sealed identity, never beside what happened.
WHO = (NAME, SECOND_NAME, BIRTH, PHONE)
YES, NO = "TRUE", "FALSE"
# What says the same as a word of a packet, and more.
_FINER = {
    "woman": "TransgenderFeminine", "girl": "TransgenderFeminine",
    "man": "TransgenderMasculine", "boy": "TransgenderMasculine",
}  # fmt: skip
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_DAY_FIRST = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")
_E164 = re.compile(r"\+[1-9]\d{6,14}")


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the published form: to which unit it belongs, whether we fill it, and what the person agrees to."""

    id: str
    unit: str
    keeps: str
    data_class: str

    @property
    def leaves(self) -> bool:
        """True where a file of records may hold it."""
        return self.keeps in (HELD, TAKEN)


@dataclass(frozen=True, slots=True)
class Code:
    """One row of the map: `local` of the list `of` is `code` of `field`. `exposes`: what it could describe."""

    of: str
    local: str
    scheme: str
    field: str
    code: str
    exposes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Held:
    """What one file holds. `codes` by list; `texts` by field of the standard; `came`: what a file brought in.

    What was written here comes before what came; of several answers both stand. Only a published code that came goes
    on: a text could say anything, and it would be an export of a story under the name of codes.
    """

    codes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    came: Mapping[str, str] = field(default_factory=dict)
    # True where another system, or a desk abroad, met the person first: nobody here knows in which country.
    elsewhere: bool = False


def cells(
    held: Held,
    codes: Iterable[Code],
    lists: Mapping[str, tuple[str, ...]],
    *,
    several: Collection[str],
    fields: Iterable[Field],
    exposing: bool = False,
) -> dict[str, str]:
    """One file in the fields of the standard; a field that is not held is empty.

    `lists` are the published choices of each field that has any, `several` the fields that take more than one. A code
    that could describe an offence by the person is left out, unless no row of a person is made of it (`exposing`).
    """
    known = [one for one in codes if one.scheme == SCHEME]
    shut = {(one.field, one.code) for one in known if one.exposes and not exposing}
    found: dict[str, str] = {}
    for one in fields:
        if not one.leaves:
            continue
        if one.id in lists and one.id != CONSENT:
            own = {row.code for row in known if row.field == one.id and row.local in held.codes.get(row.of, ())}
            came = held.came.get(one.id, "")
            brought = set(came.split()) if one.id in several else {came} - {""}
            said = own | brought if one.id in several else own or brought
            open_ones = [code for code in lists[one.id] if code in said and (one.id, code) not in shut]
            # Two answers to what takes one contradict each other: neither is chosen here.
            one_only = one.id not in several and len(open_ones) > 1
            found[one.id] = "" if one_only else " ".join(open_ones)
        else:
            found[one.id] = held.texts.get(one.id, "")
    return found


def gender_beside(here: str, came: str) -> str:
    """The word of a packet (woman, girl, man, boy) that stands beside a published code which came; empty: it yields.

    What was written here comes first. It yields only to a code that does not contradict it and is finer.

    >>> gender_beside("woman", "TransgenderFeminine"), gender_beside("woman", "NonSpecifiedUnknown")
    ('', 'woman')
    """
    return "" if came and _FINER.get(here) == came else here


def whole_day(said: str) -> str:
    """A day that is known in full, as the standard writes it; empty for a year alone or words.

    >>> whole_day("1999-04-03"), whole_day("3/4/1999"), whole_day("1999"), whole_day("31/02/1999")
    ('1999-04-03', '1999-04-03', '', '')
    """
    text = said.strip()
    iso, here = _ISO.fullmatch(text), _DAY_FIRST.fullmatch(text)
    parts = iso.groups() if iso else tuple(reversed(here.groups())) if here else ()
    try:
        return date(*(int(one) for one in parts)).isoformat() if parts else ""
    except ValueError:
        return ""


def international(said: str) -> str:
    """A telephone written for calls from abroad (E.164), without its gaps; empty for any other: no code is guessed.

    >>> international("+212 6 00-00 00 00"), international("06 00 00 00 00"), international("0021260000000")
    ('+212600000000', '', '')
    """
    bare = re.sub(r"[\s.\-()]", "", said)
    return bare if _E164.fullmatch(bare) else ""
