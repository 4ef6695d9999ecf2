"""Partnerships: agreements between the host and partner governments."""
