"""Addresses of giving and taking templates, of their use and of proposals, at the host only."""

from django.urls import path

from tenants.exchange import api, proposal_pages, views

urlpatterns = [
    path("templat/paket/", views.take_template, name="take_template"),
    path("templat/<uuid:version_id>/paket/", views.give_template, name="give_template"),
    path("templat/<uuid:version_id>/daerah/", views.template_usage, name="template_usage"),
    path("usulan/", proposal_pages.proposals, name="received_proposals"),
    path("usulan/<uuid:message_id>/", proposal_pages.proposal, name="received_proposal"),
    path("usulan/<uuid:message_id>/terima/", proposal_pages.accept, name="accept_proposal"),
    path("usulan/<uuid:message_id>/tolak/", proposal_pages.decline, name="decline_proposal"),
    path("api/v1/proposals/", api.ReceivedProposals.as_view(), name="api_received_proposals"),
    path("api/v1/proposals/<uuid:message_id>/", api.ReceivedProposal.as_view(), name="api_received_proposal"),
    path("api/v1/proposals/<uuid:message_id>/accept/", api.Acceptance.as_view(), name="api_accept_proposal"),
    path("api/v1/proposals/<uuid:message_id>/decline/", api.Refusal.as_view(), name="api_decline_proposal"),
]
