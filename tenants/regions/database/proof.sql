WITH region AS (
    SELECT n.oid AS schema_oid, n.nspname AS schema_name, r.oid AS role_oid, r.*
    FROM pg_roles r JOIN pg_namespace n ON %(region)s || n.nspname = r.rolname
),
login AS (
    SELECT role_oid, rolname, schema_oid, schema_name FROM region
    UNION ALL
    SELECT r.oid, r.rolname, n.oid, n.nspname FROM pg_roles r, pg_namespace n
    WHERE r.rolname = %(host)s AND n.nspname = %(public)s
),
relation AS (
    SELECT c.oid, c.relname, c.relkind, c.relowner, n.oid AS schema_oid, n.nspname
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S') AND n.oid IN (SELECT schema_oid FROM login)
),
foreign_relation AS (  -- pairs in which the login has no business, published tables apart
    SELECT l.rolname, l.role_oid, t.*
    FROM login l JOIN relation t ON t.schema_oid <> l.schema_oid
    WHERE NOT (t.nspname = %(public)s AND t.relname = ANY (%(published)s::text[] || %(mailbox)s::text[]))
)
SELECT 'a login has no privilege outside its schema', rolname || ' on ' || nspname || '.' || relname
FROM foreign_relation
WHERE CASE relkind
    WHEN 'S' THEN has_sequence_privilege(role_oid, oid, 'USAGE, SELECT, UPDATE')
    ELSE has_table_privilege(role_oid, oid, 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER')
      OR has_any_column_privilege(role_oid, oid, 'SELECT, INSERT, UPDATE, REFERENCES')
END
UNION ALL
SELECT 'a published table is only read', l.rolname || ' on ' || t.relname
FROM login l JOIN relation t ON t.nspname = %(public)s AND t.relname = ANY (%(published)s) AND l.rolname <> %(host)s
WHERE has_table_privilege(l.role_oid, t.oid, 'INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER')
   OR NOT has_table_privilege(l.role_oid, t.oid, 'SELECT')
UNION ALL
SELECT 'a published table exists in public alone', t.nspname || '.' || t.relname
FROM relation t WHERE t.nspname <> %(public)s AND t.relname = ANY (%(published)s::text[] || %(mailbox)s::text[])
UNION ALL
SELECT 'a region only puts into the mailbox', l.rolname || ' on ' || t.relname
FROM login l JOIN relation t ON t.nspname = %(public)s AND t.relname = ANY (%(mailbox)s) AND l.rolname <> %(host)s
WHERE has_table_privilege(l.role_oid, t.oid, 'SELECT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER')
   OR has_any_column_privilege(l.role_oid, t.oid, 'SELECT, UPDATE, REFERENCES')
   OR NOT has_table_privilege(l.role_oid, t.oid, 'INSERT')
UNION ALL
SELECT 'the mailbox knows its sender', t.relname
FROM relation t JOIN pg_class c ON c.oid = t.oid
WHERE t.nspname = %(public)s AND t.relname = ANY (%(mailbox)s) AND NOT c.relrowsecurity
UNION ALL
SELECT 'no login enters a foreign schema', l.rolname || ' in ' || o.schema_name
FROM login l JOIN login o ON o.schema_oid <> l.schema_oid
WHERE has_schema_privilege(l.role_oid, o.schema_oid, 'CREATE')
   OR (o.schema_name <> %(public)s AND has_schema_privilege(l.role_oid, o.schema_oid, 'USAGE'))
UNION ALL
SELECT 'a login reads and writes all tables of its schema', l.rolname || ' on ' || t.relname
FROM login l JOIN relation t USING (schema_oid)
WHERE t.relkind IN ('r', 'p') AND NOT t.relname = ANY (%(read_only)s::text[] || %(append_only)s::text[])
  AND NOT (has_table_privilege(l.role_oid, t.oid, 'SELECT') AND has_table_privilege(l.role_oid, t.oid, 'INSERT')
       AND has_table_privilege(l.role_oid, t.oid, 'UPDATE') AND has_table_privilege(l.role_oid, t.oid, 'DELETE'))
UNION ALL
SELECT 'a region''s tables are granted to its login alone', g.grantee::regrole::text || ' on ' || t.nspname || '.' || t.relname
FROM region r JOIN relation t USING (schema_oid) JOIN pg_class c ON c.oid = t.oid, aclexplode(c.relacl) g
WHERE g.grantee NOT IN (t.relowner, r.role_oid)
UNION ALL
SELECT 'a region''s tables belong to the owner', t.nspname || '.' || t.relname
FROM region r JOIN relation t USING (schema_oid)
WHERE pg_get_userbyid(t.relowner) <> %(owner)s
UNION ALL
SELECT 'a login creates nothing', rolname FROM login
WHERE has_schema_privilege(role_oid, schema_oid, 'CREATE')
   OR has_database_privilege(role_oid, current_database(), 'CREATE, TEMPORARY')
UNION ALL
SELECT 'a login owns nothing', l.rolname || ' owns an object in ' || COALESCE(d.datname, 'the cluster')
FROM login l JOIN pg_shdepend s ON s.refclassid = 'pg_authid'::regclass AND s.refobjid = l.role_oid AND s.deptype = 'o'
LEFT JOIN pg_database d ON d.oid = s.dbid
UNION ALL
SELECT 'a login is a member of nothing, and nobody is a member of it', r.rolname || ' in ' || g.rolname
FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.member JOIN pg_roles g ON g.oid = m.roleid
WHERE m.member IN (SELECT role_oid FROM login)
   OR (m.roleid IN (SELECT role_oid FROM login) AND r.rolname <> %(owner)s)
UNION ALL
SELECT 'a login has no attribute of power', rolname FROM pg_roles
WHERE oid IN (SELECT role_oid FROM login)
  AND (rolsuper OR rolinherit OR rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls OR rolconnlimit < 1)
UNION ALL
SELECT 'a login has the settings it was given', l.rolname
FROM login l LEFT JOIN pg_db_role_setting s ON s.setrole = l.role_oid AND s.setdatabase = 0
WHERE (SELECT array_agg(c ORDER BY c) FROM unnest(s.setconfig) c) IS DISTINCT FROM (
    SELECT array_agg(c ORDER BY c) FROM unnest(
        %(settings)s::text[] || ('search_path=' || CASE WHEN l.schema_name = %(public)s THEN quote_ident(l.schema_name)
                                 ELSE quote_ident(l.schema_name) || ', ' || quote_ident(%(public)s) END)) c)
   OR EXISTS (SELECT FROM pg_db_role_setting e WHERE e.setrole = l.role_oid AND e.setdatabase <> 0)
UNION ALL
SELECT 'no constraint leaves a schema', c.conname::text
FROM pg_constraint c JOIN pg_class a ON a.oid = c.conrelid JOIN pg_class b ON b.oid = c.confrelid
WHERE a.relnamespace <> b.relnamespace
UNION ALL
SELECT 'no view reads another schema', v.oid::regclass::text
FROM pg_rewrite w JOIN pg_class v ON v.oid = w.ev_class
JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = w.oid AND d.refclassid = 'pg_class'::regclass
JOIN relation t ON t.oid = d.refobjid
WHERE t.schema_oid <> v.relnamespace
UNION ALL
SELECT 'a new table will be granted to its login', l.rolname || ' lacks ' || p.privilege
FROM login l CROSS JOIN unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE']) AS p (privilege)
WHERE NOT EXISTS (
    SELECT FROM pg_default_acl d JOIN pg_roles o ON o.oid = d.defaclrole, aclexplode(d.defaclacl) a
    WHERE o.rolname = %(owner)s AND d.defaclnamespace = l.schema_oid AND d.defaclobjtype = 'r'
      AND a.grantee = l.role_oid AND a.privilege_type = p.privilege)
UNION ALL
SELECT 'a table for reading is only read', l.rolname || ' on ' || t.nspname || '.' || t.relname
FROM login l JOIN relation t USING (schema_oid)
WHERE t.relname = ANY (%(read_only)s)
  AND has_table_privilege(l.role_oid, t.oid, 'INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER')
UNION ALL
SELECT 'a table for appending is never changed', l.rolname || ' on ' || t.nspname || '.' || t.relname
FROM login l JOIN relation t USING (schema_oid)
WHERE t.relname = ANY (%(append_only)s)
  AND (has_table_privilege(l.role_oid, t.oid, 'UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER')
       OR NOT has_table_privilege(l.role_oid, t.oid, 'INSERT'))
UNION ALL
SELECT 'every region holds every table of a region', r.schema_name || ' lacks ' || e.relname
FROM region r CROSS JOIN (SELECT DISTINCT relname FROM relation WHERE relkind IN ('r', 'p') AND nspname <> %(public)s) e
WHERE NOT EXISTS (SELECT FROM relation t WHERE t.schema_oid = r.schema_oid AND t.relname = e.relname)
UNION ALL
SELECT 'no function of the owner runs with the owner''s rights for PUBLIC', p.oid::regprocedure::text
FROM pg_proc p JOIN pg_roles o ON o.oid = p.proowner
WHERE p.prosecdef AND p.pronamespace IN (SELECT schema_oid FROM login) AND has_function_privilege('public', p.oid, 'EXECUTE')
UNION ALL
SELECT 'PUBLIC has no privilege on a schema or the database', n.nspname
FROM pg_namespace n WHERE n.oid IN (SELECT schema_oid FROM login)
  AND (has_schema_privilege('public', n.oid, 'USAGE') OR has_database_privilege('public', current_database(), 'CONNECT'))
