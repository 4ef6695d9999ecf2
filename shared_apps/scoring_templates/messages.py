"""What a problem says to people. Indonesian is the source; the codes never change, the words may."""

import re
from collections import defaultdict
from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from shared_apps.scoring_templates.rules.problems import Problem
from shared_apps.ui import formats

_DECIMAL = re.compile(r"-?\d+\.\d+", re.ASCII)
_SHAPES: Mapping[str, Promise] = {
    "missing": gettext_lazy("Isian ini wajib ada."),
    "extra_forbidden": gettext_lazy("Isian ini tidak dikenal."),
    "literal_error": gettext_lazy("Pilih salah satu: {expected}."),
    "union_tag_invalid": gettext_lazy("Pilih salah satu: {expected}."),
    "union_tag_not_found": gettext_lazy("Jenis (kind) wajib diisi."),
    "string_type": gettext_lazy("Isian ini harus berupa teks."),
    "string_too_long": gettext_lazy("Teks terlalu panjang, paling banyak {expected} huruf."),
    "bool_type": gettext_lazy("Isian ini harus true atau false."),
    "dict_type": gettext_lazy("Isian ini harus berupa peta kunci dan nilai."),
    "mapping_type": gettext_lazy("Isian ini harus berupa peta kunci dan nilai."),
    "model_type": gettext_lazy("Isian ini harus berupa peta kunci dan nilai."),
    "tuple_type": gettext_lazy("Isian ini harus berupa daftar."),
}

_TEXTS: Mapping[str, Promise] = {
    "shape": gettext_lazy("Isian tidak sesuai bentuk: {detail}."),
    "decimal_expected": gettext_lazy("Isian ini harus berupa angka desimal yang pasti."),
    "key_invalid": gettext_lazy("Kunci hanya huruf kecil, angka dan garis bawah, diawali huruf, paling banyak 40."),
    "duplicate_key": gettext_lazy("Kunci ditulis dua kali: {detail}."),
    "decimal_out_of_limits": gettext_lazy("Angka melebihi batas 12 digit dan 6 desimal."),
    "weight_too_fine": gettext_lazy("Bobot paling banyak 4 desimal."),
    "key_taken": gettext_lazy("Kunci {key} sudah dipakai di {section}."),
    "input_unknown": gettext_lazy("{name} tidak dikenal."),
    "scale_unknown": gettext_lazy("Skala {name} tidak dikenal."),
    "code_unknown": gettext_lazy("Kode {name} tidak dikenal."),
    "group_unknown": gettext_lazy("Kelompok {name} tidak dikenal."),
    "profile_unknown": gettext_lazy("Profil {name} tidak dikenal."),
    "path_unknown": gettext_lazy("{name} tidak dikenal."),
    "cycle": gettext_lazy("Perhitungan berputar."),
    "number_expected": gettext_lazy("{name} berisi kode, di sini diperlukan angka."),
    "code_expected": gettext_lazy("{name} berisi angka, di sini diperlukan kode."),
    "choices_on_number": gettext_lazy("{name} berisi angka: pakai rentang (bands), bukan pilihan."),
    "bands_on_code": gettext_lazy("{name} berisi kode: pakai pilihan (choices), bukan rentang."),
    "scale_on_number": gettext_lazy("{name} tidak memakai skala."),
    "range_on_code": gettext_lazy("{name} berisi kode, jadi tidak punya rentang atau desimal."),
    "count_has_decimals": gettext_lazy("{name} adalah bilangan bulat, jadi tanpa desimal."),
    "condition_invalid": gettext_lazy("Syarat pada {name} tidak sesuai jenisnya."),
    "range_required": gettext_lazy("Rentang nilai {name} belum lengkap."),
    "range_empty": gettext_lazy("Rentang nilai {name} tidak masuk akal: batas atas di bawah batas bawah."),
    "clamp_empty": gettext_lazy("Batas bawah dan atas {name} tidak masuk akal."),
    "zero_outside_range": gettext_lazy("{name} dihitung nol bila kosong, tetapi nol di luar rentangnya."),
    "zero_for_code": gettext_lazy("{name} berisi kode, jadi tidak dapat dihitung nol bila kosong."),
    "weights_sum": gettext_lazy("Jumlah bobot {sum}, seharusnya tepat {total}."),
    "group_sum": gettext_lazy("Subtotal {group} {sum}, seharusnya {expected}."),
    "weight_negative": gettext_lazy("Bobot {name} tidak boleh negatif."),
    "times_not_positive": gettext_lazy("Pengali {name} harus lebih dari nol."),
    "total_not_positive": gettext_lazy("Jumlah bobot {name} harus lebih dari nol."),
    "inputs_missing": gettext_lazy("{name} belum punya masukan."),
    "variant_missing": gettext_lazy("Belum ada isi untuk profil {name}."),
    "points_too_few": gettext_lazy("Kurva {name} perlu paling sedikit dua titik."),
    "bands_missing": gettext_lazy("{name} belum punya pilihan atau rentang."),
    "minimum_required": gettext_lazy("Isi batas minimum: masukan {name} dapat kosong."),
    "minimum_impossible": gettext_lazy("Batas minimum {name} tidak mungkin dipenuhi atau tidak berarti."),
    "choice_missing": gettext_lazy("Belum ada isi untuk {code}."),
    "cell_missing": gettext_lazy("Belum ada isi untuk sel {code}."),
    "cut_missing": gettext_lazy("Belum ada batas untuk {code}."),
    "title_missing": gettext_lazy("Belum ada judul untuk {code}."),
    "cell_unknown": gettext_lazy("Sel {name} tidak sesuai sumbu matriks."),
    "axes_not_two": gettext_lazy("Matriks {name} harus punya tepat dua sumbu."),
    "scale_repeats": gettext_lazy("Skala {name} memuat kode yang sama dua kali."),
    "bands_gap": gettext_lazy("Rentang {a} dan {b} berlubang pada {range}."),
    "bands_overlap": gettext_lazy("Rentang {a} dan {b} bertumpuk pada {range}."),
    "band_empty": gettext_lazy("Rentang {a} kosong: awalnya tidak di bawah akhirnya."),
    "points_same_x": gettext_lazy("Titik {a} dan {b} sama-sama di {range}."),
    "cuts_not_ascending": gettext_lazy("Batas {level} harus lebih tinggi daripada batas di bawahnya."),
    "cut_unreachable": gettext_lazy("Batas {level} di luar nilai yang mungkin ({range})."),
    "direction_conflict": gettext_lazy("Arah {name} berlawanan: lebih baik bila rendah tidak dapat dihitung naik."),
    "not_monotone": gettext_lazy("Poin {name} naik dan turun; seharusnya searah."),
    "value_required": gettext_lazy("{path} wajib diisi daerah sebelum dipakai."),
    "hole_not_required": gettext_lazy("{path} kosong, tetapi tidak disebut wajib diisi daerah."),
    "wrong_template": gettext_lazy("Kustomisasi dibuat untuk versi lain."),
    "locked": gettext_lazy("{path} terkunci dan tidak boleh diubah."),
    "out_of_bounds": gettext_lazy("{path} di luar batas yang diizinkan: {min} sampai {max}."),
    "no_change": gettext_lazy("{path} sama dengan nilai templat, jadi tidak mengubah apa pun."),
    "path_not_a_value": gettext_lazy("{path} bukan satu nilai yang dapat diubah."),
    "duplicate_path": gettext_lazy("{path} disebut dua kali."),
    "overlapping_path": gettext_lazy("{path} berada di dalam jalur lain yang juga diubah."),
    "local_not_allowed": gettext_lazy("Ukuran lokal tidak diizinkan di sini: {detail}."),
    "local_too_many": gettext_lazy("Ukuran lokal melebihi yang diizinkan: {detail}."),
    "local_source": gettext_lazy("Sumber ukuran lokal tidak diizinkan: {detail}."),
    "local_share": gettext_lazy("Bobot ukuran lokal melebihi yang diizinkan: {detail}."),
}

