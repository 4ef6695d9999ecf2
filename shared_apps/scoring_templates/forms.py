"""Forms of the host's template pages."""

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from shared_apps.scoring_templates.models import DraftReview
from shared_apps.scoring_templates.rules.yaml_reading import LARGEST_DOCUMENT
from shared_apps.ui.forms import RefusableForm


class UploadForm(forms.Form):
    """A document from the operator's machine; JSON is read as the YAML it is."""

    document = forms.FileField(
        label=_("Dokumen templat"),
        help_text=_("Berkas YAML atau JSON, paling besar 1 MB. Diperiksa seluruhnya sebelum disimpan."),
        widget=forms.ClearableFileInput(attrs={"accept": ".yaml,.yml,.json"}),
        error_messages={"empty": _("Berkas ini kosong. Pilih berkas YAML atau JSON yang berisi dokumen.")},
    )

    def clean_document(self) -> str:
        """The text of the file."""
        upload: UploadedFile[bytes] = self.cleaned_data["document"]
        if upload.size is None or upload.size > LARGEST_DOCUMENT:
            raise forms.ValidationError(_("Berkas ini lebih besar dari 1 MB. Dokumen templat jauh lebih kecil."))
        content: bytes = upload.read()
        try:
            return content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise forms.ValidationError(
                _("Berkas ini bukan teks YAML. Simpan dokumen sebagai teks UTF-8 berakhiran .yaml, lalu unggah lagi.")
            ) from error


class WithdrawForm(RefusableForm):
    """Why nobody shall adopt a version any more."""

    reason = forms.CharField(label=_("Alasan"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


class ReviewForm(RefusableForm):
    """What a second person says of the text that was read."""

    seen = forms.CharField(widget=forms.HiddenInput())
    verdict = forms.ChoiceField(
        label=_("Hasil telaah"), choices=DraftReview.Verdict.choices, widget=forms.RadioSelect(), initial="approved"
    )
    comment = forms.CharField(
        label=_("Catatan"),
        max_length=500,
        required=False,
        help_text=_("Wajib kecuali bila disetujui. Komentar saja tidak memutuskan apa pun."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class PublishForm(RefusableForm):
    """Under which version, and what changed."""

    version = forms.CharField(
        label=_("Nomor versi"),
        max_length=40,
        help_text=_("Versi yang sudah terbit tidak berubah lagi; perubahan berikutnya mendapat nomor baru."),
    )
    changelog = forms.CharField(
        label=_("Pengantar catatan perubahan"),
        max_length=2000,
        required=False,
        help_text=_("Daftar perubahan dibuat sendiri dari perbedaan dengan versi sebelumnya."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
