"""Pictures people upload: looked at, then drawn anew, so that nothing of the file itself is kept."""

import logging
import subprocess
import sys
from pathlib import Path

from django.utils.translation import gettext as _

from shared_apps.documents import rules
from shared_apps.errors import InvalidError

logger = logging.getLogger(__name__)

_CHILD = Path(__file__).with_name("picture_child.py")
_MEMORY, _CPU_SECONDS, _WALL_SECONDS = 1 << 30, 10, 20


def redrawn(content: bytes, *, field: str) -> bytes:
    """The picture as a square PNG of 160 pixels, without the file's metadata.

    Raises InvalidError by `field`, the name of the form's field: no PNG, JPEG or WebP, too large or too small, or
    not to be decoded.
    """
    if len(content) > rules.LARGEST_FILE:
        raise _refused("picture_too_large", _("Berkas lebih dari 2 MB. Simpan gambar yang lebih kecil."), field)
    if rules.looks_like_svg(content):
        words = _("SVG tidak diterima, karena dapat memuat program. Simpan gambarnya sebagai PNG, lalu unggah.")
        raise _refused("picture_is_svg", words, field)
    said = rules.picture_of(content)
    if said is None:
        raise _refused("picture_unknown", _("Ini bukan gambar PNG, JPEG, atau WebP."), field)
    if not rules.is_of_fair_size(said):
        words = _("Gambar ini %(width)s × %(height)s piksel; setiap sisinya harus 64 sampai 3.000 piksel.")
        raise _refused("picture_size", words % {"width": said.width, "height": said.height}, field)
    return _drawn(content, said.kind, field)


def _drawn(content: bytes, kind: str, field: str) -> bytes:
    """By a new process: no memory, connection or secret of ours is in reach of a hostile file."""
    limits = [str(each) for each in (rules.SIDE, _MEMORY, _CPU_SECONDS)]
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(_CHILD), kind, *limits],
            input=content,
            capture_output=True,
            timeout=_WALL_SECONDS,
            env={"LANG": "C.UTF-8"},
            check=True,
        )
    except subprocess.SubprocessError as error:
        logger.warning("a picture could not be drawn: %s", type(error).__name__)
        words = _("Gambar ini rusak atau tidak dapat dibaca. Simpan ulang sebagai PNG, lalu unggah kembali.")
        raise _refused("picture_unreadable", words, field) from error
    return done.stdout


def _refused(code: str, words: str, field: str) -> InvalidError:
    return InvalidError(code, words + " " + _("Tidak ada yang diubah."), fields={field: [words]})
