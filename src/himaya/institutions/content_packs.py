"""Reading a pack: a nation's regions, institutions, desks, and the accounts and samples of an invented one."""

from pathlib import Path

from himaya.institutions.content_reader import Row, content_root, pack_folder, read_file
from himaya.institutions.content_rows import (
    AUDIENCES,
    INSTITUTION_KINDS,
    MARKS,
    NEXT_STEPS,
    REFERRAL_STATES,
    URGENCIES,
    WEEKDAYS,
    AccountRow,
    DeskRow,
    EmergencyNumber,
    InstitutionRow,
    Pack,
    PersonRow,
    ReferralRow,
    RegionRow,
    SafeContact,
)


def pack_names() -> tuple[str, ...]:
    """The packs that exist, sorted."""
    return tuple(sorted(found.parent.name for found in (content_root() / "packs").glob("*/pack.yaml")))


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
        calling_code=top.text("calling_code", ""),
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


def load_desks(path: str | Path) -> tuple[DeskRow, ...]:
    """The desks of one file in the format of a pack's desks.yaml: how a real nation enters its own."""
    return tuple(_desk(row) for row in read_file(Path(path)).rows("desks"))


def load_nation(path: str | Path) -> tuple[tuple[InstitutionRow, ...], tuple[DeskRow, ...]]:
    """A nation's own file: `institutions:` (optional, as in a pack), `desks:` (optional, as in a pack)."""
    top = read_file(Path(path))
    institutions = _institutions(top) if top.data.get("institutions") is not None else ()
    desks = tuple(_desk(row) for row in top.rows("desks")) if top.data.get("desks") is not None else ()
    return institutions, desks


def _optional(pack: str, file: str, key: str) -> list[Row]:
    path = pack_folder(pack) / file
    return read_file(path).rows(key) if path.is_file() else []


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
        reached_by=row.one_of("reached_by", ("account", "link", "phone"), "account"),
        own_region=row.maybe("own_region"),
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
