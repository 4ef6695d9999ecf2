"""Indonesian is the source, English is whole: nothing anybody can read is left untranslated."""

import ast
import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
import yaml
from babel.messages.catalog import Catalog
from django.http import HttpResponse
from django.test import Client
from django.utils import translation

from merit import commands_messages as messages
from shared_apps.jobs import words
from shared_apps.scoring_templates import documents
from tenant_apps.organisation import sheet as organisation_sheet
from tenant_apps.people.rules import columns as people_columns
from tests.tenant_apps.people.people import id_of
from tests.tenant_apps.workspace import conftest as workspace
from tests.tenant_apps.workspace import town

published, north, as_ = workspace.published, workspace.north, workspace.as_

# Words no English sentence has and no name of a unit, decree or person in the town has either.
INDONESIAN = re.compile(
    r"\b(?:yang|tidak|belum|untuk|dengan|dari|pada|atau|sudah|dapat|adalah|ini|itu|Anda|oleh|sampai|menjadi|karena"
    r"|setelah|dihitung|nilai|pegawai|kotak|unggah|berkas|masuk|keluar|kata sandi|surel|kembali|lihat|simpan)\b",
    re.IGNORECASE,
)
SPOKEN = re.compile(r'(?:aria-label|title|placeholder|alt|data-l)="([^"]*)"')
PLACEHOLDER = re.compile(r"%\(\w+\)[\d#+ -]*[sd]|\{\w+\}|<[^>]+>")
TAGS = re.compile(
    r"\{#.*?#\}|\{% blocktranslate.*?endblocktranslate %\}|\{% block page_class %\}\w+|\{%.*?%\}|\{\{.*?\}\}",
    re.DOTALL,
)
COLUMNS = {*people_columns.NAMES, *organisation_sheet.ALIASES}
NEVER_TRANSLATED = {
    *("Merit Bersama", "· Merit Bersama", "Bahasa Indonesia", "English"),
    *("JSON", "YAML", "PDF", "CSV", "SHA-256", "byte"),  # names of things, alike in both languages
    *("merit fleet migrate --jobs 2", "/kerja-sama/"),  # typed as they are
}


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    return messages.read()


def english(client: Client) -> Client:
    client.cookies["django_language"] = "en"
    return client


def text(answer: HttpResponse) -> str:
    """What a person reads or hears, without what the region wrote itself."""
    markup = re.sub(r"<(script|style)[^>]*>.*?</\1>", " ", answer.content.decode(), flags=re.DOTALL)
    spoken = " ".join(SPOKEN.findall(markup))
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", markup) + " " + spoken))


def test_the_catalogue_is_what_the_sources_say(catalogue: Catalog) -> None:
    """A new string fails here until `make messages` has collected it and somebody has translated it."""
    merged = messages.merge()
    assert list(messages.untranslated(merged)) == []
    assert {(entry.id, entry.context) for entry in catalogue} == {(entry.id, entry.context) for entry in merged}


def test_nothing_in_the_catalogue_is_doubtful(catalogue: Catalog) -> None:
    assert [entry.id for entry in catalogue if entry.id and entry.fuzzy] == []
    assert [(entry.id, str(error)) for entry in catalogue for error in entry.check(catalogue)] == []


def test_placeholders_and_markup_are_the_same_in_both_languages(catalogue: Catalog) -> None:
    different = []
    for entry in catalogue:
        sources = (entry.id,) if isinstance(entry.id, str) else entry.id
        targets = (entry.string,) if isinstance(entry.string, str) else entry.string
        if entry.id:
            wanted = sorted(PLACEHOLDER.findall(sources[0]))
            different += [each for each in targets if sorted(PLACEHOLDER.findall(each)) != wanted]
    assert different == []


def test_punctuation_and_spaces_at_the_ends_are_kept(catalogue: Catalog) -> None:
    """Strings are put together on pages; a lost full stop or space shows."""
    ends = re.compile(r"(^\s*)(?:.*?)([\s.:?…]*$)", re.DOTALL)
    pairs = [(entry.id, entry.string) for entry in catalogue if isinstance(entry.id, str) and entry.id]
    assert [id_ for id_, string in pairs if ends.findall(id_)[0] != ends.findall(string)[0]] == []


def test_no_string_is_translated_before_anybody_asked() -> None:
    """At import time there is no reader yet: what stands in a module is lazy."""
    early = []
    for floor in messages.FLOORS:
        for path in sorted((messages.ROOT / floor).rglob("*.py")):
            tree = ast.parse(path.read_text())
            eager = set(_eager_names(tree))
            early += [f"{path.name}:{call.lineno}" for call in _calls_at_import(tree) if call.func.id in eager]  # type: ignore[attr-defined]
    assert early == []


