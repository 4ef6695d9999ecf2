"""Addresses about personal data."""

from django.urls import path

from tenant_apps.privacy import api, api_access_log, api_breaches, api_corrections
from tenant_apps.privacy.views import access_log, assessment, breaches, copies, corrections, own

urlpatterns = [
    path("privasi/", own.privacy, name="privacy"),
    path("privasi/siapa-melihat/", own.own_looks, name="own_looks"),
    path("privasi/catatan-akses/", access_log.access_log, name="access_log"),
    path("privasi/catatan-akses/ekspor/", access_log.export, name="access_log_export"),
    path("privasi/salinan/", copies.own_copies, name="own_copies"),
    path("privasi/salinan/<uuid:copy_id>/unduh/", copies.download_copy, name="copy_download"),
    path("privasi/koreksi-saya/", corrections.own_corrections, name="own_corrections"),
    path(
        "privasi/koreksi-saya/<uuid:correction_id>/tarik/", corrections.withdraw_correction, name="correction_withdraw"
    ),
    path("privasi/koreksi/", corrections.corrections, name="corrections"),
    path("privasi/koreksi/<uuid:correction_id>/", corrections.correction, name="correction"),
    path("privasi/koreksi/<uuid:correction_id>/bukti/", corrections.correction_evidence, name="correction_evidence"),
    path("privasi/koreksi/<uuid:correction_id>/selesai/", corrections.correction_done, name="correction_done"),
    path("privasi/kegagalan/", breaches.breaches, name="breaches"),
    path("privasi/kegagalan/catat/", breaches.new_breach, name="breach_new"),
    path("privasi/kegagalan/<uuid:breach_id>/", breaches.breach, name="breach"),
    path("privasi/kegagalan/<uuid:breach_id>/ubah/", breaches.change_breach, name="breach_change"),
    path("privasi/kegagalan/<uuid:breach_id>/diberi-tahu/", breaches.breach_told, name="breach_told"),
    path("privasi/kegagalan/<uuid:breach_id>/tutup/", breaches.breach_close, name="breach_close"),
    path("privasi/kegagalan/<uuid:breach_id>/surat/<slug:to>/", breaches.breach_letter, name="breach_letter"),
    path("privasi/penilaian-dampak/", assessment.impact_assessment, name="impact_assessment"),
    path("privasi/penilaian-dampak/pdf/", assessment.impact_assessment_pdf, name="impact_assessment_pdf"),
    path("api/v1/me/copies/", api.OwnCopies.as_view(), name="api_own_copies"),
    path("api/v1/me/copies/<uuid:copy_id>/file/", api.OwnCopyFile.as_view(), name="api_copy_file"),
    path("api/v1/privacy/register/", api.PrivacyRegister.as_view(), name="api_privacy_register"),
    path("api/v1/privacy/access-log/", api_access_log.AccessLog.as_view(), name="api_access_log"),
    path("api/v1/me/looks/", api.OwnLooks.as_view(), name="api_own_looks"),
    path("api/v1/me/corrections/", api_corrections.OwnCorrections.as_view(), name="api_own_corrections"),
    path(
        "api/v1/me/corrections/<uuid:correction_id>/withdraw/",
        api_corrections.WithdrawCorrection.as_view(),
        name="api_withdraw_correction",
    ),
    *(
        path(f"api/v1/privacy/corrections/{below}", view.as_view(), name=name)
        for below, view, name in (
            ("", api_corrections.Corrections, "api_corrections"),
            ("<uuid:correction_id>/", api_corrections.OneCorrection, "api_correction"),
            ("<uuid:correction_id>/accept/", api_corrections.AcceptCorrection, "api_accept_correction"),
            ("<uuid:correction_id>/refuse/", api_corrections.RefuseCorrection, "api_refuse_correction"),
            ("<uuid:correction_id>/carried-out/", api_corrections.CarriedOutCorrection, "api_correction_done"),
            ("<uuid:correction_id>/evidence/", api_corrections.CorrectionEvidence, "api_correction_evidence"),
        )
    ),
    *(
        path(f"api/v1/privacy/breaches/{below}", view.as_view(), name=name)
        for below, view, name in (
            ("", api_breaches.Breaches, "api_breaches"),
            ("<uuid:breach_id>/", api_breaches.OneBreach, "api_breach"),
            ("<uuid:breach_id>/notices/", api_breaches.BreachNotices, "api_breach_notices"),
            ("<uuid:breach_id>/close/", api_breaches.CloseBreach, "api_breach_close"),
            ("<uuid:breach_id>/letters/<slug:to>/", api_breaches.BreachLetter, "api_breach_letter"),
        )
    ),
]
