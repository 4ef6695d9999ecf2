# Every target begins with `setup`; see README.md.
SHELL := /bin/bash
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.installed

.PHONY: help setup demo lint test test-rooms test-pages test-access test-deep test-guards test-crashes bench messages
.DEFAULT_GOAL := help

help: ## Show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-9s %s\n", $$1, $$2}'

setup: $(STAMP) ## Create .venv and install the locked dependencies

$(STAMP): requirements.lock pyproject.toml $(wildcard shared_apps/ui/locale/*/LC_MESSAGES/django.po)
	@test -d .venv || $(PYTHON) -m venv .venv
	@echo "Installing the locked dependencies …"
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@$(BIN)/pybabel --quiet compile -D django -d shared_apps/ui/locale
	@touch $@

demo: setup ## Start everything here, run the main job, print addresses and accounts
	@$(BIN)/merit demo

lint: setup ## Format, lint, types, layers, migrations, deployment checks, tests that can be collected
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	DJANGO_SETTINGS_MODULE=tests.settings $(BIN)/merit makemigrations --check --dry-run
	$(BIN)/python tests/check_deploy.py
	$(BIN)/pytest --collect-only --quiet --quiet --no-header >/dev/null

test: test-rooms test-pages test-access ## Everything that takes less than a minute each, pages in Chromium included

test-rooms: setup
	$(BIN)/pytest -m "not deep" --ignore=tests/browser --ignore=tests/test_access.py

test-pages: setup
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || \
		{ echo "The browser tests need Chromium: install the package 'chromium' (apt-get install chromium)."; exit 1; }
	$(BIN)/pytest -m "not deep" tests/browser

test-access: setup
	$(BIN)/pytest -m "not deep" tests/test_access.py

test-deep: test-guards test-crashes ## What takes longer: guards removed one by one, the pooler, crashes at every statement

test-guards: setup
	$(BIN)/pytest -m deep tests/guards

test-crashes: setup
	@test -x /usr/sbin/pgbouncer || command -v pgbouncer >/dev/null || \
		{ echo "The pooler's tests need PgBouncer: install the package 'pgbouncer' (apt-get install pgbouncer)."; exit 1; }
	$(BIN)/pytest -m deep --ignore=tests/guards

bench: setup ## Benchmarks: one JSON line each
	$(BIN)/merit bench all

messages: setup ## Bring the English catalogue up to date with the strings in the sources
	@$(BIN)/python -m merit.commands_messages; status=$$?; \
		$(BIN)/pybabel --quiet compile -D django -d shared_apps/ui/locale; exit $$status
