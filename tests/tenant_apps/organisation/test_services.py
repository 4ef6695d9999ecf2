"""Structures taken from sheets and changed from a date on, in a real region."""

from collections.abc import Iterator
from datetime import date
from functools import partial

import pytest
from django_tenants.utils import schema_context

from shared_apps.errors import ConflictError, ForbiddenError, InvalidError
from tenant_apps.organisation import queries, services
from tenant_apps.organisation.models import StructureVersion, Unit
from tenant_apps.organisation.rules.chart import Chart
from tests.cast import OPERATOR
from tests.tenant_apps.organisation.sheets import CITY, city, sheet

# nobody sits anywhere; who does is known to the room of people, whose tests drop units with people in them
import_structure = partial(services.import_structure, occupied=lambda _since, _until: {})
JANUARY, JULY, OCTOBER = date(2026, 1, 1), date(2026, 7, 1), date(2026, 10, 1)
DECREE = "Perwal 1/2026"


@pytest.fixture(autouse=True)
def north(regions: None) -> Iterator[None]:
    with schema_context("north"):
        import_structure(table=city(), effective_from=JANUARY, decree=DECREE, actor=OPERATOR)
        yield


def chart(day: date = JANUARY) -> Chart:
    return queries.chart_on(day)


def id_of(code: str, day: date = JANUARY):  # type: ignore[no-untyped-def]
    return chart(day).by_code[code].unit_id


def problems(error: pytest.ExceptionInfo[InvalidError]) -> list[tuple[int, str, str]]:
    return [(each["row"], each["column_name"], each["reason"]) for each in error.value.details["errors"]]


def test_the_sheet_becomes_the_chart() -> None:
    root = chart().root
    assert root is not None
    assert root.name == "Pemerintah Kota North"
    assert [node.code for node in chart().path(id_of("BKPSDM-MK"))] == ["PEM", "BKPSDM", "BKPSDM-M", "BKPSDM-MK"]
    assert queries.subtree_unit_ids(id_of("JEBRES"), JANUARY) == {id_of("JEBRES"), id_of("JEBRES-1")}
    assert chart().by_code["SETDA"].echelon == "II.a"


def test_before_the_first_version_there_is_no_chart() -> None:
    assert chart(date(2025, 12, 31)).root is None
    assert queries.subtree_unit_ids(id_of("SETDA"), date(2025, 12, 31)) == frozenset()


def test_the_same_sheet_again_changes_nothing() -> None:
    before = chart()
    again = import_structure(table=city(), effective_from=JULY, decree="Perwal 2/2026", actor=OPERATOR)
    assert not again.difference.is_any
    assert again.difference.same == len(CITY)
    assert StructureVersion.objects.count() == 1
    assert chart(JULY) == before


def test_a_corrected_sheet_keeps_the_identity_of_its_units() -> None:
    corrected = sheet(*(row if row[0] != "BKPSDM" else ("BKPSDM", "Badan SDM", *row[2:]) for row in CITY[:-1]))
    made = import_structure(table=corrected, effective_from=JULY, decree="Perwal 2/2026", actor=OPERATOR)
    assert [node.code for node in made.difference.renamed] == ["BKPSDM"]
    assert [node.code for node in made.difference.removed] == ["JEBRES-1"]
    assert id_of("BKPSDM", JULY) == id_of("BKPSDM", JANUARY)
    assert chart(date(2026, 6, 30)).by_code["BKPSDM"].name == "Badan Kepegawaian"
    assert chart(JULY).by_code["BKPSDM"].name == "Badan SDM"


def test_a_dry_run_writes_nothing() -> None:
    other = sheet(*CITY, ("DISDIK", "Dinas Pendidikan", "department", "PEM", "", "II.b"))
    would = import_structure(table=other, effective_from=JULY, decree="Perwal 2/2026", actor=OPERATOR, dry_run=True)
    assert [node.code for node in would.difference.added] == ["DISDIK"]
    assert StructureVersion.objects.count() == 1