_REASONS: Mapping[str, Promise] = {
    "missing": gettext_lazy("belum ada bukti"),
    "out_of_range": gettext_lazy("nilainya di luar rentang"),
    "unknown_code": gettext_lazy("kodenya tidak dikenal"),
    "too_few": gettext_lazy("masukannya terlalu sedikit"),
    "outside_curve": gettext_lazy("nilainya di luar kurva"),
    "unknown": gettext_lazy("profil jabatan tidak dikenal"),
}


def text_of(problem: Problem) -> str:
    """The problem in the words of the reader's language, without its path."""
    params: defaultdict[str, str] = defaultdict(str, {name: _number(text) for name, text in problem.params.items()})
    text = _TEXTS.get(problem.code)
    if problem.code == "shape":
        text = _SHAPES.get(params["kind"], text)
    if problem.code == "out_of_bounds" and params["one_of"]:
        return gettext("{path} harus salah satu dari: {one_of}.").format_map(params)
    return problem.code if text is None else str(text).format_map(params)


def _number(text: str) -> str:
    """A figure as the reader's language writes it; `2025.1` of a version would be one too, but no text names one."""
    return formats.decimal(text) if _DECIMAL.fullmatch(text) else text


def line_of(problem: Problem) -> str:
    """Path and text on one line, for lists and the command line."""
    return f"{problem.path}: {text_of(problem)}" if problem.path else text_of(problem)


def reason_text(reason: str) -> str:
    """Why a score needs verification (`awards:missing`), without the measure's name."""
    word = reason.rpartition(":")[2]
    return str(_REASONS.get(word, word))


def codes() -> frozenset[str]:
    """Every code that has a text."""
    return frozenset(_TEXTS)
