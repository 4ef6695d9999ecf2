"""Well-known addresses of the public key."""

from django.urls import path

from shared_apps.signatures import views

urlpatterns = [
    path(".well-known/merit-signing-key", views.signing_key, name="signing_key"),
    path(".well-known/merit-signing-key.pem", views.signing_key_file, name="signing_key_file"),
]