def test_a_bad_sheet_is_refused_with_every_place_and_changes_nothing() -> None:
    bad = sheet(
        ("PEM", "Pemerintah", "government", "", "", ""),
        ("PEM2", "Pemerintah lain", "government", "", "", ""),
        ("A", "Dinas A", "department", "B", "", ""),
        ("B", "Dinas B", "department", "A", "", ""),
        ("C", "", "department", "PEM", "", ""),
        ("C", "Dinas C", "perkumpulan", "X", "", "IX.z"),
    )
    before = (Unit.objects.count(), StructureVersion.objects.count())
    with pytest.raises(InvalidError) as refused:
        import_structure(table=bad, effective_from=JULY, decree=DECREE, actor=OPERATOR)
    assert refused.value.code == "sheet_refused"
    assert problems(refused) == [
        (3, "kode_induk", "Ada dua unit puncak; yang pertama di baris 2."),
        (4, "kode_induk", "Unit A menjadi induk bagi dirinya sendiri."),
        (5, "kode_induk", "Unit B menjadi induk bagi dirinya sendiri."),
        (6, "nama", "Sel ini kosong."),
        (7, "eselon", "Eselon tidak dikenal."),
        (7, "jenis", "Jenis unit tidak dikenal."),
        (7, "kode", "Kode ini sudah dipakai di baris 6."),
        (7, "kode_induk", "Unit induk X tidak ada di berkas ini."),
    ]
    assert (Unit.objects.count(), StructureVersion.objects.count()) == before


def test_a_sheet_without_a_root_is_refused() -> None:
    with pytest.raises(InvalidError) as refused:
        import_structure(
            table=sheet(("A", "Dinas A", "department", "A", "", "")),
            effective_from=JULY,
            decree=DECREE,
            actor=OPERATOR,
        )
    assert ("kode_induk", "Tidak ada unit puncak: setiap baris punya induk.") in {
        (column, reason) for _, column, reason in problems(refused)
    }


def test_hostile_names_are_kept_as_text() -> None:
    names = ["<script>alert(1)</script>", '=CMD("x")', "'; DROP TABLE organisation_unit; --"]
    table = sheet(CITY[0], *((f"X{place}", name, "department", "PEM", "", "") for place, name in enumerate(names)))
    import_structure(table=table, effective_from=JULY, decree="Perwal 2/2026", actor=OPERATOR)
    stored = {node.name for node in chart(JULY).nodes.values()}
    assert {names[0], names[2]} <= stored


def test_a_unit_added_from_a_date_is_not_there_before() -> None:
    services.add_unit(
        parent_id=id_of("PEM"),
        code="DISDIK",
        name="Dinas Pendidikan",
        unit_type="department",
        echelon="II b",
        effective_from=JULY,
        decree="Perwal 2/2026",
        actor=OPERATOR,
    )
    assert "DISDIK" not in chart(date(2026, 6, 30)).by_code
    added = chart(JULY).by_code["DISDIK"]
    assert (added.name, added.echelon) == ("Dinas Pendidikan", "II.b")
    assert [node.code for node in chart(JULY).children[id_of("PEM")]][-1] == "DISDIK"


def test_a_rename_leaves_the_past_as_it_was() -> None:
    services.rename_unit(
        unit_id=id_of("JEBRES"), name="Kapanewon Jebres", effective_from=JULY, decree="Perda 2", actor=OPERATOR
    )
    assert chart(date(2026, 6, 30)).by_code["JEBRES"].name == "Kecamatan Jebres"
    assert chart(JULY).by_code["JEBRES"].name == "Kapanewon Jebres"
    assert queries.version_on(JULY).decree == "Perda 2"  # type: ignore[union-attr]


def test_two_changes_of_one_day_are_one_version() -> None:
    for name in ("Kapanewon Jebres", "Kecamatan Jebres Raya"):
        services.rename_unit(unit_id=id_of("JEBRES"), name=name, effective_from=JULY, decree="P", actor=OPERATOR)
    assert StructureVersion.objects.count() == 2
    assert chart(JULY).by_code["JEBRES"].name == "Kecamatan Jebres Raya"


