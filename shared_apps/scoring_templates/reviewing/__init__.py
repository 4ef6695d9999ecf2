"""Asking named operators to review a draft, and releasing those who cannot."""
