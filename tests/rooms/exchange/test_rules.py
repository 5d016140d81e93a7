"""What a file holds in the fields of HTCDS, and a row in the variables of CTDC: truth tables."""

from collections import Counter
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from himaya.exchange import rules_ctdc as ctdc
from himaya.exchange import standard
from himaya.exchange.content import mapped
from himaya.exchange.published import published
from himaya.exchange.rules_htcds import Held, gender_beside, international, whole_day

pytestmark = pytest.mark.capability("H3")


def test_a_file_that_holds_nothing_is_empty_in_every_field() -> None:
    """Planted fault: a default of "NonSpecifiedUnknown" invents an answer that nobody gave."""
    assert set(standard.in_fields(Held()).values()) == {""}


def test_codes_become_those_of_the_standard_in_its_order_each_once() -> None:
    held = Held(
        codes={
            "event": ("WithholdsDocuments", "ForcedLabour", "OtherRecruitment"),
            "control": ("DebtBondage", "WithholdsDocuments"),
            "sector": ("T_ActivitiesOfHouseholdsAsEmployers", "none"),
            "gender": ("girl",),
            "status": ("presumed",),
            "body": ("child_protection",),
        }
    )
    said = {name: value for name, value in standard.in_fields(held).items() if value}
    assert said == {
        "prs_Gender": "Feminine",
        "vic_MethodOfRecruitment": "Other",
        "vic_TraffickingStatus": "PossibleVictimOfTrafficking",
        "vic_TraffickingStatusDecisionMakingOrg": "NonPoliceGovernmentalOrganization",
        "vic_Methods_of_Control": "DebtBondage WithholdsDocuments",
        "vic_TypeOfExploitation": "ForcedLabour",
        "vic_ForcedLabourIndustry": "T_ActivitiesOfHouseholdsAsEmployers",
    }


def test_a_code_that_could_expose_the_person_leaves_in_no_row_wherever_it_came_from() -> None:
    """Planted fault: only our own codes are looked at, and what a file brought goes out again."""
    held = Held(
        codes={"event": ("ForcedBegging", "ForcedLabour"), "control": ("PsychoactiveSubstance",)},
        came={"vic_TypeOfExploitation": "ForcedBegging", "vic_Methods_of_Control": "PsychoactiveSubstance Other"},
    )
    said = standard.in_fields(held)
    assert (said["vic_TypeOfExploitation"], said["vic_Methods_of_Control"]) == ("ForcedLabour", "Other")
    counted = standard.in_fields(held, exposing=True)
    assert counted["vic_TypeOfExploitation"] == "ForcedLabour ForcedBegging"


def test_every_way_to_say_an_exposing_act_stays_here_whether_noted_or_brought() -> None:
    """The acts that screenings mark: organs given, sexual acts, what was done under constraint, an irregular stay."""
    acts = ("OrganRemoval", "ForcedMilitaryByNonStateActors", "SexualExploitation", "Surrogacy", "ForcedBegging")
    for act in acts:
        for held in (Held(codes={"event": (act,)}), Held(came={"vic_TypeOfExploitation": act})):
            assert standard.in_fields(held)["vic_TypeOfExploitation"] == "", act
    for means in ("ThreatsLawEnforcement", "PsychoactiveSubstance"):
        for held in (Held(codes={"event": (means,)}), Held(codes={"control": (means,)})):
            assert standard.in_fields(held)["vic_Methods_of_Control"] == "", means


def test_no_field_of_free_text_is_filled_with_what_another_system_wrote() -> None:
    """Planted fault: `or came` in the branch of texts: 300 characters of a story leave as codes."""
    story = "Taken from Fatima by her uncle in Oujda"
    said = standard.in_fields(Held(came=dict.fromkeys(published().fields, story)))
    assert not [name for name, value in said.items() if value]
    for name, kind in published().fields.items():
        if kind == "text" and name in standard.classes():
            assert standard.in_fields(Held(came={name: "AdditionalServicesRequired"}))[name] == "", name
    assert "cas_ReasonForIncomingReferral" not in standard.classes()
    own = standard.in_fields(Held(texts={"cas_ReferringOrganisation": "Shelter"}))
    assert own["cas_ReferringOrganisation"] == "Shelter"


def test_what_was_written_here_comes_before_what_came_and_contradictions_choose_nobody() -> None:
    came = {"prs_Gender": "Masculine", "prs_Citizenship": "ML", "cas_Status": "Closed", "con_Consent": "TRUE"}
    said = standard.in_fields(Held(codes={"gender_said": ("Feminine",)}, came=came))
    assert (said["prs_Gender"], said["prs_Citizenship"], said["cas_Status"]) == ("Feminine", "ML", "Closed")
    assert said["con_Consent"] == "", "a yes to somebody else is no yes to this receiver"
    two = standard.in_fields(Held(codes={"gender_said": ("Feminine",), "gender": ("man",)}))
    assert two["prs_Gender"] == ""


