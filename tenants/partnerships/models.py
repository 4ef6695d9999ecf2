"""Cooperation agreements (perjanjian kerja sama, PKS)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from shared_apps.rows import Row


class Agreement(Row):
    """The legal basis on which a region is provisioned (Permendagri 22/2020): parties, term, modules and quota."""

    class Level(models.TextChoices):
        """The three kinds of regional government."""

        PROVINCE = "province", _("Provinsi")
        REGENCY = "regency", _("Kabupaten")
        CITY = "city", _("Kota")

    number = models.TextField(_("Nomor PKS"))
    region_code = models.TextField(_("Kode wilayah"))
    region_name = models.TextField(_("Nama daerah"))
    level = models.CharField(_("Tingkat"), max_length=10, choices=Level.choices)
    host_party = models.TextField(_("Pihak kesatu"))
    partner_party = models.TextField(_("Pihak kedua"))
    signed_on = models.DateField(_("Ditandatangani"))
    starts_on = models.DateField(_("Berlaku sejak"))
    ends_on = models.DateField(_("Berlaku sampai"))
    modules = models.JSONField(_("Modul"), default=list)
    employee_quota = models.PositiveIntegerField(_("Kuota pegawai"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["number"], name="partnerships_agreement_number_unique"),
            models.CheckConstraint(
                condition=models.Q(ends_on__gt=models.F("starts_on")), name="partnerships_agreement_dates_in_order"
            ),
            models.CheckConstraint(
                condition=models.Q(employee_quota__gt=0), name="partnerships_agreement_quota_positive"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} · {self.region_name}"


class Amendment(Row):
    """A signed change of an agreement's quota; the agreement itself bears the figure in force."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="amendments", db_index=False)
    number = models.TextField(_("Nomor perubahan"))
    signed_on = models.DateField(_("Ditandatangani"))
    quota_before = models.PositiveIntegerField()
    employee_quota = models.PositiveIntegerField(_("Kuota pegawai"))
    recorded_at = models.DateTimeField()
    recorded_by_name = models.TextField()

    class Meta:
        ordering = ["-recorded_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "number"], name="partnerships_amendment_number_once"),
            models.CheckConstraint(
                condition=models.Q(employee_quota__gt=0), name="partnerships_amendment_quota_positive"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.employee_quota}"
