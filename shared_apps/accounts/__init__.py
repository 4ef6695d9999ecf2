"""Accounts: who may sign in to one government's installation."""
