"""The pages people open, by the names of their pictures."""

from dataclasses import dataclass

from tests.browser.installation import ADMINISTRATOR, EMPLOYEE, HEAD, MAYOR, OFFICER, OPERATOR

REGION = "table a[href^='/daerah/']"
PERSON, UNIT = "a.row[href*='/pimpinan/pegawai/']", "[role=tree] a[href*='unit=']"


@dataclass(frozen=True)
class Walk:
    """A page and how one gets there: an address, then links that fit."""

    name: str
    who: str
    path: str
    links: tuple[str, ...] = ()
    status: int = 200
    nodes: int = 1200


PAGES = (
    # The employee
    Walk("akun", EMPLOYEE, "/akun/"),
    Walk("akun-sebelumnya", EMPLOYEE, "/akun/?periode=2026-S1"),
    Walk("rincian", EMPLOYEE, "/akun/rincian/"),
    Walk("rincian-cetak", EMPLOYEE, "/akun/rincian/cetak/"),
    Walk("struktur-pegawai", EMPLOYEE, "/organisasi/"),
    Walk("akun-saya", EMPLOYEE, "/akun-saya/"),
    Walk("autentikator", EMPLOYEE, "/masuk/autentikator/pasang/"),
    Walk("langkah-kedua", EMPLOYEE, "/masuk/langkah-kedua/"),
    Walk("kunci-sandi", EMPLOYEE, "/masuk/kunci-sandi/pasang/"),
    Walk("keluar", EMPLOYEE, "/masuk/keluar/"),
    Walk("privasi", EMPLOYEE, "/privasi/"),
    Walk("privasi-siapa", EMPLOYEE, "/privasi/siapa-melihat/"),
    Walk("privasi-salinan", EMPLOYEE, "/privasi/salinan/"),
    Walk("privasi-koreksi-saya", EMPLOYEE, "/privasi/koreksi-saya/"),
    # The leader
    Walk("pimpinan", MAYOR, "/pimpinan/"),
    Walk("pimpinan-kotak-9", MAYOR, "/pimpinan/?kotak=9"),
    Walk("pimpinan-orang", MAYOR, "/pimpinan/pegawai/?kotak=9"),
    Walk("pimpinan-pegawai", MAYOR, "/pimpinan/pegawai/?kotak=9", (PERSON,)),
    Walk("pimpinan-rincian", MAYOR, "/pimpinan/pegawai/?kotak=9", (PERSON, "a[href*='/rincian/']")),
    Walk(
        "pimpinan-cetak", MAYOR, "/pimpinan/pegawai/?kotak=9", (PERSON, "a[href*='/rincian/']", "a[href*='/cetak/']")
    ),
    Walk("pimpinan-verifikasi", MAYOR, "/pimpinan/", ("a[href*='kotak=verifikasi']",)),
    Walk("pimpinan-unit", MAYOR, "/pimpinan/", ("table a[href*='unit=']",)),
    Walk("kepala-unit", HEAD, "/pimpinan/"),
    Walk("kepala-unit-kotak-5", HEAD, "/pimpinan/?kotak=5"),
    Walk("kepala-unit-akun", HEAD, "/akun/"),
    # The region's administrator
    Walk("mulai", ADMINISTRATOR, "/mulai/"),
    Walk("organisasi", ADMINISTRATOR, "/organisasi/"),
    Walk("organisasi-daftar", ADMINISTRATOR, "/organisasi/?tampilan=daftar"),
    Walk("organisasi-nama-dan-warna", ADMINISTRATOR, "/organisasi/nama-dan-warna/"),
    Walk("organisasi-pengaturan", ADMINISTRATOR, "/organisasi/pengaturan/"),
    Walk("kalender", ADMINISTRATOR, "/organisasi/kalender/?tahun=2026"),
    Walk("kalender-tenggat", EMPLOYEE, "/organisasi/kalender/?tahun=2027&dari=2026-12-24&hari=14"),
    Walk("organisasi-tambah", ADMINISTRATOR, "/organisasi/tambah/"),
    Walk("organisasi-impor", ADMINISTRATOR, "/organisasi/impor/"),
    Walk("organisasi-berkas", ADMINISTRATOR, "/organisasi/berkas/"),
    Walk("organisasi-lembar", ADMINISTRATOR, "/organisasi/lembar/"),
    Walk("organisasi-nama", ADMINISTRATOR, "/organisasi/", ("a[href*='/nama/']",)),
    Walk("organisasi-unit", ADMINISTRATOR, "/organisasi/", (UNIT,)),
    Walk("organisasi-riwayat-unit", EMPLOYEE, "/organisasi/", (UNIT, "a[href*='/riwayat/']")),
    Walk("organisasi-pindah", ADMINISTRATOR, "/organisasi/?tampilan=daftar", (UNIT, "a[href*='/pindah/']")),
    Walk("organisasi-plt", ADMINISTRATOR, "/organisasi/", (UNIT, "a[href*='/plt/']")),
    Walk("formasi", ADMINISTRATOR, "/organisasi/formasi/"),
    Walk("formasi-satu", ADMINISTRATOR, "/organisasi/formasi/?lowong=on", ("table a[href*='/formasi/']",)),
    Walk("formasi-tambah", ADMINISTRATOR, "/organisasi/formasi/tambah/"),
    Walk("formasi-impor", ADMINISTRATOR, "/organisasi/formasi/impor/"),
    Walk("formasi-susun", ADMINISTRATOR, "/organisasi/formasi/susun/"),
    Walk("organisasi-draf", ADMINISTRATOR, "/organisasi/draf/"),
    Walk("pegawai", ADMINISTRATOR, "/pegawai/"),
    Walk("pegawai-cari", ADMINISTRATOR, "/pegawai/?q=Ratna"),
    Walk("pegawai-mirip", ADMINISTRATOR, "/pegawai/?q=Rtana+Andini"),
    Walk("pegawai-kosong", ADMINISTRATOR, "/pegawai/?q=tidak+ada+yang+bernama+begini"),
    Walk("pegawai-satu", ADMINISTRATOR, "/pegawai/", ("table a[href^='/pegawai/']",)),
    Walk("pegawai-akhiri", ADMINISTRATOR, "/pegawai/", ("table a[href^='/pegawai/']", "a[href*='/akhiri/']")),
    Walk("pegawai-penugasan", ADMINISTRATOR, "/pegawai/", ("table a[href^='/pegawai/']", "a[href*='/penugasan/']")),
    Walk("pegawai-pendidikan", ADMINISTRATOR, "/pegawai/", ("table a[href^='/pegawai/']", "a[href*='/pendidikan/']")),
    Walk("pegawai-golongan", ADMINISTRATOR, "/pegawai/", ("table a[href^='/pegawai/']", "a[href$='/golongan/']")),
    Walk("pegawai-jenis", ADMINISTRATOR, "/pegawai/", ("table a[href^='/pegawai/']", "a[href$='/jenis-pegawai/']")),
    Walk("pegawai-perbaiki", ADMINISTRATOR, "/pegawai/", ("table a[href^='/pegawai/']", "a[href$='/perbaiki/']")),
    Walk("pegawai-tambah", ADMINISTRATOR, "/pegawai/tambah/"),
    Walk("pegawai-nik", ADMINISTRATOR, "/pegawai/", ("table a[href^='/pegawai/']", "a[href$='/nik/']")),
    Walk("pegawai-cari-nik", ADMINISTRATOR, "/pegawai/nik/"),
    Walk("pegawai-tarik", ADMINISTRATOR, "/pegawai/", ("table a[href^='/pegawai/']", "a[href*='/tarik/']")),
    Walk("pegawai-penilai", ADMINISTRATOR, "/pegawai/", ("table a[href^='/pegawai/']", "a[href*='/penilai/']")),
    Walk("pegawai-riwayat", ADMINISTRATOR, "/pegawai/", ("table a[href^='/pegawai/']", "a[href*='/riwayat/']")),
    Walk("pegawai-impor", ADMINISTRATOR, "/pegawai/impor/"),
    Walk("pegawai-impor-riwayat", ADMINISTRATOR, "/pegawai/impor/riwayat/"),
    Walk("pegawai-impor-satu", ADMINISTRATOR, "/pegawai/impor/riwayat/", ("table a[href*='/riwayat/']",)),
    Walk("pegawai-undang", ADMINISTRATOR, "/pegawai/undang/"),
    Walk("pegawai-surat-aktivasi", ADMINISTRATOR, "/pegawai/surat-aktivasi/", nodes=1800),
    Walk("periode", ADMINISTRATOR, "/periode/"),
    Walk("periode-satu", ADMINISTRATOR, "/periode/2026-TW3/"),
    Walk("periode-tutup", ADMINISTRATOR, "/periode/2026-S1/"),
    Walk("verifikasi", ADMINISTRATOR, "/periode/2026-TW3/verifikasi/"),
    Walk("hasil-satu", ADMINISTRATOR, "/periode/2026-TW3/verifikasi/", ("a.row[href*='/pegawai/']",)),
    Walk("skema", ADMINISTRATOR, "/skema/"),
    Walk("skema-pakai", ADMINISTRATOR, "/skema/2026-TW3/talent_national/2025.1/", nodes=1700),  # 120 settings
    Walk("skema-pakai-kinerja", ADMINISTRATOR, "/skema/2026-TW3/asn_performance/2022.1/"),
    Walk("usulan", ADMINISTRATOR, "/skema/usulan/"),
    Walk("usulan-buat", ADMINISTRATOR, "/skema/2026-TW3/talent_national/2025.1/usulan/"),
    Walk("skema-simulasi", ADMINISTRATOR, "/skema/2026-TW3/talent_national/2025.1/simulasi/", nodes=2000),
    Walk("privasi-pengelola", ADMINISTRATOR, "/privasi/"),
    Walk("privasi-koreksi", ADMINISTRATOR, "/privasi/koreksi/"),
    Walk("privasi-kegagalan", ADMINISTRATOR, "/privasi/kegagalan/"),
    Walk("privasi-kegagalan-catat", ADMINISTRATOR, "/privasi/kegagalan/catat/"),
    Walk("privasi-dampak", ADMINISTRATOR, "/privasi/penilaian-dampak/"),
    Walk("privasi-catatan-akses", OFFICER, "/privasi/catatan-akses/"),
    Walk("privasi-catatan-akses-daftar", OFFICER, "/privasi/catatan-akses/?tampilan=daftar"),
    Walk("peran", ADMINISTRATOR, "/peran/"),
    Walk("peran-langkah-kedua", ADMINISTRATOR, "/peran/", ("a[href*='/langkah-kedua/']",)),
    Walk("cara-masuk", ADMINISTRATOR, "/cara-masuk/"),
    Walk("wewenang", ADMINISTRATOR, "/wewenang/"),
    Walk("wewenang-matriks", ADMINISTRATOR, "/wewenang/matriks/?cari=a", nodes=2000),
    Walk("wewenang-orang", ADMINISTRATOR, "/wewenang/matriks/?cari=a", ("a.row[href^='/wewenang/']",)),
    Walk("audit", ADMINISTRATOR, "/audit/"),
    Walk("audit-kosong", ADMINISTRATOR, "/audit/?pelaku=tidak+ada+yang+bernama+begini"),
    Walk("audit-permintaan", ADMINISTRATOR, "/audit/", ("table a[href*='/permintaan/']",)),
    Walk("audit-perubahan", ADMINISTRATOR, "/audit/perubahan/"),
    Walk("audit-baris", ADMINISTRATOR, "/audit/perubahan/", ("table a[href*='/perubahan/']",)),
    Walk("dukungan", ADMINISTRATOR, "/dukungan/"),
    Walk("isolasi", MAYOR, "/isolasi/"),
    Walk("isolasi-laporan", ADMINISTRATOR, "/isolasi/", ("table a[href^='/isolasi/']",)),
    Walk("kerja-sama", ADMINISTRATOR, "/kerja-sama/"),
    # The host
    Walk("konsol", OPERATOR, "/"),
    Walk("armada", OPERATOR, "/armada/"),
    Walk("uji-isolasi", OPERATOR, "/isolasi/"),
    Walk("penyiapan", OPERATOR, "/", ("table a[href^='/daerah/']",)),
    Walk("keadaan", OPERATOR, "/", (REGION, "a[href$='/keadaan/']")),
    Walk("keadaan-hanya-dibaca", OPERATOR, "/", (REGION, "a[href$='/keadaan/']", "a[href$='menjadi=read_only']")),
    Walk("keadaan-tangguhkan", OPERATOR, "/", (REGION, "a[href$='/keadaan/']", "a[href$='menjadi=suspended']")),
    Walk("alamat", OPERATOR, "/", (REGION, "a[href$='/alamat/']")),
    Walk("alamat-ganti", OPERATOR, "/", (REGION, "a[href$='/alamat/']", "a[href$='tindakan=ganti']")),
    Walk("kuota", OPERATOR, "/perjanjian/", ("table a[href^='/perjanjian/']", "a[href$='/kuota/']")),
    Walk("dukungan-minta", OPERATOR, "/", ("table a[href^='/daerah/']", "a[href$='/dukungan/']")),
    Walk("cadangan", OPERATOR, "/", ("table a[href^='/daerah/']", "a[href$='/cadangan/']")),
    Walk("akhir", OPERATOR, "/", ("table a[href^='/daerah/']", "a[href$='/akhir/']")),
    Walk("akhir-daftar", OPERATOR, "/akhir-kerja-sama/"),
    Walk("perjanjian", OPERATOR, "/perjanjian/"),
    Walk("perjanjian-baru", OPERATOR, "/perjanjian/baru/"),
    Walk("bersama", OPERATOR, "/perjanjian/bersama/"),
    Walk("perjanjian-satu", OPERATOR, "/perjanjian/", ("table a[href^='/perjanjian/']",)),
    Walk("templat-daftar", OPERATOR, "/templat/"),
    Walk("templat-baru", OPERATOR, "/templat/baru/"),
    Walk("templat-unggah", OPERATOR, "/templat/unggah/"),
    Walk("templat", OPERATOR, "/templat/", ("table a[href^='/templat/']",)),
    Walk("templat-coba", OPERATOR, "/templat/", ("table a[href^='/templat/']", "a[href$='/coba/']")),
    Walk("templat-terima", OPERATOR, "/templat/paket/"),
    Walk("templat-pemakaian", OPERATOR, "/templat/", ("table a[href^='/templat/']", "a[href$='/daerah/']")),
    Walk("templat-beri", OPERATOR, "/templat/", ("table a[href^='/templat/']", "a[href$='/paket/']")),
    Walk("usulan-daerah", OPERATOR, "/usulan/"),
    Walk("peran-tuan-rumah", OPERATOR, "/peran/"),
    # What is not there, and what one may not
    Walk("tidak-ada", EMPLOYEE, "/tidak-ada/", status=404),
    Walk("tidak-boleh", EMPLOYEE, "/pimpinan/", status=404),
)
