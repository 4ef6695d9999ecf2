"""Forms: what is wrong is said once on top and once beside the field."""

import re
from collections.abc import Iterator

import pytest
from django import forms
from django.utils import translation

from tests.shared_apps.ui.gallery import SignInForm, UnitForm


@pytest.fixture(autouse=True)
def _indonesian() -> Iterator[None]:
    with translation.override("id"):
        yield


class Doubt(forms.Form):
    """A form that is wrong as a whole."""

    ticket = forms.CharField(widget=forms.HiddenInput)

    def clean(self) -> None:
        raise forms.ValidationError("Tanggal mulai sesudah <b>selesai</b>.")


def test_a_fresh_form_complains_about_nothing() -> None:
    html = str(SignInForm())
    assert "errsum" not in html
    assert "errorlist" not in html
    assert '<label for="id_login">NIP atau surel</label>' in html
    assert 'aria-describedby="id_login_helptext"' in html
    assert 'id="id_login_helptext"' in html


def test_errors_stand_in_the_summary_with_focus_and_link_and_at_the_field() -> None:
    form = UnitForm({"name": "", "parent": "1"})
    html = str(form)
    summary = html[: html.index("</section>")]
    assert "autofocus" in summary
    assert f'<a href="#id_name">Nama unit</a>: {form.errors["name"][0]}' in summary
    field = html[html.index('for="id_name"') :]
    assert 'aria-invalid="true"' in field
    assert 'id="id_name_error"' in field
    assert "id_name_helptext id_name_error" in field


def test_only_what_may_stay_empty_is_marked() -> None:
    html = str(UnitForm())
    assert re.findall(r'<label for="id_(\w+)">[^<]+<span class="mut">\(opsional\)', html) == ["note", "file"]


def test_a_choice_is_a_group_with_its_question_and_a_box_has_its_label() -> None:
    html = str(UnitForm())
    assert "<legend>Jenis</legend>" in html
    assert '<label class="opt" for="id_agree">' in html
    assert 'id="id_agree_helptext">Tidak dapat diurungkan.' in html


def test_errors_of_the_whole_form_and_of_hidden_fields_are_said_and_escaped() -> None:
    form = Doubt({})
    html = str(form)
    assert "Tanggal mulai sesudah &lt;b&gt;selesai&lt;/b&gt;." in html
    assert html.count(str(form.errors["ticket"][0])) == 1
    assert '<input type="hidden" name="ticket"' in html


def test_a_form_may_be_laid_out_field_by_field() -> None:
    form = SignInForm({"login": "", "password": "x"})
    html = str(form["login"].as_field_group())
    assert html.startswith("{#") is False
    assert 'id="id_login_error"' in html
    assert "errsum" not in html
