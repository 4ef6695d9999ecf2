-- Rows are broken promises about the logins of support grants. living: what each living grant's login must be.
WITH living AS MATERIALIZED (
    SELECT * FROM jsonb_to_recordset(%(living)s::jsonb) AS l (role text, schema text, until timestamptz, granted jsonb)
),
support AS MATERIALIZED (
    SELECT r.oid, r.rolname::text COLLATE "C" AS rolname, r.rolvaliduntil, r.rolconnlimit, l.role IS NOT NULL AS is_living, l.schema, l.until,
           l.granted, r.rolsuper OR r.rolinherit OR r.rolcreaterole OR r.rolcreatedb OR r.rolreplication OR r.rolbypassrls AS has_power
    FROM pg_roles r LEFT JOIN living l ON l.role = r.rolname AND l.until > now()
    WHERE starts_with(r.rolname::text, %(prefix)s) AND (%(only)s::text IS NULL OR l.schema IS NULL OR l.schema = %(only)s)
),
dependent AS MATERIALIZED (  -- OFFSET 0: one look into the index per login, whatever the planner believes
    SELECT s.oid AS role_oid, s.rolname, d.* FROM support s
    CROSS JOIN LATERAL (SELECT * FROM pg_shdepend WHERE refclassid = 'pg_authid'::regclass AND refobjid = s.oid OFFSET 0) d
),
named AS MATERIALIZED (
    SELECT * FROM dependent
    WHERE deptype = 'a' AND dbid IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
),
granted AS MATERIALIZED (
    SELECT m.rolname, ('table ' || n.nspname || '.' || c.relname || ' ' || g.privilege_type)::text COLLATE "C" AS what, g.is_grantable
    FROM named m JOIN pg_class c ON m.classid = 'pg_class'::regclass AND m.objsubid = 0 AND c.oid = m.objid
    JOIN pg_namespace n ON n.oid = c.relnamespace, aclexplode(c.relacl) g WHERE g.grantee = m.role_oid
    UNION ALL
    SELECT m.rolname, ('column ' || n.nspname || '.' || c.relname || '.' || a.attname || ' ' || g.privilege_type)::text COLLATE "C", g.is_grantable
    FROM named m JOIN pg_class c ON m.classid = 'pg_class'::regclass AND c.oid = m.objid
    JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = m.objsubid, aclexplode(a.attacl) g WHERE g.grantee = m.role_oid
    UNION ALL
    SELECT m.rolname, ('schema ' || n.nspname || ' ' || g.privilege_type)::text COLLATE "C", g.is_grantable
    FROM named m JOIN pg_namespace n ON m.classid = 'pg_namespace'::regclass AND n.oid = m.objid, aclexplode(n.nspacl) g
    WHERE g.grantee = m.role_oid
    UNION ALL
    SELECT m.rolname, ('database ' || g.privilege_type)::text COLLATE "C", g.is_grantable
    FROM named m JOIN pg_database d ON m.classid = 'pg_database'::regclass AND d.oid = m.objid AND d.datname = current_database(), aclexplode(d.datacl) g
    WHERE g.grantee = m.role_oid
    UNION ALL
    SELECT m.rolname, pg_describe_object(m.classid, m.objid, m.objsubid) COLLATE "C", false FROM named m
    WHERE m.classid NOT IN ('pg_class'::regclass, 'pg_namespace'::regclass, 'pg_database'::regclass)
),
expected AS MATERIALIZED (SELECT s.rolname, e.what COLLATE "C" AS what FROM support s, jsonb_array_elements_text(s.granted) e (what))
SELECT 'a support login belongs to a living grant', rolname FROM support WHERE NOT is_living
UNION ALL
SELECT 'a support login ends with its grant', rolname FROM support WHERE is_living AND rolvaliduntil IS DISTINCT FROM until
UNION ALL
SELECT 'a support login reads what its grant names, and nothing else', g.rolname || ': ' || g.what
FROM granted g JOIN support s USING (rolname)
WHERE is_living AND (g.is_grantable OR NOT EXISTS (SELECT FROM expected e WHERE e.rolname = g.rolname AND e.what = g.what))
UNION ALL
SELECT 'a support login reads what its grant names, and nothing else', rolname || ' lacks ' || what FROM expected e
WHERE NOT EXISTS (SELECT FROM granted g WHERE g.rolname = e.rolname AND g.what = e.what)
UNION ALL
SELECT 'a support login has no power, owns nothing and is a member of nothing', rolname FROM support
WHERE has_power OR rolconnlimit <> %(connections)s
UNION ALL
SELECT 'a support login has no power, owns nothing and is a member of nothing', rolname || ' owns an object'
FROM dependent WHERE deptype = 'o'
UNION ALL
SELECT 'a support login has no power, owns nothing and is a member of nothing', r.rolname || ' in ' || g.rolname
FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.member JOIN pg_roles g ON g.oid = m.roleid
WHERE m.member IN (SELECT oid FROM support) OR (m.roleid IN (SELECT oid FROM support) AND r.rolname <> %(owner)s)
UNION ALL
SELECT 'a support login has the settings it was given', s.rolname
FROM support s LEFT JOIN pg_db_role_setting d ON d.setrole = s.oid AND d.setdatabase = 0
WHERE is_living AND (
    (SELECT array_agg(c ORDER BY c) FROM unnest(d.setconfig) c) IS DISTINCT FROM (
        SELECT array_agg(c ORDER BY c) FROM unnest(%(settings)s::text[] || ('search_path=' || quote_ident(s.schema) || ', ' || quote_ident(%(public)s))) c)
    OR EXISTS (SELECT FROM pg_db_role_setting e WHERE e.setrole = s.oid AND e.setdatabase <> 0))
