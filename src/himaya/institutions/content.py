"""Packs, services and the other reference content, read from `content/` into frozen rows.

Strict: the first missing field, unknown reference or unreadable date raises ContentError with file, row and gap.
`himaya content check` lists every gap at once; this module only refuses to build on one.
"""

from typing import Literal, cast

from himaya.institutions.content_reader import (
    ContentError,
    Row,
    content_root,
    hours_of,
    pack_folder,
    read_file,
)
from himaya.institutions.content_rows import (
    MARKS,
    WEEKDAYS,
    AccountRow,
    DataClassRow,
    DeskRow,
    EmergencyNumber,
    Hours,
    InstitutionRow,
    LanguageRow,
    LegalLibrary,
    LegalRow,
    LegalText,
    LocalText,
    Pack,
    PersonRow,
    PurposeRow,
    ReasonRow,
    ReferralRow,
    RegionRow,
    ResponseTarget,
    RoleRow,
    SafeContact,
    ServiceRow,
)

__all__ = [
    "AUDIENCES",
    "ELIGIBILITY",
    "INSTITUTION_KINDS",
    "URGENCIES",
    "AccountRow",
    "ContentError",
    "DataClassRow",
    "DeskRow",
    "Hours",
    "InstitutionRow",
    "LanguageRow",
    "LegalLibrary",
    "LegalRow",
    "LegalText",
    "LocalText",
    "Pack",
    "PersonRow",
    "PurposeRow",
    "ReasonRow",
    "ReferralRow",
    "RegionRow",
    "ResponseTarget",
    "RoleRow",
    "ServiceRow",
    "content_root",
    "hours_of",
    "incompatible_pairs",
    "load_data_classes",
    "load_languages",
    "load_legal",
    "load_pack",
    "load_purposes",
    "load_reasons",
    "load_roles",
    "load_services",
    "pack_names",
]

URGENCIES = ("urgent", "soon", "ordinary")
ELIGIBILITY = ("women", "men", "girls", "boys")
AUDIENCES = (
    "police",
    "labour",
    "health",
    "social",
    "border",
    "ngo",
    "prosecution",
    "child",
    "secretariat",
    "io",
    "coordination",
    "oversight",
    "technical",
)
INSTITUTION_KINDS = (
    "ministry",
    "police",
    "border",
    "gendarmerie",
    "prosecution",
    "judiciary",
    "delegation",
    "labour_inspectorate",
    "social_services",
    "child_protection",
    "hospital",
    "ngo",
    "international",
    "commission",
    "council",
    "data_authority",
)
REFERRAL_STATES = (
    "sent",
    "asked",
    "accepted",
    "accepted_in_part",
    "declined",
    "redirected",
    "reported_back",
)
NEXT_STEPS = ("now", "offer", "not_enough")


def pack_names() -> tuple[str, ...]:
    """The packs that exist, sorted."""
    return tuple(sorted(found.parent.name for found in (content_root() / "packs").glob("*/pack.yaml")))


def load_services() -> tuple[ServiceRow, ...]:
    return tuple(_service(row) for row in read_file(content_root() / "services.yaml").rows("services"))


def load_data_classes() -> tuple[DataClassRow, ...]:
    return tuple(
        DataClassRow(
            id=row.text("id"),
            names=row.local("names"),
            meaning=row.local("meaning"),
            key=cast(Literal["identity", "story", "clear"], row.one_of("key", ("identity", "story", "clear"))),
            always=row.flag("always"),
        )
        for row in read_file(content_root() / "data_classes.yaml").rows("data_classes")
    )


def load_languages() -> tuple[LanguageRow, ...]:
    return tuple(
        LanguageRow(
            id=row.text("id"),
            names=row.local("names"),
            native=row.text("native"),
            interface=row.flag("interface"),
            signed=row.flag("signed", False),
        )
        for row in read_file(content_root() / "languages.yaml").rows("languages")
    )


def load_reasons() -> tuple[ReasonRow, ...]:
    return tuple(
        ReasonRow(id=row.text("id"), names=row.local("names"), verbs=row.words("for"))
        for row in read_file(content_root() / "reasons.yaml").rows("reasons")
    )


