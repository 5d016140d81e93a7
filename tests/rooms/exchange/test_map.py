"""The map against what was published: the form of HTCDS, the variables of CTDC; and against the lists of the house."""

from collections import Counter
from dataclasses import replace

import pytest

from himaya.cases import rules_closures
from himaya.disclosures import rules_exports
from himaya.exchange import standard
from himaya.exchange.content import _code, load, mapped
from himaya.exchange.published import form, published
from himaya.exchange.rules_htcds import NEVER
from himaya.exchange.worded import worded
from himaya.institutions import catalogue
from himaya.institutions.content_reader import ContentError, Row
from himaya.institutions.content_rows import INSTITUTION_KINDS
from himaya.instruments import catalogue as forms
from himaya.instruments.models import Version
from himaya.interviews import content as interviews
from himaya.interviews.coded import QUESTIONS
from himaya.ops.content_rules.exchange import exchange_gaps

pytestmark = pytest.mark.capability("H3")

# Read in the codebook (CTDC, Global Synthetic Dataset, version 2, February 2024), and written down here a second time:
# no list of ours stands behind it.
VARIABLES = [
    "yearOfRegistration",
    "gender",
    "ageBroad",
    "citizenship",
    "CountryOfExploitation",
    "traffickMonths",
    "meansDebtBondageEarnings",
    "meansThreats",
    "meansAbusePsyPhySex",
    "meansFalsePromises",
    "meansDrugsAlcohol",
    "meansDenyBasicNeeds",
    "meansExcessiveWorkHours",
    "meansWithholdDocs",
    "isForcedLabour",
    "isSexualExploit",
    "isOtherExploit",
    "typeOfLabourAgriculture",
    "typeOfLabourConstruction",
    "typeOfLabourDomesticWork",
    "typeOfLabourHospitality",
    "typeOfSexProstitution",
    "typeOfSexPornography",
    "recruiterRelationIntimatePartner",
    "recruiterRelationFriend",
    "recruiterRelationFamily",
    "recruiterRelationOther",
]
YES = ["1"]
VALUES: dict[str, list[str]] = {
    **dict.fromkeys(VARIABLES, YES),
    "yearOfRegistration": [],
    "gender": ["Man", "Woman", "Trans/Transgender/NonConforming"],
    "ageBroad": ["0--8", "9--17", "18--20", "21--23", "24--26", "27--29", "30--38", "39--47", "48+"],
    "citizenship": [],
    "CountryOfExploitation": [],
    "traffickMonths": ["0--12", "13--24", "25+"],
}
GROUPS = {"means": (7, 14), "exploitation": (15, 17), "labour": (18, 21), "sexual": (22, 23), "recruiter": (24, 27)}
# ISO 3166-1: pairs whose three letters do not begin with the two, and others that people here come from.
COUNTRIES = {
    "MA": "MAR", "DZ": "DZA", "TN": "TUN", "MR": "MRT", "ML": "MLI", "SN": "SEN", "GN": "GIN", "CI": "CIV", "NG": "NGA",
    "CM": "CMR", "CD": "COD", "CG": "COG", "PH": "PHL", "ID": "IDN", "BD": "BGD", "LK": "LKA", "SY": "SYR", "UA": "UKR",
    "CH": "CHE", "DE": "DEU", "ES": "ESP", "AT": "AUT", "AU": "AUS", "NE": "NER", "NI": "NIC", "GW": "GNB", "GQ": "GNQ",
    "EH": "ESH", "RS": "SRB", "RO": "ROU", "KR": "KOR", "KP": "PRK", "ZA": "ZAF", "SK": "SVK", "SI": "SVN", "SV": "SLV",
}  # fmt: skip
MERGED = {
    "meansDebtBondageEarnings": {"DebtBondage", "TakesEarnings"},
    "meansThreats": {"PhysicalThreats", "ThreatsLawEnforcement", "ThreatensChildrenFamily"},
    "meansAbusePsyPhySex": {"PhysicalAbuse", "SexualAbuse", "PsychologicalAbuse"},
    "meansDenyBasicNeeds": {"RestrictsFinancialAccess", "RestrictsMedicalCare", "WithholdsNecessities"},
}


def test_every_code_that_leaves_is_one_of_the_published_list() -> None:
    """Planted fault: one letter of one code changed in the map."""
    lists = published()
    for one in mapped().of("htcds"):
        assert one.field in lists.fields, one
        assert one.code in lists.choices[one.field], one
    variables = mapped().variables
    for one in mapped().of("ctdc"):
        assert one.code in variables[one.field].values, one
        assert one.of == "relation" or one.local in lists.choices[one.of], "read from a published code of HTCDS"


def test_every_field_of_the_form_is_told_and_no_other() -> None:
    assert list(mapped().fields) == list(published().fields)
    assert [row.name for row in form().survey if row.asks] == list(mapped().fields)
    for one in mapped().fields.values():
        assert (one.field.keeps == NEVER) == (one.why is not None), one.id


def test_an_address_a_worker_and_free_words_are_in_no_list_of_what_leaves() -> None:
    leaving = set(standard.classes())
    free = {name for name, kind in published().fields.items() if kind == "text" and name not in leaving}
    assert {name for name in published().fields if "Mailing" in name} <= free
    assert {"cas_ReferringPrimaryCaseWorker", "cas_IncomingReferralDetails", "vic_LocationOfExploitation"} <= free
    assert "vic_TypeOfSexExploitation" not in leaving
    assert set(standard.classes().values()) <= set(catalogue.data_classes())
    parts = [f"{rules_exports.STANDARD}{one}" for one in leaving]
    assert rules_exports.classes_of(parts, standard.classes()) <= set(catalogue.data_classes())


