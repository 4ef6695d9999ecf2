"""What kind of file was uploaded, told by its content, and the checks on a zip before anything is unpacked."""

import io
import re
import zipfile

from django.utils.translation import gettext_lazy as _

from shared_apps.errors import InvalidError, Text
from shared_apps.sheets import limits
from shared_apps.sheets.messages import refusal

SAVE_AS: Text = _("Simpan sebagai .xlsx atau .csv, lalu unggah kembali.")
SAVE_AGAIN: Text = _("Buka berkas di aplikasi lembar kerja, simpan kembali sebagai .xlsx, lalu unggah kembali.")

SIGNATURES: tuple[tuple[bytes, Text], ...] = (
    (b"%PDF", _("PDF")),
    (b"\xd0\xcf\x11\xe0", _("Excel lama (.xls), Word lama (.doc), atau berkas berkata sandi")),
    (b"{\\rtf", _("dokumen RTF")),
    (b"\x89PNG", _("gambar")),
    (b"\xff\xd8\xff", _("gambar")),
    (b"GIF8", _("gambar")),
    (b"\x1f\x8b", _("arsip gzip")),
    (b"Rar!", _("arsip RAR")),
    (b"7z\xbc\xaf", _("arsip 7z")),
)


def wrong_type(found: Text) -> InvalidError:
    """The file is of a kind that holds no sheet we read."""
    return refusal(
        "wrong_file_type",
        _("Berkas ini bukan lembar kerja .xlsx atau .csv, melainkan %(found)s."),
        SAVE_AS,
        found=str(found),
    )


def is_workbook(content: bytes) -> bool:
    """Whether this may be an xlsx (else it may be a CSV); every kind known to be neither is refused."""
    if len(content) > limits.MAX_UPLOAD:
        raise refusal(
            "file_too_large",
            _("Ukuran berkas %(size)s MB, lebih besar dari batas %(limit)s MB."),
            _("Hapus gambar dan lembar yang tidak dipakai atau bagi menjadi beberapa berkas, lalu unggah kembali."),
            size=str(-(-len(content) // limits.MEGABYTE)),
            limit=str(limits.MAX_UPLOAD // limits.MEGABYTE),
        )
    if not content.strip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"):
        raise refusal("empty_file", _("Berkas ini kosong."), _("Periksa berkas yang dipilih, lalu unggah kembali."))
    start = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    for signature, found in SIGNATURES:
        if start.startswith(signature):
            raise wrong_type(found)
    if re.match(rb"<(!doctype|html|head|body|table|\?xml|!--|div|meta|style)", start, re.IGNORECASE):
        raise wrong_type(_("halaman HTML atau XML"))
    return content.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def check_zip(content: bytes) -> None:
    """Look at the directory of the zip only: kind, number of parts, and how large they say they are."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, RuntimeError, EOFError, OSError) as error:  # Runtime: a zip of later days
        raise refusal("damaged_file", _("Berkas ini rusak atau belum terunggah seluruhnya."), SAVE_AGAIN) from error
    names = [entry.filename.replace("\\", "/").lower() for entry in entries]
    _check_kind(set(names))
    unpacked = sum(entry.file_size for entry in entries)
    swollen = any(
        entry.file_size > limits.MEGABYTE and entry.file_size > limits.MAX_RATIO * max(entry.compress_size, 1)
        for entry in entries
    )
    if len(entries) > limits.MAX_ENTRIES or unpacked > limits.MAX_RATIO * len(content) or swollen:
        raise refusal(
            "zip_bomb",
            _("Isi berkas ini jauh lebih besar daripada ukurannya, jadi tidak dibuka."),
            _("Salin datanya ke lembar kerja baru tanpa format di sel kosong, simpan, lalu unggah kembali."),
        )
    if unpacked > limits.MAX_UNPACKED:
        raise refusal(
            "unpacked_too_large",
            _("Isi berkas ini %(size)s MB setelah dibuka, lebih besar dari batas %(limit)s MB."),
            _("Hapus gambar dan lembar yang tidak dipakai atau bagi menjadi beberapa berkas, lalu unggah kembali."),
            size=str(-(-unpacked // limits.MEGABYTE)),
            limit=str(limits.MAX_UNPACKED // limits.MEGABYTE),
        )
    if len(set(names)) < len(names) or any(
        entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for entry in entries
    ):
        raise refusal("damaged_file", _("Berkas ini rusak atau belum terunggah seluruhnya."), SAVE_AGAIN)
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise refusal(
            "password", _("Berkas ini dikunci dengan kata sandi."), _("Hapus kata sandinya, lalu unggah kembali.")
        )


def _check_kind(names: set[str]) -> None:
    if "word/document.xml" in names:
        raise wrong_type(_("dokumen Word"))
    if any(name.startswith("ppt/") for name in names):
        raise wrong_type(_("presentasi"))
    if "content.xml" in names and "mimetype" in names:
        raise wrong_type(_("dokumen OpenDocument"))
    if "xl/workbook.bin" in names:
        raise wrong_type(_("lembar kerja biner (.xlsb)"))
    if "xl/vbaproject.bin" in names:
        raise wrong_type(_("lembar kerja dengan makro (.xlsm)"))
    if not {"xl/workbook.xml", "[content_types].xml"} <= names:
        raise wrong_type(_("arsip zip biasa"))
