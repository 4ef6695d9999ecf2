"""The guards: where each stands, what is left when somebody takes it away, and the smallest tests that must notice."""

from typing import NamedTuple


class Mutation(NamedTuple):
    """One change of one file; `old` stands there exactly once."""

    name: str
    path: str
    old: str
    new: str
    tests: tuple[str, ...]

    @property
    def starts_afresh(self) -> bool:
        """Whether regions are provisioned for it: they may differ without the guard, or its tests make more."""
        shapes_regions = self.path.startswith(("tenants/regions/", "platform/")) or "/migrations/" in self.path
        return shapes_regions or any(name.startswith(_TESTS_LEAVING) for name in self.tests)


_ROLES = "tenants/regions/database/roles.py"
_BASE = "tenants/regions/database/base.py"
_BOOTSTRAP = "tenants/regions/database/bootstrap.py"
_TASKS = "tenants/regions/task_bases.py"
_ACCOUNTS = "shared_apps/accounts"
_SETTINGS = "platform/merit/settings.py"
_LEAKS = "tests/tenants/probes/test_leaks.py"
_TESTS_REGIONS = "tests/tenants/regions"
_BACKUPS, _TESTS_BACKUPS = "tenants/backups", "tests/tenants/backups"
_SUPPORT_ROLES = "tenants/regions/database/support_roles.py"
_TESTS_SUPPORT = "tests/tenants/support"
_TESTS_LIFE = "tests/tenants/lifecycle"
_TESTS_LEAVING = "tests/tenants/departure"
_LEAVING_RULES = "tenants/departure/rules.py"
_PROOF = (f"{_TESTS_REGIONS}/test_proof.py::test_a_sound_installation_keeps_every_promise",)


def _in(path: str, *names: str) -> tuple[str, ...]:
    return tuple(f"{path}::{name}" for name in names)