def load_purposes() -> tuple[PurposeRow, ...]:
    return tuple(
        PurposeRow(
            id=row.text("id"),
            names=row.local("names"),
            meaning=row.local("meaning"),
            reveals=row.flag("reveals"),
            review=row.flag("review"),
        )
        for row in read_file(content_root() / "purposes.yaml").rows("purposes")
    )


def load_roles() -> tuple[RoleRow, ...]:
    return tuple(
        RoleRow(
            id=row.text("id"),
            names=row.local("names"),
            meaning=row.local("meaning"),
            reads_cases=row.flag("reads_cases"),
            writes=row.flag("writes"),
            incompatible=row.words("incompatible"),
            not_in=row.words("not_in"),
        )
        for row in read_file(content_root() / "roles.yaml").rows("roles")
    )


def incompatible_pairs() -> frozenset[frozenset[str]]:
    """Pairs of roles that one account never holds together, whichever of the two names the other."""
    return frozenset(frozenset({role.id, other}) for role in load_roles() for other in role.incompatible)


def load_legal(library: str) -> LegalLibrary:
    """The legal library `morocco` or `international`; every row keeps its mark and its conflict note."""
    top = read_file(content_root() / "legal" / f"{library}.yaml")
    return LegalLibrary(
        id=top.text("id"),
        names=top.local("names"),
        as_of=top.needed_day("as_of"),
        texts=tuple(
            LegalText(
                id=row.text("id"),
                unit=cast(Literal["fasl", "madda"], row.one_of("unit", ("fasl", "madda"))),
                names=row.local("names"),
                citation=row.text("citation", ""),
                valid_from=row.day("valid_from"),
                source=row.text("source"),
                mark=row.one_of("mark", MARKS),
            )
            for row in top.rows("texts")
        ),
        rows=tuple(_legal_row(row) for row in top.rows("rows")),
    )


def load_pack(name: str) -> Pack:
    """The pack `name`, complete. Files other than pack, regions and institutions may be absent."""
    folder = pack_folder(name)
    top = read_file(folder / "pack.yaml")
    return Pack(
        id=top.text("id"),
        invented=top.flag("invented"),
        names=top.local("names"),
        official_names=top.local("official_names"),
        banner=top.maybe_local("banner"),
        languages=top.words("languages"),
        default_language=top.text("default_language"),
        time_zone=top.text("time_zone"),
        country_code=top.text("country_code"),
        currency=top.text("currency"),
        week=tuple(day for day in WEEKDAYS if day in top.words("week")),
        legal_library=top.words("legal_library"),
        legal_note=top.maybe_local("legal_note"),
        emergency_numbers=tuple(
            EmergencyNumber(id=row.text("id"), number=row.text("number"), names=row.local("names"))
            for row in top.rows("emergency_numbers")
        ),
        regions=tuple(
            RegionRow(id=row.text("id"), code=row.text("code"), names=row.local("names"))
            for row in read_file(folder / "regions.yaml").rows("regions")
        ),
        institutions=_institutions(read_file(folder / "institutions.yaml")),
        desks=tuple(_desk(row) for row in _optional(name, "desks.yaml", "desks")),
        accounts=tuple(
            AccountRow(
                username=row.text("username"),
                desk=row.text("desk"),
                roles=row.words("roles"),
                language=row.one_of("language", ("fr", "ar", "en")),
                label=row.local("label"),
            )
            for row in _optional(name, "accounts.yaml", "accounts")
        ),
        people=tuple(_person(row) for row in _optional(name, "people.yaml", "people")),
        referrals=tuple(_referral(row) for row in _optional(name, "people.yaml", "referrals")),
    )


def _optional(pack: str, file: str, key: str) -> list[Row]:
    path = pack_folder(pack) / file
    return read_file(path).rows(key) if path.is_file() else []


def _service(row: Row) -> ServiceRow:
    targets = row.inner("targets")
    if set(targets.data) != set(URGENCIES):
        raise row.gap(f"targets must name {', '.join(URGENCIES)}")
    return ServiceRow(
        id=row.text("id"),
        names=row.local("names"),
        plain=row.local("plain"),
        targets={urgency: _target(targets.inner(urgency)) for urgency in URGENCIES},
        minimum_packet=row.words("minimum_packet"),
    )


def _target(row: Row) -> ResponseTarget:
    counted = cast(Literal["clock", "open"], row.one_of("counted", ("clock", "open")))
    return ResponseTarget(minutes=row.number("minutes"), counted=counted)


