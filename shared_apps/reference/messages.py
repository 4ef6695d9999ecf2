"""What to tell a person about a number that cannot be read or looks odd."""

from django.utils.translation import gettext

NIP_PROBLEMS = (
    "empty", "scientific", "not_digits", "not_18_digits",
    "birth_date", "start_month", "started_too_young", "sex", "sequence",
)  # fmt: skip


def nip_texts(problem: str) -> tuple[str, str]:
    """Reason and repair for a problem found by `rules.parse_nip`."""
    as_text = gettext("Ubah format kolom menjadi Teks, lalu ketik ulang NIP lengkap 18 angka.")
    compare = gettext("Cocokkan dengan SK pengangkatan; perbaiki bila salah ketik.")
    return {
        "empty": (gettext("NIP kosong."), gettext("Isi NIP 18 angka.")),
        "scientific": (gettext("NIP tersimpan sebagai angka, sehingga angka-angka terakhirnya hilang."), as_text),
        "not_digits": (gettext("NIP berisi tanda selain angka."), gettext("Tulis NIP dengan 18 angka saja.")),
        "not_18_digits": (gettext("NIP tidak terdiri atas 18 angka."), gettext("Tulis NIP lengkap 18 angka.")),
        "birth_date": (gettext("Delapan angka pertama NIP bukan tanggal lahir yang ada di kalender."), compare),
        "start_month": (gettext("Bulan pengangkatan di dalam NIP bukan 01 sampai 12."), compare),
        "started_too_young": (gettext("Menurut NIP, pegawai diangkat sebelum berumur 18 tahun."), compare),
        "sex": (gettext("Angka jenis kelamin di dalam NIP bukan 1 atau 2."), compare),
        "sequence": (gettext("Nomor urut di dalam NIP adalah 000."), compare),
    }[problem]