def test_the_truth_table_of_a_gender_that_was_said_here_and_one_that_came() -> None:
    """Ours comes first, but where what came says the same and more. Planted fault: whatever came silences ours."""
    yields = {
        ("woman", "TransgenderFeminine"), ("girl", "TransgenderFeminine"),
        ("man", "TransgenderMasculine"), ("boy", "TransgenderMasculine"),
    }  # fmt: skip
    own = {"woman": "Feminine", "girl": "Feminine", "man": "Masculine", "boy": "Masculine", "": ""}
    for (here, code), came in product(own.items(), ("", *published().choices["prs_Gender"])):
        stands = gender_beside(here, came)
        assert stands == ("" if (here, came) in yields else here), (here, came)
        held = Held(codes={"gender": (stands,)} if stands else {}, came={"prs_Gender": came})
        leaves = came if (here, came) in yields or not here else code
        assert standard.in_fields(held)["prs_Gender"] == leaves, (here, came)


@given(st.dictionaries(st.sampled_from(sorted(published().fields)), st.text(max_size=12)), st.data())
def test_whatever_a_file_holds_what_leaves_is_published_or_empty(came: dict[str, str], data: st.DataObject) -> None:
    lists: dict[str, list[str]] = {}
    for one in mapped().of("htcds"):
        lists.setdefault(one.of, []).append(one.local)
    codes = {
        name: tuple(data.draw(st.lists(st.sampled_from([*own, "strange"]), max_size=4))) for name, own in lists.items()
    }
    said = standard.in_fields(Held(codes=codes, came=came))
    for name, value in said.items():
        if name in published().choices:
            parts = value.split() if name in published().several else [value] * bool(value)
            assert set(parts) <= set(published().choices[name])
            assert max(Counter(parts).values(), default=1) == 1


@pytest.mark.parametrize(
    ("said", "day"),
    [("1999-04-03", "1999-04-03"), ("3/4/1999", "1999-04-03"), ("1999", ""), ("spring 1999", ""), ("31/02/1999", "")],
)
def test_a_day_of_birth_leaves_only_where_all_of_it_is_known(said: str, day: str) -> None:
    assert whole_day(said) == day


def test_no_country_code_is_guessed_before_a_telephone() -> None:
    assert international("06 00 00 00 00") == ""
    assert international("+212 600-000000") == "+212600000000"


def _row(**changes: object) -> ctdc.Row:
    known = {"year": 2026, "band": "18--20", "citizenship": "MLI", "country": "", "ties": ("friend",)} | changes
    cells = {"prs_Gender": "Feminine", "vic_Methods_of_Control": "DebtBondage TakesEarnings ThreatsLawEnforcement"}
    return ctdc.row(
        known.pop("cells", cells),  # type: ignore[arg-type]
        codes=mapped().of("ctdc"),
        variables=list(mapped().variables),
        **known,  # type: ignore[arg-type]
    )


def test_a_row_has_27_variables_and_nothing_that_leads_to_anybody() -> None:
    said = dict(zip(mapped().variables, _row(), strict=True))
    assert len(said) == 27
    assert {name: value for name, value in said.items() if value} == {
        "yearOfRegistration": "2026",
        "gender": "Woman",
        "ageBroad": "18--20",
        "citizenship": "MLI",
        "meansDebtBondageEarnings": "1",
        "meansThreats": "1",
        "recruiterRelationFriend": "1",
    }
    assert dict(zip(mapped().variables, _row(year=1998), strict=True))["yearOfRegistration"] == ""


@pytest.mark.parametrize("said", ["0--8", "9--17", "18--20", "21--23", "24--26", "27--29", "30--38", "39--47"])
def test_the_ends_of_every_band_of_age(said: str) -> None:
    first, last = (int(one) for one in said.split("--"))
    assert ctdc.band_of(first) == ctdc.band_of(last) == said != ctdc.band_of(last + 1)
    assert said in mapped().variables["ageBroad"].values
    assert ctdc.band_of(48) == "48+"
    assert ctdc.band_of(-1) == ctdc.band_of(121) == ""


@pytest.mark.parametrize(("same", "stands"), [(10, 0), (11, 11), (12, 12)])
def test_a_row_stands_where_eleven_people_share_all_of_it(same: int, stands: int) -> None:
    """Planted fault: `>=` made `>`."""
    found = ctdc.standing([*[_row()] * same, _row(band="48+")], mapped().least)
    assert (len(found.rows), found.fallen) == (stands, same + 1 - stands)


def test_a_share_counts_of_the_records_that_say_anything_in_its_group() -> None:
    """The rule of the codebook. Planted fault: the denominator made the number of rows."""
    variables = {"gender": "", "a1": "a", "a2": "a", "b1": "b"}
    rows = [("Woman", "1", "1", ""), ("Woman", "1", "", ""), ("", "", "", "1"), ("", "", "", "")]
    found = {one.variable: (one.counts, one.of) for one in ctdc.shares(rows, variables)}
    assert found == {"gender": ({"Woman": 2}, 2), "a1": ({"1": 2}, 2), "a2": ({"1": 1}, 2), "b1": ({"1": 1}, 1)}