def test_a_moved_unit_takes_everything_under_it_along() -> None:
    services.move_unit(
        unit_id=id_of("BKPSDM-M"), parent_id=id_of("SETDA"), effective_from=JULY, decree="P", actor=OPERATOR
    )
    assert id_of("BKPSDM-MK") in queries.subtree_unit_ids(id_of("SETDA"), JULY)
    assert id_of("BKPSDM-MK") in queries.subtree_unit_ids(id_of("BKPSDM"), date(2026, 6, 30))
    assert id_of("BKPSDM-MK") not in queries.subtree_unit_ids(id_of("BKPSDM"), JULY)


@pytest.mark.parametrize("target", ["BKPSDM", "BKPSDM-MK"])
def test_a_unit_cannot_move_under_itself(target: str) -> None:
    before = chart(JULY)
    with pytest.raises(ConflictError) as refused:
        services.move_unit(
            unit_id=id_of("BKPSDM"), parent_id=id_of(target), effective_from=JULY, decree="P", actor=OPERATOR
        )
    assert refused.value.code == "unit_own_descendant"
    assert "berada di bawahnya" in str(refused.value.message)
    assert chart(JULY) == before
    assert StructureVersion.objects.count() == 1


def test_the_root_cannot_move() -> None:
    with pytest.raises(ConflictError):
        services.move_unit(
            unit_id=id_of("PEM"), parent_id=id_of("SETDA"), effective_from=JULY, decree="P", actor=OPERATOR
        )


def test_an_earlier_change_reaches_later_versions_that_decided_nothing_else() -> None:
    services.rename_unit(
        unit_id=id_of("SETDA"), name="Sekretariat", effective_from=OCTOBER, decree="P3", actor=OPERATOR
    )
    services.rename_unit(
        unit_id=id_of("JEBRES"), name="Kapanewon Jebres", effective_from=JULY, decree="P2", actor=OPERATOR
    )
    assert chart(OCTOBER).by_code["JEBRES"].name == "Kapanewon Jebres"
    assert chart(OCTOBER).by_code["SETDA"].name == "Sekretariat"
    assert chart(JULY).by_code["SETDA"].name == "Sekretariat Daerah"
    assert queries.version_on(OCTOBER).decree == "P3"  # type: ignore[union-attr]


def test_an_earlier_change_leaves_a_later_decision_alone() -> None:
    services.rename_unit(unit_id=id_of("JEBRES"), name="C", effective_from=OCTOBER, decree="P3", actor=OPERATOR)
    services.rename_unit(unit_id=id_of("JEBRES"), name="B", effective_from=JULY, decree="P2", actor=OPERATOR)
    assert chart(JULY).by_code["JEBRES"].name == "B"
    assert chart(OCTOBER).by_code["JEBRES"].name == "C"


def test_what_would_break_a_later_version_is_refused_with_its_date() -> None:
    services.move_unit(
        unit_id=id_of("SETDA"), parent_id=id_of("BKPSDM"), effective_from=OCTOBER, decree="P3", actor=OPERATOR
    )
    before = chart(JULY)
    with pytest.raises(ConflictError) as refused:
        services.move_unit(
            unit_id=id_of("BKPSDM"), parent_id=id_of("SETDA-ORG"), effective_from=JULY, decree="P2", actor=OPERATOR
        )
    assert "1 Oktober 2026" in str(refused.value.message)
    assert chart(JULY) == before


def test_every_change_names_its_legal_basis() -> None:
    with pytest.raises(InvalidError) as refused:
        services.rename_unit(unit_id=id_of("SETDA"), name="X", effective_from=JULY, decree=" ", actor=OPERATOR)
    assert "decree" in refused.value.fields


def test_a_taken_code_is_refused() -> None:
    with pytest.raises(ConflictError) as refused:
        services.add_unit(
            parent_id=id_of("PEM"),
            code="SETDA",
            name="Lain",
            unit_type="department",
            effective_from=JULY,
            decree="P",
            actor=OPERATOR,
        )
    assert refused.value.code == "unit_code_taken"


def test_the_other_region_has_no_structure() -> None:
    with schema_context("south"):
        assert chart().root is None


def test_only_an_administrator_changes_the_structure(employee_user) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ForbiddenError):
        services.rename_unit(unit_id=id_of("SETDA"), name="X", effective_from=JULY, decree="P", actor=employee_user)
    assert StructureVersion.objects.count() == 1