def _legal_row(row: Row) -> LegalRow:
    penalty_mark = row.data.get("penalty_mark")
    return LegalRow(
        id=row.text("id"),
        text=row.text("text"),
        article=row.text("article", ""),
        title=row.local("title"),
        summary=row.local("summary"),
        penalty=row.maybe_local("penalty"),
        conflict=row.maybe_local("conflict"),
        verify=row.maybe_local("verify"),
        source=row.text("source"),
        mark=row.one_of("mark", MARKS),
        penalty_mark=row.one_of("penalty_mark", MARKS) if penalty_mark is not None else None,
        valid_from=row.day("valid_from"),
    )


def _institutions(top: Row) -> tuple[InstitutionRow, ...]:
    """Rows inherit the file's source and mark where they carry none of their own."""
    source, mark = top.text("source", ""), top.text("mark", "")
    return tuple(
        InstitutionRow(
            id=row.text("id"),
            kind=row.one_of("kind", INSTITUTION_KINDS),
            names=row.local("names"),
            aliases=row.words("aliases"),
            parent=row.maybe("parent"),
            successor_of=row.words("successor_of"),
            valid_from=row.day("valid_from"),
            valid_to=row.day("valid_to"),
            precision=row.one_of("precision", ("day", "month", "year"), "day"),
            source=row.text("source", source),
            mark=row.one_of("mark", MARKS, mark),
            note=row.maybe_local("note"),
        )
        for row in top.rows("institutions")
    )


def _desk(row: Row) -> DeskRow:
    places = row.inner("capacity") if row.data.get("capacity") is not None else None
    return DeskRow(
        id=row.text("id"),
        institution=row.text("institution"),
        audience=row.one_of("audience", AUDIENCES),
        names=row.local("names"),
        regions=row.words("regions"),
        services=row.words("services"),
        languages=row.words("languages"),
        eligibility=row.words("eligibility"),
        hours=row.hours("hours"),
        capacity=(places.number("total"), places.number("free")) if places else None,
        phone=row.text("phone", ""),
        on_call=row.flag("on_call"),
        vetted_until=row.day("vetted_until"),
        after_hours=row.maybe("after_hours"),
    )


def _person(row: Row) -> PersonRow:
    latin, arabic, contact = row.inner("latin"), row.inner("arabic"), row.inner("safe_contact")
    return PersonRow(
        id=row.text("id"),
        latin=(latin.text("first"), latin.text("last")),
        arabic=(arabic.text("first"), arabic.text("last")),
        other_spellings=row.words("other_spellings"),
        birth_year=row.number("birth_year"),
        age_group=row.one_of("age_group", ("child", "maybe_child", "adult")),
        gender=row.text("gender"),
        language=row.text("language"),
        interpreter=row.flag("interpreter"),
        nationality=row.one_of("nationality", ("national", "foreign")),
        region=row.text("region"),
        dependants=row.number("dependants"),
        safe_contact=SafeContact(
            channel=contact.one_of("channel", ("phone", "message", "in_person", "never")),
            value=contact.text("value", ""),
            when=contact.text("when", ""),
            words=contact.local("words"),
        ),
    )


def _referral(row: Row) -> ReferralRow:
    return ReferralRow(
        id=row.text("id"),
        person=row.text("person"),
        from_desk=row.text("from"),
        to_desk=row.text("to"),
        service=row.text("service"),
        urgency=row.one_of("urgency", URGENCIES),
        basis=row.one_of("basis", ("consent", "child_circuit", "legal_duty", "danger")),
        consent_language=row.text("consent_language"),
        next_step=row.one_of("next_step", NEXT_STEPS),
        first_line=row.numbers("first_line"),
        needs=row.words("needs"),
        data_classes=row.words("data_classes"),
        state=row.one_of("state", REFERRAL_STATES),
        reason=row.maybe("reason"),
        question=row.maybe("question"),
        outcome=row.maybe("outcome"),
        guardian_implicated=row.maybe("guardian_implicated"),
        sent_hours_ago=row.number("sent_hours_ago"),
        answered_hours_ago=row.maybe_number("answered_hours_ago"),
        reported_hours_ago=row.maybe_number("reported_hours_ago"),
    )
