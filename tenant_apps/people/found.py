"""What may be wrong or odd in a sheet of this room, in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# code: (what is wrong, what to do); what is wrong with a NIP is worded in reference
FINDINGS: dict[str, tuple[Promise, Promise]] = {
    "blank": (_("Sel ini kosong."), _("Isi sel ini.")),
    "too_long": (_("Teks lebih dari %(length)s huruf."), _("Persingkat teksnya.")),
    "odd_characters": (
        _("Teks memuat karakter kendali yang tidak terlihat."),
        _("Ketik ulang teksnya di sel ini."),
    ),
    "duplicate_number": (_("NIP ini sudah ada di baris %(first)s."), _("Hapus salah satu barisnya.")),
    "same_person": (
        _("NIP ini dan NIP di baris %(first)s adalah nomor lama dan baru dari orang yang sama."),
        _("Pakai satu baris dengan nomor yang berlaku."),
    ),
    "another_person": (
        _("NIP ini tercatat atas nama %(name)s, sedangkan barisnya berisi %(told)s."),
        _("Periksa NIP di berkas ini atau di halaman pegawai yang tercatat itu."),
    ),
    "has_left": (
        _("Menurut kolom ini pegawai tidak lagi bertugas: %(told)s."),
        _("Hapus barisnya; bila pegawai itu sudah tercatat, catat akhir tugasnya di halaman pegawai itu."),
    ),
    "unknown_employment_type": (
        _("Jenis pegawai tidak dikenal."),
        _("Pakai PNS, CPNS, PPPK, atau PPPK Paruh Waktu."),
    ),
    "unknown_grade": (
        _("Golongan tidak dikenal untuk jenis pegawai ini."),
        _("PNS memakai I/a sampai IV/e, PPPK memakai I sampai XVII."),
    ),
    "unknown_position_type": (
        _("Jenis jabatan tidak dikenal."),
        _("Pakai JPT Madya, JPT Pratama, Administrator, Pengawas, Fungsional, atau Pelaksana."),
    ),
    "unknown_unit": (
        _("Kode unit tidak ada dalam struktur organisasi yang berlaku."),
        _("Periksa kodenya, atau impor struktur organisasi lebih dahulu."),
    ),
    "unknown_unit_name": (
        _("Tidak ada unit dengan nama ini dalam struktur organisasi yang berlaku."),
        _("Periksa namanya, atau impor struktur organisasi lebih dahulu."),
    ),
    "unit_name_near": (
        _("Tidak ada unit dengan nama ini dalam struktur organisasi yang berlaku."),
        _("Mungkin maksudnya %(nearest)s."),
    ),
    "unit_name_ambiguous": (
        _("Lebih dari satu unit bernama ini."),
        _("Isi kode unit, atau tambahkan kolom unit_induk berisi nama unit di atasnya."),
    ),
    "outside_agency": (
        _("Unit ini di luar perangkat daerah Anda."),
        _("Hapus barisnya, atau mintalah administrator kepegawaian daerah mengimpornya."),
    ),
    "person_outside_agency": (
        _("Pegawai dengan NIP ini bertugas di luar perangkat daerah Anda."),
        _("Hapus barisnya; perpindahan ke perangkat daerah Anda dicatat administrator kepegawaian daerah."),
    ),
    "duplicate_post": (
        _("Jabatan ini sudah ada untuk unit yang sama di baris %(first)s."),
        _("Satukan kedua barisnya dan jumlahkan formasinya."),
    ),
    "second_head_post": (
        _("Unit ini sudah punya formasi kepala: %(title)s."),
        _("Satu unit hanya punya satu kepala; ubah salah satunya menjadi tidak."),
    ),
    "head_alone": (
        _("Kepala unit hanya satu orang."),
        _("Isi formasinya dengan 1, atau ubah kepala unit menjadi tidak."),
    ),
    "bad_headcount": (
        _("Jumlah formasi bukan bilangan antara 1 dan 10.000."),
        _("Isi dengan bilangan bulat, misalnya 3."),
    ),
    "bad_job_class": (
        _("Kelas jabatan bukan bilangan antara 1 dan 17."),
        _("Isi dengan 1 sampai 17, atau kosongkan."),
    ),
    "unknown_level": (
        _("Eselon atau jenjang tidak dikenal."),
        _("Tulis seperti II.b atau Ahli Muda, atau kosongkan."),
    ),
    "unit_ends": (
        _("Unit ini tidak ada lagi dalam struktur yang berlaku mulai %(day)s."),
        _("Impor dahulu penempatan pegawai ini mulai tanggal itu, atau pakai unit lain."),
    ),
    "unknown_flag": (_("Isinya bukan ya atau tidak."), _("Isi dengan ya atau tidak.")),
    "second_head": (
        _("Unit %(unit)s sudah punya kepala di baris %(first)s."),
        _("Satu unit hanya punya satu kepala; ubah salah satunya menjadi tidak."),
    ),
    "unit_has_head": (
        _("Unit ini sudah dikepalai %(name)s, yang tidak ada di berkas ini."),
        _("Sertakan pegawai itu dengan jabatan barunya, atau ubah sel ini menjadi tidak."),
    ),
    "bad_email": (_("Alamat surel tidak sah."), _("Tulis seperti nama@daerah.go.id, atau kosongkan.")),
    "duplicate_email": (
        _("Alamat surel ini sudah ada di baris %(first)s."),
        _("Setiap pegawai memerlukan alamatnya sendiri."),
    ),
    "email_taken": (
        _("Alamat surel ini dipakai %(name)s, yang tidak ada di berkas ini."),
        _("Isi alamat lain, atau sertakan pegawai itu."),
    ),
    "email_kept": (
        _("Alamat surel ini milik pegawai di baris %(first)s, yang sel surelnya kosong."),
        _("Isi alamat baru pegawai itu di barisnya, atau isi alamat lain di sel ini."),
    ),
    "own_superior": (_("Pegawai ini menjadi atasan dirinya sendiri."), _("Kosongkan, atau isi NIP orang lain.")),
    "unknown_superior": (
        _("NIP atasan tidak ditemukan di berkas ini maupun di data pegawai."),
        _("Periksa NIP-nya, atau kosongkan: atasan lalu mengikuti struktur."),
    ),
    "nik_scientific": (
        _("Sel NIK disimpan sebagai angka, sehingga digit terakhirnya hilang."),
        _("Ubah format kolom menjadi teks, lalu ketik ulang NIK lengkapnya."),
    ),
    "nik_not_digits": (_("NIK memuat huruf atau tanda lain."), _("Isi 16 angka seperti di KTP, atau kosongkan.")),
    "nik_length": (_("NIK terdiri dari tepat 16 angka."), _("Cocokkan dengan KTP, atau kosongkan.")),
    "nik_place": (
        _("Enam angka pertama NIK bukan kode wilayah: provinsi, kabupaten/kota, kecamatan."),
        _("Cocokkan dengan KTP, atau kosongkan."),
    ),
    "nik_birth_date": (
        _("Angka ke-7 sampai ke-12 NIK bukan tanggal lahir (hari perempuan ditambah 40)."),
        _("Cocokkan dengan KTP, atau kosongkan."),
    ),
    "nik_sequence": (_("Nomor urut NIK tidak mungkin 0000."), _("Cocokkan dengan KTP, atau kosongkan.")),
    "duplicate_nik": (_("NIK ini sudah ada di baris %(first)s."), _("Cocokkan keduanya dengan KTP.")),
    "nik_taken": (
        _("NIK ini sudah tercatat pada pegawai lain."),
        _(
            "Cocokkan dengan KTP. Bila orangnya sama dan NIP-nya berganti, cari pegawai itu dengan NIK, catat NIP "
            "barunya di halaman pegawai itu, lalu impor lagi; bila bukan, perbaiki dahulu NIK yang salah."
        ),
    ),
    "bad_date": (_("Tanggal tidak dapat dibaca."), _("Tulis seperti 31-12-2025.")),
    "date_ahead": (
        _("Tanggal ini sesudah tanggal berlakunya impor, %(day)s."),
        _("Impor dengan tanggal berlaku yang sama atau lebih akhir, atau perbaiki tanggalnya."),
    ),
    "date_too_early": (_("Tanggal ini sebelum tahun 1900."), _("Periksa tahunnya.")),
}

WARNINGS: dict[str, tuple[Promise, Promise]] = {
    "later_start": (
        _("Jabatan yang sama sudah tercatat sejak %(day)s; TMT yang lebih akhir tidak mengubahnya."),
        _("Cocokkan TMT dengan SK jabatan."),
    ),
    "later_grade": (
        _("Golongan yang sama sudah tercatat sejak %(day)s; TMT golongan yang lebih akhir tidak mengubahnya."),
        _("Cocokkan TMT dengan SK pangkat."),
    ),
    "nik_other_birth_date": (
        _("Tanggal lahir dalam NIK berbeda dari tanggal lahir dalam data pegawai."),
        _("Cocokkan dengan KTP; kesalahan pada KTP sendiri boleh tetap."),
    ),
    "nik_other_gender": (
        _("Jenis kelamin dalam NIK berbeda dari jenis kelamin dalam data pegawai."),
        _("Cocokkan dengan KTP; kesalahan pada KTP sendiri boleh tetap."),
    ),
    "retirement": (
        _("Pegawai ini berusia %(age)s tahun, di atas batas usia pensiun %(limit)s tahun."),
        _("Periksa apakah pegawai ini masih aktif."),
    ),
}
