"""What units do, and the agency that usually does it: words in names, nothing more (PP 18/2016; unverified)."""

# What a unit does, and a word in the name of the agency that usually holds it; the first that fits counts.
OF_AGENCIES: tuple[tuple[str, str], ...] = (
    (r"puskesmas|kesehatan|rumah sakit|rsu|rsud|rsia|farmasi|labkesda|pkm\b", "kesehatan"),
    (
        r"sekolah|\bsdn?\b|\bsmpn?\b|\bsman?\b|\bsmkn?\b|\btkn?\b|\bslbn?\b|paud|\bskb\b|belajar|pendidikan",
        "pendidikan",
    ),
    (r"pasar|metrologi|tera\b", "perdagangan"),
    (r"terminal|parkir|pengujian kendaraan|perhubungan|\bpkb\b", "perhubungan"),
    (r"sampah|\btpa\b|\btpst\b|laboratorium lingkungan|kebersihan", "lingkungan"),
    (r"rusun|perumahan|permukiman|pemakaman", "perumahan"),
    (r"latihan kerja|\bblk\b|tenaga kerja", "tenaga kerja"),
    (r"perempuan|\bppa\b", "perempuan"),
    (r"keluarga berencana|penyuluh kb|\bkb\b", "berencana"),
    (r"pajak|pendapatan|samsat", "pendapatan"),
    (r"rumah potong|\brph\b|hewan|pertanian|benih|penyuluhan", "pertanian"),
    (r"ikan|\btpi\b|perikanan", "perikanan"),
    (r"museum|wisata|budaya|kesenian", "pariwisata"),
    (r"perpustakaan|arsip", "perpustakaan"),
    (r"rehabilitasi sosial|panti|rumah singgah|sosial", "sosial"),
    (r"jalan|jembatan|pengairan|irigasi|alat berat|peralatan|ipal|air minum", "pekerjaan umum"),
    (r"pemadam", "pemadam"),
)
GENERAL = "administrasi umum"
OF_ASSISTANTS: tuple[tuple[str, str], ...] = (
    (r"pemerintahan|hukum|kesejahteraan|kesra|kerja ?sama|otonomi", "pemerintahan"),
    (r"perekonomian|pembangunan|pengadaan|sumber daya alam|investasi|bumd", "pembangunan"),
    (r"umum|organisasi|protokol|pimpinan|keuangan|perencanaan|rumah tangga|humas|tata usaha", GENERAL),
)
