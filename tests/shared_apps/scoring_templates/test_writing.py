"""A template leaves as a file and comes back as the same document."""

import json
import re

import pytest
from django_tenants.utils import schema_context

from shared_apps.scoring_templates import documents
from shared_apps.scoring_templates.models import TemplateDraft
from shared_apps.scoring_templates.rules import document, writing
from tests.shared_apps.scoring_templates import examples
from tests.shared_apps.scoring_templates.test_agreement import schemes
from tests.shared_apps.scoring_templates.test_pages import _approve, _upload
from tests.tenants.conftest import at_host, host_user


@pytest.mark.parametrize("name", documents.names())
def test_both_forms_read_back_as_the_same_document(name: str) -> None:
    template = examples.template(name)
    for written in (writing.to_yaml, writing.to_json):
        found, problems = document.read_yaml(written(template))
        assert found is not None, problems
        assert document.content_hash(found) == document.content_hash(template)


def test_so_do_random_ones() -> None:
    for _seed, scheme in schemes(0, 60):
        for written in (writing.to_yaml, writing.to_json):
            found, problems = document.read_yaml(written(scheme))
            assert found is not None, problems
            assert document.content_hash(found) == document.content_hash(scheme)


def test_numbers_are_written_as_people_write_them() -> None:
    text = writing.to_yaml(examples.template("talent_national_2025"))
    assert re.search(r"^ +weight: [1-9][0-9]?$", text, flags=re.MULTILINE)
    assert "!!" not in text
    assert text.index("\nmeasures:") < text.index("\nnodes:") < text.index("\nresults:")


@pytest.mark.parametrize(
    "word", ["true", "null", "1.50", "2026-01-01", "a: b", "- x", "'\"", "# x", "é\n\té", "@x", "%s"]
)
def test_words_stay_words(word: str) -> None:
    plain = examples.data("asn_performance")
    plain["title"]["id"], plain["version"] = word, word.strip()
    template = examples.parsed(plain)
    found, problems = document.read_yaml(writing.to_yaml(template))
    assert found is not None, problems
    assert (found.title.id, found.version) == (template.title.id, template.version)


def test_from_a_page_and_back(regions: None) -> None:
    console = at_host(host_user())
    draft = _upload(console, documents.text("behaviour_360").encode())["Location"]
    for kind, media_type in (("yaml", "application/yaml"), ("json", "application/json")):
        answer = console.get(f"{draft}unduh/{kind}/")
        assert answer["Content-Type"].startswith(media_type)
        assert answer["Content-Disposition"] == f'attachment; filename="behaviour_360-1.{kind}"'
        again = _upload(console, answer.content, f"x.{kind}")
        assert again["Location"] == draft  # the same key and version: the same draft
        with schema_context("public"):
            kept = document.read_yaml(TemplateDraft.objects.get().document)[0]
        assert kept is not None
        assert document.content_hash(kept) == document.content_hash(examples.template("behaviour_360"))
    _approve(draft)
    version = console.post(f"{draft}terbit/", {"version": "2030/I"})["Location"]
    answer = console.get(f"{version}unduh/json/")
    assert answer["Content-Disposition"] == 'attachment; filename="behaviour_360-2030i.json"'
    assert json.loads(answer.content)["version"] == "2030/I"
    assert console.get(f"{version}unduh/exe/").status_code == 404