def test_the_27_variables_are_those_of_the_codebook_in_its_order() -> None:
    assert list(mapped().variables) == VARIABLES
    assert len(VARIABLES) == 27
    for name, one in mapped().variables.items():
        assert sorted(one.values) == sorted(VALUES[name]), name
    for group, (first, last) in GROUPS.items():
        assert [name for name, one in mapped().variables.items() if one.group == group] == VARIABLES[first - 1 : last]
    for one in mapped().of("ctdc"):
        assert one.code in VALUES[one.field], one
    for name, codes in MERGED.items():
        assert {one.local for one in mapped().of("ctdc") if one.field == name} == codes
    assert mapped().least == 11


def test_every_local_code_is_one_that_the_house_writes_and_every_one_of_them_is_told() -> None:
    """A code that a room adds one day, and that no row of the map knows, fails here."""
    said: dict[str, set[str]] = {}
    for one in mapped().codes:
        if one.code.scheme == "htcds":
            said.setdefault(one.code.of, set()).add(one.code.local)
    choices = forms.find("interview-adult")
    assert choices is not None
    rows = {row.name: row.list_name for row in choices.survey if row.list_name}
    nothing = {"unknown", "refused", "not_asked", "none"}
    for question, name in QUESTIONS.items():
        if name not in ("relation", "age"):
            assert {one.value for one in choices.choices[rows[question]]} - nothing == said[name], question
    assert said["event"] == {one.id for one in interviews.words().values}
    assert said["body"] | {"state", "consulate", "consular_service"} == set(INSTITUTION_KINDS)
    known = {"Active", "Follow-up", "Closed", "Closed-referred"}
    assert known == said["file"]
    assert rules_closures.htcds_status("open", "", left_running=False) in known


def test_a_code_says_one_thing_and_a_name_each_language() -> None:
    rows = Counter((one.code.of, one.code.local, one.code.scheme, one.code.field) for one in mapped().codes)
    assert max(rows.values()) == 1
    assert {two: mapped().countries[two] for two in COUNTRIES} == COUNTRIES
    assert len(mapped().countries) == len(published().choices["prs_Citizenship"])
    assert set(mapped().countries) == set(published().choices["prs_Citizenship"])
    assert len(set(mapped().countries.values())) == len(mapped().countries)
    assert {one.mark for one in mapped().codes} <= {"C", "C2", "G", "?"}
    assert not load().adopted


def test_a_form_with_our_words_has_the_values_of_the_published_one_and_no_word_missing() -> None:
    ours, theirs = worded(), form()
    assert [(row.name, row.type) for row in ours.survey] == [(row.name, row.type) for row in theirs.survey]
    for name, items in theirs.choices.items():
        assert [one.value for one in ours.choices[name]] == [one.value for one in items]
    kept = {row.list_name for row in ours.survey if row.name in standard.classes()} - {"", "citizenship"}
    for name in kept:
        for one in ours.choices[name]:
            assert set(one.label) == {"fr", "ar", "en"}
            assert one.label["ar"] != one.value.strip(), one


def test_a_form_with_our_words_fits_the_store_and_other_words_are_another_version(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Planted fault: the number of the published file: PostgreSQL refuses 22 signs, and new words under it stop all."""
    most = Version._meta.get_field("version").max_length
    ours = worded()
    assert most is not None
    assert len(ours.version) <= most
    assert worded().version == ours.version
    known = mapped()
    line = known.fields["prs_Gender"]
    changed = replace(
        known, fields={**known.fields, "prs_Gender": replace(line, names=known.fields["cas_Status"].names)}
    )
    monkeypatch.setattr("himaya.exchange.worded.mapped", lambda: changed)
    assert worded().version != ours.version


def test_the_check_of_the_content_names_a_code_that_was_never_published() -> None:
    known, lists = load(), published()
    classes, marks = list(catalogue.data_classes()), forms.marks()
    assert list(exchange_gaps(known, lists, classes, marks)) == []
    row = known.codes[0]
    wrong = replace(known, codes=(replace(row, code=replace(row.code, code="Feminin")), *known.codes[1:]))
    assert [gap.gap for gap in exchange_gaps(wrong, lists, classes, marks)] == [
        "Feminin is no published value of prs_Gender"
    ]
    assert any("standard_codes" in gap.gap for gap in exchange_gaps(known, lists, ["reference"], marks))


def test_of_every_code_that_leaves_somebody_said_what_it_could_expose_in_the_words_of_the_screenings() -> None:
    """Planted faults: a word that no form says; a published code without a row; a row without a decision."""
    known, lists, classes, marks = load(), published(), list(catalogue.data_classes()), forms.marks()
    assert {"organ_sale", "compelled_offence", "intimacy", "begging", "substances", "irregular_stay"} <= marks
    strange = [
        replace(one, code=replace(one.code, exposes=("drugs",) if one.code.exposes else ())) for one in known.codes
    ]
    gaps = list(exchange_gaps(replace(known, codes=tuple(strange)), lists, classes, marks))
    assert {gap.gap for gap in gaps} == {"exposes names drugs, which no form says"}
    fewer = tuple(one for one in known.codes if one.code.code != "OrganRemoval")
    (gap,) = exchange_gaps(replace(known, codes=fewer), lists, classes, marks)
    assert gap.gap == "nobody said what OrganRemoval could expose: give it a row under codes"
    row = {"id": "x", "of": "event", "local": "x", "scheme": "htcds", "field": "x", "code": "x", "mark": "G"}
    with pytest.raises(ContentError, match="exposes"):
        _code(Row("map.yaml", row | {"source": "s", "names": dict.fromkeys(("fr", "ar", "en"), "x")}, "codes"))
