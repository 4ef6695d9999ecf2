"""Addresses of scoring."""

from django.urls import path

from tenant_apps.scoring import (
    api,
    plan_pages,
    proposal_api,
    proposal_pages,
    revert_pages,
    simulation_pages,
    upgrade_pages,
    views,
)
from tenant_apps.scoring.api import upgrades

urlpatterns = [
    path("periode/", views.periods, name="periods"),
    path("periode/<slug:code>/", views.period, name="period"),
    path("periode/<slug:code>/unggah/", views.upload, name="period_upload"),
    path("periode/<slug:code>/unggah/<uuid:job_id>/", views.review_upload, name="period_upload_review"),
    path("periode/<slug:code>/contoh/", views.sample, name="period_sample"),
    path("periode/<slug:code>/hitung/", views.run, name="period_run"),
    path("periode/<slug:code>/verifikasi/", views.unverified, name="period_unverified"),
    path("periode/<slug:code>/pegawai/<uuid:employee_id>/", views.enter, name="period_enter"),
    path("periode/<slug:code>/tutup/", views.close, name="period_close"),
    path("periode/<slug:code>/skema/", plan_pages.carry, name="period_carry"),
    path("rencana/<uuid:plan_id>/batal/", plan_pages.cancel, name="plan_cancel"),
    path("skema/<uuid:scheme_id>/kembali/", revert_pages.revert, name="scheme_revert"),
    path("skema/", views.schemes, name="schemes"),
    path("skema/usulan/", proposal_pages.proposals, name="proposals"),
    path("skema/usulan/<uuid:proposal_id>/", proposal_pages.proposal, name="proposal"),
    path("skema/usulan/<uuid:proposal_id>/tarik/", proposal_pages.withdraw, name="proposal_withdraw"),
    path("skema/<slug:code>/<slug:template_key>/<str:version>/usulan/", proposal_pages.propose, name="scheme_propose"),
    path("skema/<slug:code>/<slug:template_key>/<str:version>/", views.adopt, name="scheme_adopt"),
    path(
        "skema/<slug:code>/<slug:template_key>/<str:version>/pembaruan/", upgrade_pages.upgrade, name="scheme_upgrade"
    ),
    path(
        "skema/<slug:code>/<slug:template_key>/<str:version>/simulasi/",
        simulation_pages.simulate,
        name="scheme_simulate",
    ),
    path("api/v1/me/score/", api.OwnScore.as_view(), name="api_own_score"),
    path(
        "api/v1/periods/<slug:code>/results/<uuid:employee_id>/",
        api.PersonResults.as_view(),
        name="api_person_results",
    ),
    path("api/v1/imports/results/", api.ResultsImports.as_view(), name="api_import_results"),
    path("api/v1/proposals/", proposal_api.Proposals.as_view(), name="api_proposals"),
    path("api/v1/proposals/<uuid:proposal_id>/", proposal_api.OneProposal.as_view(), name="api_proposal"),
    path(
        "api/v1/proposals/<uuid:proposal_id>/withdraw/",
        proposal_api.Withdrawal.as_view(),
        name="api_proposal_withdraw",
    ),
    path("api/v1/subtree/scores/", api.SubtreeScores.as_view(), name="api_subtree_scores"),
    path("api/v1/template-versions/", upgrades.Versions.as_view(), name="api_template_versions"),
    path(
        "api/v1/template-versions/<slug:template_key>/<str:version>/decline/",
        upgrades.DeclinedVersions.as_view(),
        name="api_decline_version",
    ),
    path("api/v1/periods/<slug:code>/schemes/", upgrades.Schemes.as_view(), name="api_schemes"),
    path("api/v1/periods/<slug:code>/schemes/preview/", upgrades.SchemePreview.as_view(), name="api_scheme_preview"),
    path("api/v1/periods/<slug:code>/schemes/simulation/", upgrades.Simulation.as_view(), name="api_simulation"),
    path("api/v1/periods/<slug:code>/schemes/carry/", upgrades.CarriedSchemes.as_view(), name="api_carry_schemes"),
    path("api/v1/periods/<slug:code>/plans/", upgrades.PlansAfter.as_view(), name="api_plan_adoption"),
    path(
        "api/v1/periods/<slug:code>/upgrades/<slug:template_key>/<str:version>/",
        upgrades.UpgradeOfScheme.as_view(),
        name="api_upgrade",
    ),
    path("api/v1/plans/", upgrades.Plans.as_view(), name="api_plans"),
    path("api/v1/plans/<uuid:plan_id>/cancel/", upgrades.CancelledPlan.as_view(), name="api_cancel_plan"),
    path("api/v1/schemes/<uuid:scheme_id>/revert/", upgrades.RevertedScheme.as_view(), name="api_revert_scheme"),
]