def _eager_names(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
            yield from (name.asname or name.name for name in node.names if not name.name.endswith("_lazy"))


def _calls_at_import(node: ast.AST) -> Iterator[ast.Call]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        if isinstance(child, ast.Call) and isinstance(child.func, ast.Name):
            yield child
        yield from _calls_at_import(child)


def test_templates_have_no_words_outside_the_marks() -> None:
    """Names of columns of a sheet are the same in every language."""
    bare = []
    for floor in messages.FLOORS:
        for path in sorted((messages.ROOT / floor).rglob("templates/**/*.*")):
            source = TAGS.sub("\n", path.read_text())
            words = re.sub(r"<[^>]*>", "\n", source).split("\n")
            words += SPOKEN.findall(source)
            bare += [f"{path.name}: {word.strip()}" for word in words if _is_bare(word.strip())]
    assert bare == []


def _is_bare(word: str) -> bool:
    is_columns = set(re.findall(r"\w+", word)) <= COLUMNS
    return bool(re.search(r"[^\W\d_]{3}", word)) and word not in NEVER_TRANSLATED and not is_columns


@pytest.mark.parametrize("name", documents.names())
def test_titles_of_scoring_documents_are_in_both_languages(name: str) -> None:
    assert list(_untitled(yaml.safe_load(documents.text(name)), "")) == []


def _untitled(value: Any, path: str) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("id"), str) and value.keys() <= {"id", "en"} and not value.get("en"):
            yield path
        for key, inner in value.items():
            yield from _untitled(inner, f"{path}/{key}")
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from _untitled(inner, f"{path}/{place}")


def test_counts_have_a_singular_in_english() -> None:
    with translation.override("en"):
        assert [translation.ngettext("%(number)s orang", "%(number)s orang", n) for n in (1, 2)] == [
            "%(number)s person",
            "%(number)s people",
        ]
    with translation.override("id"):
        assert translation.ngettext("%(number)s orang", "%(number)s orang", 1) == "%(number)s orang"


def test_what_a_worker_wrote_is_read_in_the_readers_language() -> None:
    with translation.override("en"):
        assert words.told("Kembali ke periode") == "Back to the period"
        assert words.told("") == ""


def test_an_employee_reads_english_only(as_: workspace.SignedIn) -> None:
    mine = english(as_(town.RATNA))
    addresses = ("/akun/", "/akun/?periode=2026-TW3", "/akun/rincian/", "/organisasi/", "/pegawai/", "/akun-saya/")
    pages = {address: mine.get(address) for address in (*addresses, f"/pegawai/{id_of(town.RATNA)}/")}
    assert {answer.status_code for answer in pages.values()} == {200}
    assert {address: INDONESIAN.findall(text(answer)) for address, answer in pages.items()} == {
        key: [] for key in pages
    }
    assert "71.00 of 100" in text(pages["/akun/"])
    assert "How the score is calculated" in text(pages["/akun/rincian/"])
    assert all('<html lang="en"' in answer.content.decode() for answer in pages.values())


def test_whoever_waits_for_evidence_or_came_late_reads_why_in_english(as_: workspace.SignedIn) -> None:
    waiting, late = english(as_(town.CLERK)), english(as_(town.NEW))
    assert "No value is guessed" in text(waiting.get("/akun/"))
    assert "No score yet" in text(late.get("/akun/"))
    for answer in (
        waiting.get("/akun/"),
        waiting.get("/akun/rincian/"),
        late.get("/akun/"),
        late.get("/akun/rincian/"),
    ):
        assert INDONESIAN.findall(text(answer)) == []


def test_a_leader_and_an_administrator_read_english_only(as_: workspace.SignedIn) -> None:
    head, admin = english(as_(town.DIVISION_HEAD)), english(as_(role="personnel_admin"))
    answers = [head.get(address) for address in ("/pimpinan/", "/pimpinan/?kotak=5")]
    answers += [admin.get(address) for address in ("/pegawai/", "/periode/", "/periode/2026-TW4/", "/peran/")]
    assert [INDONESIAN.findall(text(answer)) for answer in answers] == [[]] * len(answers)
    assert "Box 5" in text(answers[1])


def test_signing_in_and_what_goes_wrong_are_in_english(north: None) -> None:
    stranger = english(town.browser())
    answers = [stranger.get(address) for address in ("/masuk/", "/masuk/lupa/", "/nowhere/")]
    answers.append(stranger.post("/masuk/", {"login": "nobody@north.example.id", "password": "wrong password"}))
    assert [INDONESIAN.findall(text(answer)) for answer in answers] == [[]] * len(answers)
    assert "Sign in" in text(answers[0])
    assert "Page not found" in text(answers[2])
    assert "does not match" in text(answers[3])


def test_without_a_choice_it_is_indonesian_whatever_the_browser_asks(north: None) -> None:
    answer = town.browser().get("/masuk/", HTTP_ACCEPT_LANGUAGE="en-GB,en")
    assert answer.headers["Content-Language"] == "id"
    assert "Kata sandi" in text(answer)