MUTATIONS = (
    # The nightly probe, and what it signs
    Mutation(
        "a text from the network is the prober",
        "tenants/probes/middleware.py",
        "if not isinstance(viewer, User):",
        "if not viewer:",
        _in("tests/tenants/probes/test_by_the_clock.py", "test_only_an_object_of_this_process_is_the_prober"),
    ),
    Mutation(
        "the prober may write",
        "tenants/probes/middleware.py",
        'cursor.execute("SET TRANSACTION READ ONLY")',
        'cursor.execute("SET TRANSACTION READ WRITE")',
        _in(_LEAKS, "test_an_address_that_does_not_answer_is_said_and_nothing_is_written"),
    ),
    Mutation(
        "anybody makes a canary",
        "tenants/probes/rules.py",
        "if hmac.compare_digest(mac,",
        "if mac or hmac.compare_digest(mac,",
        _in("tests/tenants/probes/test_rules.py", "test_what_was_not_made_here_is_no_canary"),
    ),
    Mutation(
        "a probe that finds nothing anywhere is enough",
        "tenants/probes/rules.py",
        "if controlled and tried and not blind",
        "if tried and not blind",
        _in(_LEAKS, "test_a_probe_that_does_not_find_its_own_canary_proves_nothing"),
    ),
    Mutation(
        "workbooks are not opened",
        "tenants/probes/browser.py",
        "    if content.startswith(_ZIP):",
        '    if not content.startswith(b""):',
        _in(_LEAKS, "test_every_door_left_open_is_found_and_both_are_named"),
    ),
    Mutation(
        "nobody is told of a leak",
        "tenants/probes/concluding.py",
        "        _alarm(crossings, names)",
        "        pass",
        _in(_LEAKS, "test_the_alarm_reaches_those_who_must_act_and_tells_no_content"),
    ),
    Mutation(
        "a signature holds for any purpose",
        "shared_apps/signatures/rules.py",
        'return f"{FORMAT}\\n{purpose}\\n".encode() + content',
        "return content",
        _in("tests/shared_apps/signatures/test_rules.py", "test_another_purpose_key_or_name_of_the_key_does_not_hold"),
    ),
    Mutation(
        "the proof does not ask who watches",
        _ROLES,
        " + audit_proof.broken_promises(region)",
        "",
        _in(f"{_TESTS_REGIONS}/test_proof.py", "test_a_fault_is_found_by_both_forms"),
    ),
    # Grants and settings of the logins
    Mutation(
        "a region reads all tables of the host",
        _ROLES,
        '_on("REVOKE ALL ON {} FROM {}", public, standing.shared, role)',
        '[_text("GRANT SELECT ON ALL TABLES IN SCHEMA {} TO {}", sql.Identifier(public), role)]',
        _PROOF,
    ),
    Mutation(
        "a region writes what is published",
        _ROLES,
        '"GRANT SELECT ON {} TO {}"',
        '"GRANT SELECT, INSERT ON {} TO {}"',
        _PROOF,
    ),
    Mutation(
        "a region reads the mailbox",
        _ROLES,
        '"GRANT INSERT ON {} TO {}"',
        '"GRANT SELECT, INSERT ON {} TO {}"',
        _PROOF,
    ),
    Mutation(
        "rows of the audit are changed",
        _ROLES,
        '"REVOKE UPDATE, DELETE ON {} FROM {}"',
        '"GRANT UPDATE, DELETE ON {} TO {}"',
        _PROOF,
    ),
    Mutation(
        "the record of migrations is written",
        _ROLES,
        '"REVOKE INSERT, UPDATE, DELETE ON {} FROM {}"',
        '"GRANT INSERT ON {} TO {}"',
        _PROOF,
    ),
    Mutation("a login inherits", _ROLES, '"LOGIN NOINHERIT"', '"LOGIN INHERIT"', _PROOF),
    Mutation(
        "a statement runs for ever",
        _ROLES,
        '"statement_timeout": "30s"',
        '"statement_timeout": "0"',
        _in(f"{_TESTS_REGIONS}/test_region_logins.py", "test_login_has_its_settings"),
    ),
    Mutation(
        "a login truncates its tables",
        _ROLES,
        '"GRANT SELECT, INSERT, UPDATE, DELETE ON {} TO {}"',
        '"GRANT ALL ON {} TO {}"',
        _PROOF,
    ),
    Mutation(
        "a login makes tables",
        _ROLES,
        '_text("GRANT USAGE ON SCHEMA {} TO {}", schema, role)',
        '_text("GRANT USAGE, CREATE ON SCHEMA {} TO {}", schema, role)',
        _PROOF,
    ),
    Mutation(
        "everybody connects",
        _BOOTSTRAP,
        '"REVOKE ALL ON DATABASE {} FROM PUBLIC"',
        '"GRANT ALL ON DATABASE {} TO PUBLIC"',
        _PROOF,
    ),
    Mutation(
        "everybody enters public",
        _BOOTSTRAP,
        '"REVOKE ALL ON SCHEMA public FROM PUBLIC"',
        '"GRANT USAGE ON SCHEMA public TO PUBLIC"',
        _PROOF,
    ),
    Mutation(
        "everybody makes large objects",
        _BOOTSTRAP,
        '"REVOKE EXECUTE ON FUNCTION {} FROM PUBLIC"',
        '"GRANT EXECUTE ON FUNCTION {} TO PUBLIC"',
        _PROOF,
    ),
    Mutation(
        "everybody runs new functions",
        _BOOTSTRAP,
        'for kind in ("FUNCTIONS", "TYPES"):',
        'for kind in ("TYPES",):',
        _PROOF,
    ),
    Mutation(
        "the mailbox takes any sender",
        "shared_apps/mailbox/migrations/0002_sender.py",
        "WITH CHECK (sender = current_user)",
        "WITH CHECK (true)",
        _PROOF,
    ),
    Mutation(
        "a region without proof becomes active",
        "tenants/regions/provisioning.py",
        "    if broken:\n",
        "    if not broken and broken:\n",
        _in(
            f"{_TESTS_REGIONS}/test_provisioning_runs.py",
            "test_without_proof_no_region_becomes_active_and_any_operator_goes_on",
        ),
    ),
    Mutation(
        "a wave is not proved",
        "tenants/regions/fleet/waves.py",
        "            outcome.broken = _proved({*outcome.waiting, *outcome.failed})\n",
        "",
        _in(f"{_TESTS_REGIONS}/test_fleet_page.py", "test_an_act_writes_down_what_it_did_and_proves_after_every_wave"),
    ),
    Mutation(
        "a spare unlike the base becomes a region",
        "tenants/regions/fleet/spares.py",
        "    if catalogue.fingerprint(found) != mark.fingerprint:\n",
        "    if not found:\n",
        _in(f"{_TESTS_REGIONS}/test_spares.py", "test_one_that_is_not_fit_is_not_claimed_and_nothing_changed"),
    ),
    Mutation(
        "a region is named like a spare",
        "tenants/regions/rules.py",
        'name.startswith(("pg_", SPARE_PREFIX))',
        'name.startswith("pg_")',
        _in(f"{_TESTS_REGIONS}/test_spares.py", "test_a_spare_is_no_region"),
    ),
    Mutation(
        "spares of an older version stay",
        "tenants/regions/fleet/waves.py",
        "                spares.drop_stale()\n",
        "",
        _in(f"{_TESTS_REGIONS}/test_spares.py", "test_the_fleet_drops_spares_of_the_version_before"),
    ),
    # The connection
    Mutation(
        "another login's connection is used",
        _BASE,
        "elif self.connection is None or self.connection.info.user != self.role:",
        "elif self.connection is None:",
        _in(f"{_TESTS_REGIONS}/test_guards_of_the_backend.py", "test_a_connection_of_another_login_is_refused"),
    ),
    Mutation(
        "a region is left in a transaction",
        _BASE,
        "            self._refuse_in_transaction(tenant.schema_name)\n",
        "",
        _in(f"{_TESTS_REGIONS}/test_region_logins.py", "test_region_is_not_left_in_a_committed_transaction_either"),
    ),
    Mutation(
        "connections are pooled for all",
        _BASE,
        'if settings_dict["OPTIONS"].get("pool"):',
        'if settings_dict["OPTIONS"].get("pools"):',
        _in(
            f"{_TESTS_REGIONS}/test_guards_of_the_backend.py",
            "test_a_pool_that_hands_out_connections_of_any_region_is_refused",
        ),
    ),
    Mutation(
        "one login serves all",
        "platform/merit/environment.py",
        'if url.username or url.password or {"user", "password"} & set(query):',
        "if url.fragment:",
        _in("tests/merit/test_environment.py", "test_a_user_or_password_in_the_database_address_is_refused"),
    ),
    Mutation(
        "a row is saved elsewhere",
        "shared_apps/rows.py",
        "if self._home is not None and self._home != open_schema():",
        'if self._home == "":',
        _in(f"{_TESTS_REGIONS}/test_region_logins.py", "test_a_row_of_one_region_is_not_saved_in_another"),
    ),
    # Tasks
    Mutation(
        "a region's task runs at the host",
        _TASKS,
        "Region.objects.exclude(schema_name=public)",
        "Region.objects",
        _in(f"{_TESTS_REGIONS}/test_task_bases.py", "test_a_region_task_without_an_active_region_is_rejected"),
    ),
    Mutation(
        "the host's task runs in a region",
        _TASKS,
        "        if schema_name != public:\n",
        "        if not public:\n",
        _in(f"{_TESTS_REGIONS}/test_task_bases.py", "test_a_host_task_refuses_every_region"),
    ),
    Mutation(
        "a task without a base runs anywhere",
        "platform/merit/celery.py",
        ', task_cls="tenants.regions.task_bases:RegionTask"',
        "",
        _in(f"{_TESTS_REGIONS}/test_task_bases.py", "test_a_task_without_a_base_of_its_own_is_a_regions"),
    ),
    # Addresses
    Mutation(
        "a region that is not active answers",
        "tenants/regions/addresses.py",
        ".exclude(state=Region.State.PREPARING)",
        "",
        _in("tests/test_isolation.py", "test_a_region_that_is_not_active_has_no_page_at_all"),
    ),
    Mutation(
        "an unknown address is answered by the host",
        "tenants/regions/middleware.py",
        "            raise domain_model.DoesNotExist\n",
        '            return Region.objects.get(schema_name="public")\n',
        _in("tests/test_isolation.py", "test_an_unknown_address_has_no_page_at_all"),
    ),
    Mutation(
        "a region with other tables than the code's answers",
        "tenants/regions/middleware.py",
        " or not region.is_current:",
        ":",
        _in(f"{_TESTS_REGIONS}/test_fleet.py", "test_the_region_that_waits_answers_503_and_the_others_serve"),
    ),
    # The life of a region
    Mutation(
        "a region that is only read keeps its writes",
        _ROLES,
        "    if not writable:\n",
        "    if schema_name == public:\n",
        _in(f"{_TESTS_LIFE}/test_states.py", "test_the_database_refuses_every_business_table"),
    ),
    Mutation(
        "new tables of a region that is only read are written",
        _ROLES,
        "        _text(default, sql.Identifier(schema_name), role),\n",
        "",
        _in(f"{_TESTS_LIFE}/test_states.py", "test_the_database_refuses_every_business_table"),
    ),
    Mutation(
        "the proof overlooks what a region that is only read may write",
        "tenants/regions/database/proof.sql",
        "FROM held WHERE is_sealed AND privileges <> ARRAY['SELECT']",
        "FROM held WHERE false",
        _in(f"{_TESTS_LIFE}/test_states.py", "test_leftovers_and_losses_are_broken_promises_until_the_doctor_comes"),
    ),
    Mutation(
        "a suspended region is entered",
        "tenants/regions/middleware.py",
        " or region.state == Region.State.SUSPENDED or ",
        " or ",
        _in(f"{_TESTS_LIFE}/test_pages_of_a_region.py", "test_a_suspended_region_shows_why_and_nothing_else"),
    ),
    Mutation(
        "grants are renewed whatever the state says",
        "tenants/regions/grants.py",
        "writable=state_of(schema_name) in WRITABLE",
        "writable=True",
        _in(f"{_TESTS_LIFE}/test_states.py", "test_the_database_refuses_every_business_table"),
    ),
    Mutation(
        "a region that is only read takes forms",
        _SETTINGS,
        '    "tenants.lifecycle.middleware.ReadOnlyMiddleware",\n',
        "",
        _in(f"{_TESTS_LIFE}/test_pages_of_a_region.py", "test_what_would_write_is_answered_with_the_reason"),
    ),
    Mutation(
        "an old address serves on",
        "tenants/regions/middleware.py",
        'if getattr(region, "has_moved", False) or region.state',
        "if region.state",
        _in(f"{_TESTS_LIFE}/test_addresses.py", "test_what_is_sent_to_an_old_address_goes_nowhere"),
    ),
    Mutation(
        "an address is taken from another region",
        "tenants/lifecycle/addresses.py",
        "if found is None or found.tenant_id != region.id:",
        "if found is None:",
        _in(f"{_TESTS_LIFE}/test_addresses.py", "test_nobody_elses_address_is_taken"),
    ),
    Mutation(
        "a job that writes runs where the region is only read",
        _TASKS,
        "(SERVED if self.reads_only else {Region.State.ACTIVE})",
        "SERVED",
        _in(f"{_TESTS_LIFE}/test_tasks_wait.py", "test_what_writes_is_not_even_begun"),
    ),
    # What is signed, kept and shown
    Mutation(
        "an invitation is good everywhere",
        f"{_ACCOUNTS}/queries.py",
        'salt=f"invitation:{open_schema()}"',
        'salt="invitation"',
        _in(
            "tests/shared_apps/accounts/test_invitations.py",
            "test_a_row_copied_with_its_hash_does_not_make_the_link_valid_elsewhere",
        ),
    ),
    Mutation(
        "a token never ends",
        f"{_ACCOUNTS}/queries.py",
        "found.revoked_at is None and found.expires_at > now and ",
        "",
        _in("tests/shared_apps/accounts/test_api.py", "test_a_token_ends_by_time_by_its_owner_and_by_a_new_password"),
    ),
    Mutation(
        "a reading token writes",
        f"{_ACCOUNTS}/authentication.py",
        'if scope_needed(request.method or "GET") not in token.scopes:',
        "if not token.scopes:",
        _in("tests/shared_apps/accounts/test_api.py", "test_a_reading_token_does_not_write"),
    ),
    Mutation(
        "tokens are not asked for",
        _SETTINGS,
        '        "shared_apps.accounts.authentication.TokenAuthentication",\n',
        "",
        _in("tests/shared_apps/accounts/test_api.py", "test_a_token_of_north_is_401_in_south_and_at_the_host"),
    ),
    Mutation(
        "pages ask for no role",
        f"{_ACCOUNTS}/access.py",
        "        if not allowed(request.user):\n",
        "        if not request.user.is_authenticated:\n",
        _in("tests/tenants/partnerships/test_agreement_pages.py", "test_pages_are_for_operators"),
    ),
    Mutation(
        "host roles are given in regions",
        f"{_ACCOUNTS}/access.py",
        "if role not in rules.roles_given_in(host=at_host()):",
        "if not role:",
        _in(
            "tests/shared_apps/accounts/test_invitations.py",
            "test_roles_of_the_host_are_not_given_in_a_region_nor_the_reverse",
        ),
    ),
    Mutation(
        "the last administrator goes",
        f"{_ACCOUNTS}/appointments.py",
        "    if gives_roles and not current.",
        "    if not gives_roles and not current.",
        _in("tests/shared_apps/accounts/test_pages.py", "test_the_last_administrator_stays"),
    ),
    Mutation(
        "everybody sees a job",
        "shared_apps/jobs/queries.py",
        "id=job_id, requested_by=viewer.id",
        "id=job_id",
        _in("tests/test_access.py", "test_jobs_and_files_belong_to_whoever_asked"),
    ),
    Mutation(
        "everybody sees a file",
        "shared_apps/files/queries.py",
        "id=file_id, stored_by=viewer.id",
        "id=file_id",
        _in("tests/test_access.py", "test_jobs_and_files_belong_to_whoever_asked"),
    ),
    Mutation(
        "an employee sees everybody",
        "tenant_apps/people/access.py",
        "    if not tops:\n        return Reach(viewer.employee_id)\n",
        "    if not tops:\n        return Reach(viewer.employee_id, everything=True)\n",
        _in("tests/test_access.py", "test_a_person_is_seen_by_themselves_and_those_above_alone"),
    ),
    Mutation(
        "a head sees everybody",
        "tenant_apps/people/access.py",
        "    return Reach(viewer.employee_id, below, top_unit_ids=tops)\n",
        "    return Reach(viewer.employee_id, below, everything=True, top_unit_ids=tops)\n",
        _in("tests/test_access.py", "test_a_person_is_seen_by_themselves_and_those_above_alone"),
    ),
    Mutation(
        "the quota is not kept",
        "tenant_apps/people/services/checking.py",
        "    if after <= quota:\n",
        "    if after:\n",
        _in(
            "tests/tenant_apps/people/test_import.py",
            "test_above_the_quota_nothing_is_taken_and_both_figures_are_told",
        ),
    ),
    # Around every answer
    Mutation(
        "changes leave no row",
        _SETTINGS,
        '    "shared_apps.audit.middleware.AuditMiddleware",\n',
        "",
        _in("tests/merit/test_safety.py", "test_every_change_leaves_a_row_and_reading_none"),
    ),
    Mutation(
        "scripts of anybody run",
        _SETTINGS,
        """"script-src": ["'self'"]""",
        """"script-src": ["'self'", "'unsafe-inline'"]""",
        _in("tests/merit/test_safety.py", "test_no_page_runs_or_shows_anything_from_elsewhere"),
    ),
    Mutation(
        "pages are framed",
        _SETTINGS,
        'X_FRAME_OPTIONS = "DENY"',
        'X_FRAME_OPTIONS = "SAMEORIGIN"',
        _in("tests/merit/test_safety.py", "test_no_page_runs_or_shows_anything_from_elsewhere"),
    ),
    Mutation(
        "forms are taken from elsewhere",
        _SETTINGS,
        '    "django.middleware.csrf.CsrfViewMiddleware",\n',
        "",
        _in("tests/test_attacks.py", "test_a_form_from_elsewhere_changes_nothing"),
    ),
    Mutation(
        "cookies travel with foreign requests",
        _SETTINGS,
        'SESSION_COOKIE_SAMESITE = "Lax"',
        'SESSION_COOKIE_SAMESITE = "None"',
        _in("tests/merit/test_safety.py", "test_cookies_are_for_this_host_and_no_script"),
    ),
    Mutation(
        "the cache is one for all",
        _SETTINGS,
        '        "KEY_FUNCTION": "django_tenants.cache.make_key",\n',
        "",
        _in("tests/merit/test_safety.py", "test_keys_of_the_products_cache_name_their_schema"),
    ),
    Mutation(
        "a short secret is enough",
        "platform/merit/environment.py",
        "    if len(value) < 32:\n",
        "    if not value:\n",
        _in("tests/merit/test_environment.py", "test_a_short_secret_is_refused"),
    ),
    # Support grants
    Mutation(
        "a supporter's transactions write",
        _SUPPORT_ROLES,
        '"default_transaction_read_only": "on"',
        '"default_transaction_read_only": "off"',
        _in(f"{_TESTS_SUPPORT}/test_login.py", "test_nothing_is_written_by_default_either"),
    ),
    Mutation(
        "a support login has no end",
        _SUPPORT_ROLES,
        "sql.Literal(login.expires_at.isoformat())",
        'sql.Literal("infinity")',
        _in(f"{_TESTS_SUPPORT}/test_login.py", "test_postgresql_itself_refuses_it_after_its_end"),
    ),
    Mutation(
        "a supporter's connections outlive the grant",
        _SUPPORT_ROLES,
        "ended = _end_connections(name)",
        "ended = 0",
        _in(f"{_TESTS_SUPPORT}/test_login.py", "test_a_connection_open_at_the_end_is_ended"),
    ),
    Mutation(
        "a supporter reads passwords",
        "tenants/support/scopes.py",
        "if table not in NEVER and table not in SECRETS}",
        "if table not in NEVER}",
        _in(f"{_TESTS_SUPPORT}/test_login.py", "test_what_is_named_is_read_and_nothing_secret"),
    ),
    Mutation(
        "a supporter reads the columns that hold secrets",
        "tenants/support/scopes.py",
        "sorted(set(names) - set(SECRETS[table]))",
        "sorted(set(names))",
        _in(f"{_TESTS_SUPPORT}/test_login.py", "test_what_is_named_is_read_and_nothing_secret"),
    ),
    Mutation(
        "a supporter's page runs under the region's login",
        _BASE,
        "        self.lent_login = login\n",
        "",
        _in(
            f"{_TESTS_SUPPORT}/test_visits.py",
            "test_every_page_of_the_scope_opens_and_every_other_is_refused_by_the_database",
        ),
    ),
    Mutation(
        "a supporter posts",
        "tenants/support/middleware.py",
        "if request.method in READING:",
        "if request.method:",
        _in(f"{_TESTS_SUPPORT}/test_visits.py", "test_a_supporter_changes_nothing"),
    ),
    Mutation(
        "a page made during revocation is shown",
        "tenants/support/middleware.py",
        "if queries.living(grant.id, timezone.now()) is None:",
        "if grant is None:",
        _in(f"{_TESTS_SUPPORT}/test_visits.py", "test_a_page_made_while_it_was_revoked_is_not_shown"),
    ),
    Mutation(
        "a grant that is over still opens",
        "shared_apps/support/queries.py",
        "id=grant_id, state=rules.State.APPROVED, expires_at__gt=at)",
        "id=grant_id)",
        _in(
            f"{_TESTS_SUPPORT}/test_visits.py",
            "test_after_the_end_the_next_page_is_refused_whoever_still_has_the_session",
        ),
    ),
    Mutation(
        "a way in is walked twice",
        "shared_apps/support/services.py",
        ".update(used_at=at)",
        ".exists()",
        _in(f"{_TESTS_SUPPORT}/test_visits.py", "test_a_way_in_is_walked_once_here_and_soon"),
    ),
    Mutation(
        "anybody of the host walks in",
        "tenants/support/services.py",
        "if request.asked_by != actor.pk:",
        "if not actor.pk:",
        _in(f"{_TESTS_SUPPORT}/test_visits.py", "test_only_who_asked_gets_a_way_in"),
    ),
    Mutation(
        "anybody decides",
        "shared_apps/support/services.py",
        "    check(actor, Action.DECIDE_SUPPORT, day)\n",
        "",
        _in(f"{_TESTS_SUPPORT}/test_asking.py", "test_only_the_administrator_decides"),
    ),
    Mutation(
        "a region speaks for another",
        "tenants/support/tending.py",
        "sender=role_of(request.region.schema_name), ",
        "",
        _in(
            f"{_TESTS_SUPPORT}/test_asking.py",
            "test_a_region_that_lies_gets_no_more_than_was_asked_and_nothing_elsewhere",
        ),
    ),
    Mutation(
        "a region opens more than was asked",
        "tenants/support/tending.py",
        "min(_until(said.content) or latest, latest)",
        "_until(said.content)",
        _in(
            f"{_TESTS_SUPPORT}/test_asking.py",
            "test_a_region_that_lies_gets_no_more_than_was_asked_and_nothing_elsewhere",
        ),
    ),
    # Backups
    Mutation(
        "rows of a copy are not compared",
        f"{_BACKUPS}/restoring.py",
        '    _same("backup_rows_differ", wanted, act.found)\n',
        "",
        _in(f"{_TESTS_BACKUPS}/test_round_trip.py", "test_what_was_forged_with_the_public_key_is_found"),
    ),
    Mutation(
        "files of a copy are not compared",
        f"{_BACKUPS}/restoring.py",
        '    _same("backup_files_differ", act.manifest.files, found)\n',
        "",
        _in(f"{_TESTS_BACKUPS}/test_round_trip.py", "test_what_was_forged_with_the_public_key_is_found"),
    ),
    Mutation(
        "a region gets another's backup",
        f"{_BACKUPS}/unpacking.py",
        ' or act.head["backup"] != str(act.backup.id)',
        "",
        _in(f"{_TESTS_BACKUPS}/test_round_trip.py", "test_a_backup_of_another_region_is_not_restored_as_this_one"),
    ),
    Mutation(
        "a restore signs people in again",
        f"{_BACKUPS}/rules.py",
        'NOT_KEPT = ("django_session",)',
        "NOT_KEPT: tuple[str, ...] = ()",
        _in(f"{_TESTS_BACKUPS}/test_round_trip.py", "test_sessions_are_not_brought_back"),
    ),
    Mutation(
        "a copy keeps its login",
        f"{_BACKUPS}/restoring.py",
        "        retiring.retire(act.restore.beside)\n",
        "        pass\n",
        _in(f"{_TESTS_BACKUPS}/test_round_trip.py", "test_a_copy_can_be_read_by_nobody_and_the_region_is_untouched"),
    ),
    Mutation(
        "the former region stays readable",
        f"{_BACKUPS}/swapping.py",
        "    retiring.shut(aside)\n",
        "",
        _in(
            f"{_TESTS_BACKUPS}/test_swap.py",
            "test_afterwards_the_region_is_what_it_was_and_the_former_one_lies_aside",
        ),
    ),
    Mutation(
        "a copy that was not proved is served",
        f"{_BACKUPS}/swapping.py",
        "if restore.state == Restore.State.VERIFIED:",
        "if restore.state != Restore.State.SWAPPED:",
        _in(f"{_TESTS_BACKUPS}/test_swap.py", "test_only_what_was_proved_is_served"),
    ),
    Mutation(
        "others read the keys",
        f"{_BACKUPS}/keys.py",
        "0o600",
        "0o644",
        _in(f"{_TESTS_BACKUPS}/test_round_trip.py", "test_no_letter_of_it_lies_on_the_disk"),
    ),
    Mutation(
        "the log of support is changed",
        _SETTINGS,
        '["audit_entry", "support_visit"]',
        '["audit_entry"]',
        _in(f"{_TESTS_SUPPORT}/test_visits.py", "test_the_log_is_never_changed"),
    ),
    # Erasing and abandoning
    Mutation(
        "an active region is erased",
        "tenants/regions/erasure.py",
        "state=Region.State.ACTIVE).exists()",
        'state="none").exists()',
        _in(f"{_TESTS_REGIONS}/test_erasure.py", "test_an_active_region_is_not_erased"),
    ),
    Mutation(
        "an active region is given up",
        "tenants/regions/abandoning.py",
        "    if region.state != Region.State.PREPARING:\n",
        "    if not region.state:\n",
        _in(f"{_TESTS_REGIONS}/test_abandoning.py", "test_an_active_region_is_never_given_up"),
    ),
    Mutation(
        "a region given up becomes active",
        "tenants/regions/provisioning.py",
        "        queries.check_kept(region)\n        Region",
        "        Region",
        _in(f"{_TESTS_REGIONS}/test_abandoning.py", "test_while_a_step_is_running_nothing_is_given_up"),
    ),
    Mutation(
        "a name is given while it may still be erased",
        "tenants/regions/services.py",
        "if queries.is_being_erased(schema_name):",
        "if not schema_name:",
        _in(f"{_TESTS_REGIONS}/test_abandoning.py", "test_a_name_is_not_given_again_while_it_may_still_be_erased"),
    ),
    # A region leaves
    Mutation(
        "one person erases a region",
        _LEAVING_RULES,
        "    if asked_by == confirmed_by:\n",
        "    if asked_by == ():\n",
        _in(
            f"{_TESTS_LEAVING}/test_rules.py",
            "test_a_region_is_erased_only_by_two_after_handover_and_day_or_on_an_order",
        ),
    ),
    Mutation(
        "a region is erased before its day",
        _LEAVING_RULES,
        "if erase_on is None or day < erase_on:",
        "if erase_on is None:",
        _in(
            f"{_TESTS_LEAVING}/test_rules.py",
            "test_a_region_is_erased_only_by_two_after_handover_and_day_or_on_an_order",
        ),
    ),
    Mutation(
        "a region is erased without having received its data",
        _LEAVING_RULES,
        "        if state != State.HANDED_OVER:\n",
        "        if state == State.ERASED:\n",
        _in(
            f"{_TESTS_LEAVING}/test_rules.py",
            "test_a_region_is_erased_only_by_two_after_handover_and_day_or_on_an_order",
        ),
    ),
    Mutation(
        "any checksum confirms a receipt",
        "shared_apps/leaving/rules.py",
        "and checksum.startswith(letters)",
        "and bool(checksum)",
        _in(f"{_TESTS_LEAVING}/test_rules.py", "test_a_receipt_is_read_off_the_own_copy"),
    ),
    Mutation(
        "password hashes leave in the pack",
        _LEAVING_RULES,
        "    return column in SECRET_COLUMNS.get(table, {})",
        "    return column in SECRET_COLUMNS.get(table, {}) and column != 'password'",
        _in(f"{_TESTS_LEAVING}/test_pack.py", "test_nobody_can_act_with_what_is_in_it"),
    ),
    Mutation(
        "a changed entry of a pack is taken",
        "tenants/departure/archive.py",
        'if digest.hexdigest() != fact["sha256"] or',
        "if",
        _in(f"{_TESTS_LEAVING}/test_pack.py", "test_a_changed_byte_is_refused_before_anything_is_created"),
    ),
    Mutation(
        "a pack signed by anybody is taken",
        "tenants/departure/archive.py",
        "        key = trusted or signature.public_key\n",
        "        key = signature.public_key\n",
        _in(f"{_TESTS_LEAVING}/test_pack.py", "test_a_pack_signed_by_somebody_else_is_refused_where_a_key_is_given"),
    ),
    # One region never slows the others
    Mutation(
        "a region may have all workers",
        "shared_apps/jobs/services.py",
        "is_turn = others.count() < share_of(job.queue)",
        "is_turn = others.count() < 100",
        _in(
            "tests/shared_apps/jobs/test_fairness.py",
            "test_a_job_that_comes_before_its_turn_is_left_and_rung_when_another_ends",
        ),
    ),
    Mutation(
        "all bells of a region ring at once",
        "shared_apps/jobs/services.py",
        "free = share_of(queue) - under_way",
        "free = 100 - under_way",
        _in("tests/shared_apps/jobs/test_fairness.py", "test_no_more_bells_than_the_share_wait_in_the_broker"),
    ),
    Mutation(
        "two workers claim without waiting for one another",
        "shared_apps/jobs/services.py",
        "SELECT pg_advisory_xact_lock(hashtextextended('jobs:' || current_schema(), 0))",
        "SELECT 1",
        _in("tests/shared_apps/jobs/test_fairness.py", "test_who_claims_waits_for_who_is_claiming"),
    ),
    Mutation(
        "slow requests of one region take every thread",
        "platform/merit/overload.py",
        ">= SLOW_SHARE:",
        ">= 100:",
        _in("tests/merit/test_overload.py", "test_slow_requests_of_one_region_leave_threads_to_the_others"),
    ),
    Mutation(
        "a line that hung up is used",
        "tenants/regions/database/base.py",
        "return is_quiet(raw) or bool(super().is_usable())",
        "return True",
        _in(f"{_TESTS_REGIONS}/test_quiet_lines.py", "test_the_one_in_use_between_two_requests_is_looked_at_as_well"),
    ),
    Mutation(
        "the audit believes what a visitor writes of himself",
        "shared_apps/audit/middleware.py",
        "return str(get_adapter().get_client_ip(request))",
        'return request.headers["x-forwarded-for"].split(",")[0]',
        _in(
            "tests/shared_apps/audit/test_where_requests_come_from.py",
            "test_it_is_the_one_the_trusted_proxies_vouch_for",
        ),
    ),
)
