"""What follows from each code: text only, in the order in which it is shown, and what each text is called."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from shared_apps.scoring_templates import wording
from shared_apps.scoring_templates.authoring.grid import Choices, Maker, Row, Table
from shared_apps.scoring_templates.authoring.pages import lists
from shared_apps.scoring_templates.authoring.pages.names import code_name, keys
from shared_apps.scoring_templates.authoring.pages.page import PartPage
from shared_apps.scoring_templates.rules import kinds
from shared_apps.scoring_templates.rules.edits import Edit
from shared_apps.scoring_templates.rules.naming import key_from
from shared_apps.scoring_templates.rules.sections import Recommendation

NEW = ("recommendations", "+", "of")


def page(maker: Maker, _key: str) -> PartPage:
    """Every set of recommendations, and the code a new one would follow from."""
    tables: list[Table] = []
    more: list[Edit] = []
    for key, entry in maker.template.recommendations.items():
        named: Choices = [(code, wording.title_text(title, code)) for code, title in entry.titles.items()]
        tables += [_given(maker, key, entry, named), _titles(maker, key, entry)]
        more += [*_edits(maker, key, entry, named), *_new_title(maker, key, entry)]
    open_keys = [each for each in keys(maker.template, number=False) if each[0] not in maker.template.recommendations]
    fresh = maker.own(NEW, _("Rekomendasi menurut"), options=open_keys)
    if fresh.typed:
        more.append(Edit(("recommendations", fresh.typed), {"of": fresh.typed, "give": {}}, is_new=True))
    if open_keys:
        add = Row(_("Rekomendasi menurut"), [fresh])
        tables.append(Table(_("Rekomendasi baru"), (_("Isian"), _("Nilai")), [add]))
    about = _("Rekomendasi hanya teks dan tidak mengubah nilai. Yang pertama ditulis tampil paling dulu.")
    return PartPage(_("Rekomendasi"), about, tables, more)


def _given(maker: Maker, key: str, entry: Recommendation, named: Choices) -> Table:
    rows = []
    codes = kinds.codes_of(maker.template, entry.of) or ()
    for code in [*reversed(codes), *(code for code in entry.give if code not in codes)]:
        path, label = ("recommendations", key, "give", code), code_name(maker.template, entry.of, code)
        cell = maker.own(path, label, lists.written(entry.give.get(code, ()), named), is_text=True)
        note = "" if code in codes else _("tidak ada di skala")
        note = note or ("" if code in entry.give else _("belum ada isinya"))
        rows.append(Row(label, [cell], removes=path if code not in codes else None, note=note))
    return Table(
        wording.name_of(maker.template, entry.of),
        (_("Hasil"), _("Rekomendasi, dipisah titik koma")),
        rows,
        hint=_("Tulis nama rekomendasi dari daftar di bawahnya."),
    )


def _titles(maker: Maker, key: str, entry: Recommendation) -> Table:
    rows = []
    for advice in entry.titles:
        path = ("recommendations", key, "titles", advice)
        names = [maker.cell((*path, language), label, is_text=True) for language, label in _languages(advice)]
        rows.append(Row(advice, names, removes=path))
    fresh = [maker.own((*_fresh(key), language), label, is_text=True) for language, label in _languages(_("Baru"))]
    rows.append(Row(_("Baru"), fresh))
    return Table(_("Nama rekomendasi"), (_("Kunci"), _("Indonesia"), _("Inggris")), rows)


def _languages(name: str) -> list[tuple[str, str]]:
    return [("id", f"{name}, {_('Indonesia')}"), ("en", f"{name}, {_('Inggris')}")]


def _fresh(key: str) -> tuple[str, ...]:
    return ("recommendations", key, "titles", "+")


def _edits(maker: Maker, key: str, entry: Recommendation, named: Choices) -> Iterator[Edit]:
    for code in {*(kinds.codes_of(maker.template, entry.of) or ()), *entry.give}:
        path = ("recommendations", key, "give", code)
        stands = lists.written(entry.give.get(code, ()), named)
        cell = maker.own(path, "", stands, is_text=True)
        if cell.typed != stands and not maker.removed(path):
            yield Edit(path, lists.read(cell.typed, named))


def _new_title(maker: Maker, key: str, entry: Recommendation) -> Iterator[Edit]:
    title = {language: maker.own((*_fresh(key), language), "", is_text=True).typed for language in ("id", "en")}
    if any(title.values()):
        advice = key_from(title["id"] or title["en"], entry.titles)
        known = {language: text for language, text in title.items() if text}
        yield Edit(("recommendations", key, "titles", advice), known, is_new=True)
