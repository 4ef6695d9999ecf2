"""Addresses of templates, at the host only."""

from django.urls import path

from shared_apps.scoring_templates import views
from shared_apps.scoring_templates.authoring import part_views as parts
from shared_apps.scoring_templates.authoring import views as authoring
from shared_apps.scoring_templates.authoring.pages import views as pages
from shared_apps.scoring_templates.reviewing import views as reviewing
from shared_apps.scoring_templates.trying import views as trying

DRAFT = "templat/draf/<uuid:draft_id>/"
urlpatterns = [
    path("templat/baru/", authoring.new_template, name="new_template"),
    path("templat/<uuid:version_id>/susun/", authoring.next_version, name="next_version"),
    path(DRAFT + "susun/", authoring.template_workbench, name="template_workbench"),
    path(DRAFT + "susun/umum/", parts.template_general, name="template_general"),
    path(DRAFT + "susun/ukuran/<slug:key>/", parts.template_measure, name="template_measure"),
    path(DRAFT + "susun/komponen/<slug:key>/", parts.template_node, name="template_node"),
    path(DRAFT + "susun/skala/<slug:key>/", parts.template_scale, name="template_scale"),
    path(DRAFT + "susun/profil/<slug:key>/", parts.template_profile, name="template_profile"),
    path(DRAFT + "susun/tambah/<slug:what>/", authoring.add_to_template, name="add_to_template"),
    path(
        DRAFT + "susun/hapus/<slug:section>/<slug:key>/", authoring.remove_from_template, name="remove_from_template"
    ),
    path(DRAFT + "susun/kunci/<slug:section>/<slug:key>/", authoring.rekey_in_template, name="rekey_in_template"),
    path(DRAFT + "buang/", authoring.discard_draft, name="discard_draft"),
    path("templat/", views.templates, name="templates"),
    path("templat/unggah/", views.upload_template, name="upload_template"),
    path(DRAFT, views.template_draft, name="template_draft"),
    path(DRAFT + "telaah/", views.review_template, name="review_template"),
    path(DRAFT + "penelaah/", reviewing.ask_reviewers, name="ask_reviewers"),
    path(DRAFT + "penelaah/<uuid:reviewer>/lepas/", reviewing.release_reviewer, name="release_reviewer"),
    path(DRAFT + "terbit/", views.publish_template, name="publish_template"),
    path(DRAFT + "unduh/<slug:kind>/", views.download_draft, name="download_draft"),
    path("templat/<uuid:version_id>/unduh/<slug:kind>/", views.download_version, name="download_version"),
    path("templat/<uuid:version_id>/tarik/", views.withdraw_template, name="withdraw_template"),
    path(DRAFT + "susun/rubrik/<slug:key>/", pages.template_rubric, name="template_rubric"),
    path(DRAFT + "susun/tingkat/<slug:key>/", pages.template_rating, name="template_rating"),
    path(DRAFT + "susun/matriks/<slug:key>/", pages.template_matrix, name="template_matrix"),
    path(DRAFT + "susun/rekomendasi/", pages.template_recommendations, name="template_recommendations"),
    path(DRAFT + "susun/gerbang/", pages.template_gates, name="template_gates"),
    path(DRAFT + "susun/izin/", pages.template_policy, name="template_policy"),
    path(DRAFT + "susun/hasil/", pages.template_results, name="template_results"),
    path(DRAFT + "coba/", trying.try_template, name="try_template"),
    path("templat/<uuid:version_id>/coba/", trying.try_version, name="try_version"),
    path("templat/<uuid:version_id>/", views.template_version, name="template_version"),
]
