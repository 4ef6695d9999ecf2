"""Structure drafts in a real region: steps, two people at once, undo, and publishing once."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django_tenants.utils import schema_context

from shared_apps.accounts.models import User
from shared_apps.errors import ConflictError, DomainError, ForbiddenError, InvalidError, NotFoundError
from shared_apps.rows import new_id
from tenant_apps.organisation import queries as organisation
from tenant_apps.organisation import services as structure
from tenant_apps.organisation.drafts import queries, services
from tenant_apps.organisation.lineage.queries import history_of
from tenant_apps.organisation.models import DraftChange, StructureDraft, StructureVersion, Succession
from tenant_apps.organisation.rules.chart import Chart, Node
from tests.cast import OPERATOR, Command
from tests.tenant_apps.organisation.sheets import CITY, city, sheet

JANUARY, JULY, NEXT_YEAR = date(2026, 1, 1), date(2026, 7, 1), date(2027, 1, 1)
RATNA = Command(name="Ratna", id=new_id())


@pytest.fixture(autouse=True)
def north(regions: None) -> Iterator[None]:
    with schema_context("north"):
        structure.import_structure(
            table=city(), effective_from=JANUARY, decree="Perwal 1", actor=OPERATOR, occupied=lambda _a, _b: {}
        )
        yield


@pytest.fixture
def draft() -> StructureDraft:
    return services.open_draft(title="Penataan 2027", effective_from=NEXT_YEAR, actor=OPERATOR)


def unit(code: str, day: date = JANUARY) -> Any:
    return organisation.chart_on(day).by_code[code].unit_id


def made(draft: StructureDraft) -> Chart:
    return queries.page_of(StructureDraft.objects.get(id=draft.id)).made.chart


def move(draft: StructureDraft, code: str, to: str, *, revision: int, actor: Command = OPERATOR) -> StructureDraft:
    return services.move_unit(
        draft_id=draft.id, unit_id=unit(code), parent_id=unit(to), revision=revision, actor=actor
    )


def publish(draft: StructureDraft, *, revision: int, settle: Any = lambda _published: None) -> StructureDraft:
    return services.publish_draft(
        draft_id=draft.id, revision=revision, decree="Perwal 14/2026", actor=RATNA, settle=settle
    )


def everything() -> list[Any]:
    return [list(model.objects.order_by("pk").values()) for model in (StructureDraft, DraftChange, StructureVersion)]


def refused(reason: str, kind: type[DomainError], act: Any, /, *args: Any, **kwargs: Any) -> DomainError:
    """The act is refused for this reason, and nothing has changed."""
    before = everything()
    with pytest.raises(kind) as found:
        act(*args, **kwargs)
    assert found.value.code == reason
    assert everything() == before
    return found.value


def test_people_see_the_old_structure_until_the_day_of_the_decree(draft: StructureDraft) -> None:
    move(draft, "SETDA-ORG", "BKPSDM", revision=0)
    assert made(draft).nodes[unit("SETDA-ORG")].parent_id == unit("BKPSDM")
    assert organisation.chart_on(NEXT_YEAR).by_code["SETDA-ORG"].parent_id == unit("SETDA")
    published = publish(draft, revision=1)
    assert (published.state, published.decree, published.settled_by_name) == ("published", "Perwal 14/2026", "Ratna")
    assert organisation.chart_on(date(2026, 12, 31)).by_code["SETDA-ORG"].parent_id == unit("SETDA")
    assert organisation.chart_on(NEXT_YEAR).by_code["SETDA-ORG"].parent_id == unit("BKPSDM")


def test_a_draft_is_published_once_however_often_the_button_is_pressed(draft: StructureDraft) -> None:
    move(draft, "SETDA-ORG", "BKPSDM", revision=0)
    publish(draft, revision=1)
    before = everything()
    settled: list[Any] = []
    assert publish(draft, revision=1, settle=settled.append).state == "published"
    assert (everything(), settled) == (before, [])


def test_what_the_room_above_refuses_is_not_published(draft: StructureDraft) -> None:
    move(draft, "SETDA-ORG", "BKPSDM", revision=0)

    def settle(_published: Any) -> None:
        raise ConflictError("units_occupied", "")

    refused("units_occupied", ConflictError, publish, draft, revision=1, settle=settle)


def test_two_people_do_not_overwrite_each_other_silently(draft: StructureDraft) -> None:
    move(draft, "SETDA-ORG", "BKPSDM", revision=0, actor=RATNA)
    error = refused("draft_changed", ConflictError, move, draft, "JEBRES-1", "SETDA", revision=0)
    assert "Ratna: Pindah – Bagian Organisasi dari Sekretariat Daerah ke Badan Kepegawaian" in str(error.message)
    assert error.details["revision"] == 1
    services.undo(draft_id=draft.id, revision=1, actor=RATNA)
    error = refused("draft_changed", ConflictError, move, draft, "JEBRES-1", "SETDA", revision=1)
    assert "Ratna membatalkan: Pindah" in str(error.message)
    services.rebase_draft(draft_id=draft.id, revision=2, actor=RATNA, effective_from=JULY)
    error = refused("draft_changed", ConflictError, move, draft, "JEBRES-1", "SETDA", revision=2)
    assert "Ratna mengubah tanggal" in str(error.message)
    move(draft, "JEBRES-1", "SETDA", revision=3)


def test_a_button_pressed_twice_makes_one_step(draft: StructureDraft) -> None:
    new = {"parent_id": unit("SETDA"), "code": "SETDA-HK", "name": "Bagian Hukum", "unit_type": "section"}
    for _press in range(2):
        services.add_unit(draft_id=draft.id, revision=0, actor=RATNA, **new)
    assert DraftChange.objects.count() == 1
    refused("draft_changed", ConflictError, services.add_unit, draft_id=draft.id, revision=0, actor=OPERATOR, **new)
    for _press in range(2):
        services.undo(draft_id=draft.id, revision=1, actor=RATNA)
    assert StructureDraft.objects.get().revision == 2
    for _press in range(2):
        services.redo(draft_id=draft.id, revision=2, actor=RATNA)
    assert StructureDraft.objects.get().revision == 3
    assert "SETDA-HK" in made(draft).by_code


def test_steps_are_taken_back_and_done_again(draft: StructureDraft) -> None:
    move(draft, "SETDA-ORG", "BKPSDM", revision=0)
    move(draft, "JEBRES-1", "SETDA", revision=1)
    services.undo(draft_id=draft.id, revision=2, actor=OPERATOR)
    services.undo(draft_id=draft.id, revision=3, actor=OPERATOR)
    assert made(draft) == organisation.chart_on(JANUARY)
    refused("draft_step_unknown", NotFoundError, services.undo, draft_id=draft.id, revision=4, actor=OPERATOR)
    services.redo(draft_id=draft.id, revision=4, actor=OPERATOR)
    assert made(draft).by_code["SETDA-ORG"].parent_id == unit("BKPSDM")
    move(draft, "BKPSDM-MK", "BKPSDM", revision=5)
    refused("nothing_to_redo", ConflictError, services.redo, draft_id=draft.id, revision=6, actor=OPERATOR)


def test_a_step_that_others_build_on_is_not_taken_back_alone(draft: StructureDraft) -> None:
    services.add_unit(
        draft_id=draft.id,
        revision=0,
        actor=OPERATOR,
        parent_id=unit("SETDA"),
        code="SETDA-HK",
        name="Bagian Hukum",
        unit_type="section",
    )
    new = made(draft).by_code["SETDA-HK"].unit_id
    services.move_unit(draft_id=draft.id, unit_id=unit("SETDA-ORG"), parent_id=new, revision=1, actor=OPERATOR)
    first = DraftChange.objects.order_by("place")[0]
    error = refused(
        "draft_step_needed",
        ConflictError,
        services.undo,
        draft_id=draft.id,
        revision=2,
        change_id=first.id,
        actor=RATNA,
    )
    assert "Bagian Organisasi dari Sekretariat Daerah ke Bagian Hukum" in str(error.message)
    refused(
        "draft_step_unknown", NotFoundError, services.undo, draft_id=draft.id, revision=2, change_id=new, actor=RATNA
    )


@pytest.mark.parametrize(
    ("act", "code", "kind"),
    [
        (lambda d: move(d, "BKPSDM", "BKPSDM-MK", revision=0), "unit_own_descendant", ConflictError),
        (lambda d: move(d, "BKPSDM", "PEM", revision=0), "draft_step_empty", InvalidError),
        (
            lambda d: services.rename_unit(draft_id=d.id, unit_id=unit("BKPSDM"), name="\0", revision=0, actor=RATNA),
            "unit_invalid",
            InvalidError,
        ),
        (
            lambda d: services.merge_units(
                draft_id=d.id, unit_ids=[unit("PEM")], into=unit("BKPSDM"), revision=0, actor=RATNA
            ),
            "unit_top_stays",
            ConflictError,
        ),
        (lambda d: publish(d, revision=0), "draft_empty", ConflictError),
        (lambda _d: services.undo(draft_id=new_id(), revision=0, actor=RATNA), "draft_unknown", NotFoundError),
        (
            lambda d: services.replace_chart(
                draft_id=d.id, chart=Chart(), source="kosong.csv", revision=0, actor=RATNA
            ),
            "chart_broken",
            InvalidError,
        ),
        (
            lambda d: services.replace_chart(
                draft_id=d.id,
                chart=Chart.of(
                    [Node(new_id(), None, "A", "Satu", "", "board"), Node(new_id(), None, "A", "Dua", "", "board")]
                ),
                source="kembar.csv",
                revision=0,
                actor=RATNA,
            ),
            "chart_broken",
            InvalidError,
        ),
        (lambda _d: services.open_draft(title=" ", effective_from=JULY, actor=RATNA), "draft_title", InvalidError),
    ],
)
def test_what_is_not_possible_changes_nothing(draft: StructureDraft, act: Any, code: str, kind: Any) -> None:
    refused(code, kind, act, draft)


def test_only_who_manages_the_organisation_touches_drafts(draft: StructureDraft, employee_user: User) -> None:
    for act in (services.undo, services.redo, services.discard_draft, services.rebase_draft):
        refused("role_missing", ForbiddenError, act, draft_id=draft.id, revision=0, actor=employee_user)
    refused("role_missing", ForbiddenError, services.open_draft, title="X", effective_from=JULY, actor=employee_user)
    refused("role_missing", ForbiddenError, queries.draft_page, employee_user, draft.id)
    assert queries.open_drafts(employee_user) == []


def test_what_is_thrown_away_or_published_stays_so(draft: StructureDraft) -> None:
    services.discard_draft(draft_id=draft.id, revision=0, actor=RATNA)
    services.discard_draft(draft_id=draft.id, revision=0, actor=RATNA)
    error = refused("draft_settled", ConflictError, move, draft, "SETDA-ORG", "BKPSDM", revision=1)
    assert "Dibuang oleh Ratna" in str(error.message)
    refused("draft_settled", ConflictError, publish, draft, revision=1)


def test_a_structure_that_changed_meanwhile_stops_the_publication_until_the_draft_is_set_on_it(
    draft: StructureDraft,
) -> None:
    move(draft, "SETDA-ORG", "BKPSDM", revision=0)
    structure.rename_unit(
        unit_id=unit("JEBRES"), name="Kecamatan Jebres Baru", effective_from=JULY, decree="Perwal 9", actor=OPERATOR
    )
    refused("draft_base_changed", ConflictError, publish, draft, revision=1)
    services.rebase_draft(draft_id=draft.id, revision=1, actor=RATNA)
    publish(draft, revision=2)
    after = organisation.chart_on(NEXT_YEAR).by_code
    assert (after["JEBRES"].name, after["SETDA-ORG"].parent_id) == ("Kecamatan Jebres Baru", unit("BKPSDM"))


def test_a_step_the_new_structure_does_not_allow_is_named_and_undone_first(draft: StructureDraft) -> None:
    move(draft, "SETDA-ORG", "BKPSDM", revision=0)
    move(draft, "JEBRES-1", "SETDA", revision=1)
    without = sheet(*(row for row in CITY if row[0] != "JEBRES-1"))
    structure.import_structure(
        table=without, effective_from=JULY, decree="Perwal 9", actor=OPERATOR, occupied=lambda _a, _b: {}
    )
    services.rebase_draft(draft_id=draft.id, revision=2, actor=RATNA)
    error = refused("draft_steps_refused", ConflictError, publish, draft, revision=3)
    assert "Unit itu tidak ada dalam struktur pada 1 Januari 2027." in str(error.message)
    second = DraftChange.objects.order_by("place")[1]
    services.undo(draft_id=draft.id, revision=3, change_id=second.id, actor=RATNA)
    publish(draft, revision=4)


def test_a_whole_chart_from_a_file_is_one_step_that_can_be_undone(draft: StructureDraft) -> None:
    old = organisation.chart_on(JANUARY)
    chart = Chart.of(node for node in old.nodes.values() if node.code != "JEBRES-1")
    services.replace_chart(draft_id=draft.id, chart=chart, source="opd\0 2027.xlsx", revision=0, actor=RATNA)
    page = queries.page_of(StructureDraft.objects.get())
    assert [node.code for node in page.difference.removed] == ["JEBRES-1"]
    assert page.told[0].text == "Seluruh bagan diganti dengan 7 unit dari opd 2027.xlsx"
    services.undo(draft_id=draft.id, revision=1, actor=RATNA)
    assert made(draft) == old
    services.redo(draft_id=draft.id, revision=2, actor=RATNA)
    services.hand_over_people(
        draft_id=draft.id, unit_id=unit("JEBRES-1"), people_to=unit("JEBRES"), revision=3, actor=RATNA
    )
    publish(draft, revision=4)
    assert organisation.chart_on(NEXT_YEAR) == chart


def test_lineage_of_merged_split_and_closed_units_is_kept(draft: StructureDraft, employee_user: User) -> None:
    part = {"code": "BKPSDM-K", "name": "Bidang Kinerja", "unit_type": "division"}
    services.split_unit(
        draft_id=draft.id,
        revision=0,
        actor=RATNA,
        unit_id=unit("BKPSDM-M"),
        parts=[part],
        taken={unit("BKPSDM-MK"): 0},
    )
    services.merge_units(
        draft_id=draft.id, revision=1, actor=RATNA, unit_ids=[unit("SETDA-ORG")], into=unit("BKPSDM-M")
    )
    services.close_unit(draft_id=draft.id, revision=2, actor=RATNA, unit_id=unit("JEBRES-1"))
    seen: list[services.PublishedDraft] = []
    publish(draft, revision=3, settle=seen.append)
    new = unit("BKPSDM-K", NEXT_YEAR)
    assert organisation.chart_on(NEXT_YEAR).nodes[unit("BKPSDM-MK")].parent_id == new
    assert seen[0].ended == {unit("SETDA-ORG"): unit("BKPSDM-M"), unit("JEBRES-1"): None}
    kept = Succession.objects.values_list("kind", "unit_id", "successor_id", "decree")
    assert set(kept) == {
        ("split", unit("BKPSDM-M"), new, "Perwal 14/2026"),
        ("merged", unit("SETDA-ORG"), unit("BKPSDM-M"), "Perwal 14/2026"),
        ("closed", unit("JEBRES-1"), None, "Perwal 14/2026"),
    }
    assert len(queries.successions_of(employee_user, unit("BKPSDM-M"))) == 2


def test_the_history_of_a_unit_tells_each_change_with_its_decree_and_who_published_it(
    draft: StructureDraft, employee_user: User
) -> None:
    division, section, root = unit("BKPSDM-M"), unit("SETDA-ORG"), unit("PEM")
    common = {"draft_id": draft.id, "actor": RATNA}
    part = {"code": "BKPSDM-K", "name": "Bidang Kinerja", "unit_type": "division"}
    services.split_unit(**common, revision=0, unit_id=division, parts=[part], taken={})
    services.merge_units(**common, revision=1, unit_ids=[section], into=division)
    services.rename_unit(**common, revision=2, unit_id=division, name="Bidang Karier", abbreviation="")
    services.move_unit(**common, revision=3, unit_id=division, parent_id=root)
    publish(draft, revision=4)

    def told(unit_id: Any) -> list[tuple[Any, ...]]:
        found = history_of(employee_user, unit_id, JULY)
        return [
            (each.event.day, each.event.kind, each.decree, each.published_by, [unit.name for unit in each.units])
            for each in found.events
        ]

    ours = (NEXT_YEAR, "Perwal 14/2026", "Ratna")
    day, decree, by = ours
    assert told(division) == [
        (JANUARY, "first", "Perwal 1", OPERATOR.name, []),
        (day, "moved", decree, by, []),
        (day, "renamed", decree, by, []),
        (day, "took_over", decree, by, ["Bagian Organisasi"]),
        (day, "split", decree, by, ["Bidang Kinerja"]),
    ]
    assert told(section)[1:] == [(day, "merged", decree, by, ["Bidang Karier"])]
    assert told(unit("BKPSDM-K", NEXT_YEAR)) == [(day, "split_from", decree, by, ["Bidang Karier"])]
    before = history_of(employee_user, section, date(2026, 12, 31))
    assert (before.name, before.stands, history_of(employee_user, section, NEXT_YEAR).stands) == (
        "Bagian Organisasi",
        True,
        False,
    )
    moved = history_of(employee_user, division, JULY).events[1].event
    assert (moved.before and moved.before.parent_name, moved.after and moved.after.parent_name) == (
        "Badan Kepegawaian",
        "Pemerintah Kota North",
    )
    with pytest.raises(NotFoundError):
        history_of(employee_user, new_id(), JULY)
