"""What the page of a trial sends: files, and what it sent along before, since nothing is kept."""

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from shared_apps.scoring_templates.rules.yaml_reading import LARGEST_DOCUMENT
from shared_apps.scoring_templates.setting_form import typed_values
from shared_apps.scoring_templates.trying.queries import Wish

LARGEST_SHEET = 1_000_000


class TryForm(forms.Form):
    """A sheet of measures and a region's document, both optional."""

    file = forms.FileField(
        label=_("Berkas ukuran"),
        required=False,
        help_text=_("CSV atau xlsx: kolom case, profile, dan satu kolom setiap ukuran. Paling banyak 500 orang."),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
        error_messages={"empty": _("Berkas ini kosong. Unduh lembar contoh untuk melihat bentuknya.")},
    )
    change = forms.FileField(
        label=_("Kustomisasi daerah"),
        required=False,
        help_text=_("Berkas YAML sebuah daerah, untuk mencoba templat sebagaimana daerah itu memakainya."),
        widget=forms.FileInput(attrs={"accept": ".yaml,.yml,.json"}),
    )
    measures = forms.CharField(required=False, strip=False, max_length=LARGEST_SHEET, widget=forms.HiddenInput())
    customisation = forms.CharField(
        required=False, strip=False, max_length=LARGEST_DOCUMENT, widget=forms.HiddenInput()
    )

    def clean_file(self) -> "UploadedFile[bytes] | None":
        """Not larger than a page can carry along."""
        upload: UploadedFile[bytes] | None = self.cleaned_data["file"]
        if upload is not None and (upload.size or 0) > LARGEST_SHEET:
            raise forms.ValidationError(_("Berkas ini lebih besar dari 1 MB. Coba dengan lebih sedikit orang."))
        return upload

    def clean_change(self) -> str:
        """The text of the document."""
        upload: UploadedFile[bytes] | None = self.cleaned_data["change"]
        if upload is None:
            return ""
        if (upload.size or 0) > LARGEST_DOCUMENT:
            raise forms.ValidationError(_("Berkas ini lebih besar dari 1 MB. Dokumen templat jauh lebih kecil."))
        try:
            content: bytes = upload.read()
            return content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise forms.ValidationError(
                _("Berkas ini bukan teks YAML. Simpan dokumen sebagai teks UTF-8 berakhiran .yaml, lalu unggah lagi.")
            ) from error

    def wish(self) -> Wish:
        """What is to be tried; a new file goes before what was sent along."""
        if not self.is_bound:
            return Wish()
        given = self.cleaned_data if self.is_valid() else {}
        upload: UploadedFile[bytes] | None = given.get("file")
        sent = "" if "examples" in self.data else given.get("measures", "")
        return Wish(
            values=typed_values(self.data),
            customisation=given.get("change") or given.get("customisation", ""),
            content=sent.encode() if upload is None else upload.read(),
            name="" if upload is None else str(upload.name),
        )
