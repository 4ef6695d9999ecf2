"""Addresses of drafts."""

from django.urls import path

from tenant_apps.organisation.drafts import api, views

urlpatterns = [
    path("organisasi/draf/", views.drafts, name="drafts"),
    path("organisasi/draf/<uuid:draft_id>/batalkan/", views.undo, name="draft_undo"),
    path("organisasi/draf/<uuid:draft_id>/ulangi/", views.redo, name="draft_redo"),
    path("organisasi/draf/<uuid:draft_id>/sesuaikan/", views.rebase, name="draft_rebase"),
    path("organisasi/draf/<uuid:draft_id>/buang/", views.discard, name="draft_discard"),
    path("api/v1/structure-drafts/", api.Drafts.as_view(), name="api_structure_drafts"),
    path("api/v1/structure-drafts/<uuid:draft_id>/", api.Draft.as_view(), name="api_structure_draft"),
    path("api/v1/structure-drafts/<uuid:draft_id>/undo/", api.DraftUndo.as_view(), name="api_structure_draft_undo"),
    path("api/v1/structure-drafts/<uuid:draft_id>/redo/", api.DraftRedo.as_view(), name="api_structure_draft_redo"),
    path(
        "api/v1/structure-drafts/<uuid:draft_id>/rebase/",
        api.DraftRebase.as_view(),
        name="api_structure_draft_rebase",
    ),
    path(
        "api/v1/structure-drafts/<uuid:draft_id>/discard/",
        api.DraftDiscard.as_view(),
        name="api_structure_draft_discard",
    ),
    path("api/v1/units/<uuid:unit_id>/lineage/", api.UnitLineage.as_view(), name="api_unit_lineage"),
]
