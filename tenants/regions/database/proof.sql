-- Rows are broken promises. Whole form: every region. With a region's name (%%(only)s): that region and the host.
-- Privileges are read from the access lists and pg_shdepend, objects of a schema from pg_depend: the cost grows with
-- the number of objects, never with logins × tables, and the one-region form reads by index alone. Run without
-- sequential scans (roles.py): catalogues of a growing installation have no statistics to be trusted.
WITH region AS (
    SELECT n.oid AS schema_oid, n.nspname AS schema_name, r.oid AS role_oid, r.rolname
    FROM pg_roles r JOIN pg_namespace n ON r.rolname = %(region)s || n.nspname
    WHERE %(only)s::text IS NULL OR n.nspname = %(only)s
),
sealed AS MATERIALIZED (  -- regions of which nothing may be written but what keeps their people able to read
    SELECT COALESCE(array_agg(schema_name::text), '{}') AS names FROM public.regions_region WHERE state IN ('read_only', 'suspended')
),
login AS MATERIALIZED (  -- usual: the access lists nearly every table and sequence has; only the others are taken apart
    SELECT l.*, l.schema_name = ANY ((SELECT names FROM sealed)::text[]) AS is_sealed,
           -- written as access lists are: before 16 makeaclitem takes one privilege at a time
           ARRAY[own.item, (l.role_oid::regrole || '=r/' || o.oid::regrole)::aclitem] AS usual_read,
           ARRAY[own.item, (l.role_oid::regrole || '=arwd/' || o.oid::regrole)::aclitem] AS usual,
           ARRAY[(o.oid::regrole || '=rwU/' || o.oid::regrole)::aclitem,
                 (l.role_oid::regrole || '=U/' || o.oid::regrole)::aclitem] AS usual_sequence
    FROM (
        SELECT role_oid, rolname, schema_oid, schema_name FROM region
        UNION ALL
        SELECT r.oid, r.rolname, n.oid, n.nspname FROM pg_roles r, pg_namespace n
        WHERE r.rolname = %(host)s AND n.nspname = %(public)s) l
    LEFT JOIN pg_roles o ON o.rolname = %(owner)s
    CROSS JOIN LATERAL (
        SELECT (o.oid::regrole || '=arwdDxt' || CASE WHEN current_setting('server_version_num')::int >= 170000 THEN 'm' ELSE '' END
                || '/' || o.oid::regrole)::aclitem AS item) own
),
relation AS MATERIALIZED (
    SELECT c.oid, c.relname, c.relkind, c.relowner, c.relacl, l.schema_oid, l.schema_name AS nspname, l.role_oid, l.rolname,
           l.is_sealed AND NOT c.relname = ANY (%(kept)s::text[]) AS is_sealed,
           COALESCE(CASE WHEN c.relkind IN ('r', 'p') AND l.is_sealed AND NOT c.relname = ANY (%(kept)s::text[]) THEN c.relacl = l.usual_read
                         WHEN c.relkind IN ('r', 'p') THEN c.relacl = l.usual
                         WHEN c.relkind = 'S' THEN c.relacl = l.usual_sequence END, false) AS is_usual
    FROM login l
    JOIN pg_depend d ON d.refclassid = 'pg_namespace'::regclass AND d.refobjid = l.schema_oid AND d.classid = 'pg_class'::regclass
    JOIN pg_class c ON c.oid = d.objid
    WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
),
shared AS MATERIALIZED (SELECT * FROM relation WHERE nspname = %(public)s),
held AS MATERIALIZED (  -- what a login holds on the tables of its own schema, where it is not the usual
    SELECT t.oid, t.relname, t.nspname, t.rolname, t.is_sealed,
           COALESCE(array_agg(g.privilege_type) FILTER (WHERE g.grantee = t.role_oid), '{}') AS privileges,
           COALESCE(bool_or(g.is_grantable) FILTER (WHERE g.grantee = t.role_oid), false) AS passes_on
    FROM relation t LEFT JOIN LATERAL aclexplode(t.relacl) g ON true
    WHERE t.relkind IN ('r', 'p')
      AND (NOT t.is_usual OR t.relname = ANY (%(read_only)s::text[] || %(append_only)s::text[]))
    GROUP BY t.oid, t.relname, t.nspname, t.rolname, t.is_sealed
),
named AS MATERIALIZED (  -- every access list in which a login stands, and the schema of the object
    SELECT l.*, s.classid, s.objid, s.objsubid, c.relname, c.relkind, p.prosecdef,
           COALESCE(c.relnamespace, p.pronamespace, d.defaclnamespace) AS object_schema
    FROM login l
    CROSS JOIN LATERAL (  -- OFFSET 0: one look into the index per login, whatever the planner believes
        SELECT * FROM pg_shdepend WHERE refclassid = 'pg_authid'::regclass AND refobjid = l.role_oid AND deptype = 'a'
        AND dbid IN (0, (SELECT oid FROM pg_database WHERE datname = current_database())) OFFSET 0) s
    LEFT JOIN pg_class c ON s.classid = 'pg_class'::regclass AND c.oid = s.objid
    LEFT JOIN pg_proc p ON s.classid = 'pg_proc'::regclass AND p.oid = s.objid
    LEFT JOIN pg_default_acl d ON s.classid = 'pg_default_acl'::regclass AND d.oid = s.objid
),
own_functions AS MATERIALIZED (
    SELECT l.schema_oid, ARRAY(SELECT objid FROM pg_depend WHERE refclassid = 'pg_namespace'::regclass
                               AND refobjid = l.schema_oid AND classid = 'pg_proc'::regclass) AS oids
    FROM login l
),
public_schema AS (SELECT oid FROM pg_namespace WHERE nspname = %(public)s)
SELECT 'a login has no privilege outside its schema', rolname || ' on ' || pg_describe_object(classid, objid, objsubid)
FROM named
WHERE object_schema IS DISTINCT FROM schema_oid
  AND NOT (classid IN ('pg_namespace'::regclass, 'pg_database'::regclass))  -- proved below
  AND NOT (classid = 'pg_class'::regclass AND objsubid = 0 AND object_schema = (SELECT oid FROM public_schema)
           AND relname = ANY (%(published)s::text[] || %(mailbox)s::text[]))
  AND NOT (classid = 'pg_proc'::regclass AND object_schema = (SELECT oid FROM public_schema) AND NOT prosecdef)
UNION ALL
SELECT 'a login has no privilege outside its schema', 'PUBLIC on ' || t.nspname || '.' || t.relname
FROM relation t, aclexplode(t.relacl) g WHERE NOT t.is_usual AND g.grantee = 0
UNION ALL
SELECT 'no privilege is granted on a column', t.nspname || '.' || t.relname || '.' || a.attname
FROM relation t JOIN pg_attribute a ON a.attrelid = t.oid, aclexplode(a.attacl) g
WHERE a.attacl IS NOT NULL AND g.grantee <> t.relowner AND NOT starts_with(pg_get_userbyid(g.grantee)::text, %(support)s)  -- see support_proof.sql
UNION ALL
SELECT 'a published table is only read', l.rolname || ' on ' || t.relname
FROM login l JOIN shared t ON t.relname = ANY (%(published)s) AND l.rolname <> %(host)s
WHERE has_table_privilege(l.role_oid, t.oid, 'INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER')
   OR NOT has_table_privilege(l.role_oid, t.oid, 'SELECT')
UNION ALL
SELECT 'a published table exists in public alone', t.nspname || '.' || t.relname
FROM relation t WHERE t.nspname <> %(public)s AND t.relname = ANY (%(published)s::text[] || %(mailbox)s::text[])
UNION ALL
SELECT 'a region only puts into the mailbox', l.rolname || ' on ' || t.relname
FROM login l JOIN shared t ON t.relname = ANY (%(mailbox)s) AND l.rolname <> %(host)s
WHERE has_table_privilege(l.role_oid, t.oid, 'SELECT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER')
   OR has_any_column_privilege(l.role_oid, t.oid, 'SELECT, UPDATE, REFERENCES')
   OR NOT has_table_privilege(l.role_oid, t.oid, 'INSERT')
UNION ALL
SELECT 'the mailbox knows its sender', t.relname
FROM shared t JOIN pg_class c ON c.oid = t.oid
WHERE t.relname = ANY (%(mailbox)s) AND NOT c.relrowsecurity
UNION ALL
SELECT 'the mailbox knows its sender', t.relname || ' by policy ' || p.polname
FROM shared t JOIN pg_policy p ON p.polrelid = t.oid
WHERE t.relname = ANY (%(mailbox)s)
  AND NOT COALESCE(p.polcmd = 'a' AND pg_get_expr(p.polwithcheck, p.polrelid) = '(sender = CURRENT_USER)', false)
  AND NOT COALESCE(pg_get_expr(p.polqual, p.polrelid) = '(CURRENT_USER = ' || quote_literal(%(host)s) || '::name)'
                   AND p.polwithcheck IS NULL, false)
UNION ALL
SELECT 'no login enters a foreign schema', n.rolname || ' in ' || s.nspname
FROM named n JOIN pg_namespace s ON n.classid = 'pg_namespace'::regclass AND s.oid = n.objid
WHERE n.objid <> n.schema_oid AND s.nspname <> %(public)s
UNION ALL
SELECT 'a login reads and writes all tables of its schema', rolname || ' on ' || nspname || '.' || relname
FROM held
WHERE NOT is_sealed AND NOT relname = ANY (%(read_only)s::text[] || %(append_only)s::text[])
  AND NOT privileges @> ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE']
UNION ALL
SELECT 'a region that is only read or suspended writes nothing of its business', rolname || ' on ' || nspname || '.' || relname
FROM held WHERE is_sealed AND privileges <> ARRAY['SELECT']
UNION ALL
SELECT 'a region that is only read or suspended writes nothing of its business', l.rolname || ' would write new tables: ' || a.privilege_type
FROM login l JOIN pg_default_acl d ON d.defaclnamespace = l.schema_oid AND d.defaclobjtype = 'r', aclexplode(d.defaclacl) a
WHERE l.is_sealed AND a.grantee = l.role_oid AND a.privilege_type <> 'SELECT'
UNION ALL
SELECT 'a login changes rows, never tables, and passes nothing on', rolname || ' on ' || nspname || '.' || relname
FROM held WHERE passes_on OR NOT privileges <@ ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE']
UNION ALL
SELECT 'a region''s tables are granted to its login alone', g.grantee::regrole::text || ' on ' || t.nspname || '.' || t.relname
FROM relation t, aclexplode(t.relacl) g
WHERE NOT t.is_usual AND t.nspname <> %(public)s AND g.grantee NOT IN (t.relowner, t.role_oid)
  AND NOT starts_with(pg_get_userbyid(g.grantee)::text, %(support)s)
UNION ALL
SELECT 'the host''s tables are granted to known logins alone', g.grantee::regrole::text || ' on ' || t.relname
FROM shared t, aclexplode(t.relacl) g
WHERE g.grantee NOT IN (0, t.relowner, t.role_oid)
  AND NOT starts_with(pg_get_userbyid(g.grantee)::text, %(region)s)
  AND NOT starts_with(pg_get_userbyid(g.grantee)::text, %(support)s)
UNION ALL
SELECT 'a region''s tables belong to the owner', t.nspname || '.' || t.relname
FROM relation t WHERE t.nspname <> %(public)s AND pg_get_userbyid(t.relowner) <> %(owner)s
UNION ALL
SELECT 'a login creates nothing', rolname FROM login
WHERE has_schema_privilege(role_oid, schema_oid, 'CREATE')
   OR has_schema_privilege(role_oid, (SELECT oid FROM public_schema), 'CREATE')
   OR has_database_privilege(role_oid, current_database(), 'CREATE, TEMPORARY')
UNION ALL
SELECT 'a login creates nothing', 'large objects by PUBLIC: ' || p.oid::regprocedure::text FROM pg_proc p
WHERE p.proname IN ('lo_create', 'lo_creat', 'lo_from_bytea', 'lo_import') AND p.pronamespace = 'pg_catalog'::regnamespace
  AND has_function_privilege('public', p.oid, 'EXECUTE')
UNION ALL
SELECT 'a login owns nothing', l.rolname || ' owns an object in ' || COALESCE(d.datname, 'the cluster')
FROM login l
CROSS JOIN LATERAL (
    SELECT * FROM pg_shdepend
    WHERE refclassid = 'pg_authid'::regclass AND refobjid = l.role_oid AND deptype = 'o' OFFSET 0) s
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
SELECT 'no constraint leaves a schema', c.conname::text  -- of a table of ours
FROM relation t
CROSS JOIN LATERAL (SELECT conname, confrelid FROM pg_constraint WHERE conrelid = t.oid AND contype = 'f' OFFSET 0) c
JOIN pg_class o ON o.oid = c.confrelid
WHERE o.relnamespace <> t.schema_oid
UNION ALL
SELECT 'no constraint leaves a schema', c.conname::text  -- to a table of ours, from a schema without a login
FROM pg_namespace n
CROSS JOIN LATERAL (SELECT objid FROM pg_depend WHERE refclassid = 'pg_namespace'::regclass AND refobjid = n.oid
                    AND classid = 'pg_class'::regclass OFFSET 0) d
CROSS JOIN LATERAL (SELECT conname, confrelid FROM pg_constraint WHERE conrelid = d.objid AND contype = 'f' OFFSET 0) c
JOIN pg_class o ON o.oid = c.confrelid
WHERE %(only)s::text IS NULL AND NOT n.oid IN (SELECT schema_oid FROM login)
  AND o.relnamespace <> n.oid AND o.relnamespace IN (SELECT schema_oid FROM login)
UNION ALL
SELECT 'no constraint leaves a schema', c.conname::text  -- to a table of the one region, from anywhere
FROM relation t
JOIN pg_depend d ON d.refclassid = 'pg_class'::regclass AND d.refobjid = t.oid AND d.classid = 'pg_constraint'::regclass
JOIN pg_constraint c ON c.oid = d.objid AND c.confrelid = t.oid JOIN pg_class o ON o.oid = c.conrelid
WHERE %(only)s::text IS NOT NULL AND o.relnamespace <> t.schema_oid
UNION ALL
SELECT 'no view reads another schema', v.oid::regclass::text  -- from ours or into ours; there are few views
FROM pg_rewrite w JOIN pg_class v ON v.oid = w.ev_class
CROSS JOIN LATERAL (SELECT refobjid FROM pg_depend WHERE classid = 'pg_rewrite'::regclass AND objid = w.oid
                    AND refclassid = 'pg_class'::regclass OFFSET 0) d
JOIN pg_class o ON o.oid = d.refobjid
WHERE v.relnamespace <> o.relnamespace
  AND (o.relnamespace IN (SELECT schema_oid FROM login)
       OR (v.relnamespace IN (SELECT schema_oid FROM login) AND o.relnamespace <> 'pg_catalog'::regnamespace))
UNION ALL
SELECT 'no default reads another schema', t.nspname || '.' || t.relname
FROM relation t
CROSS JOIN LATERAL (SELECT oid FROM pg_attrdef WHERE adrelid = t.oid OFFSET 0) a  -- never all defaults × all tables
CROSS JOIN LATERAL (SELECT refclassid, refobjid FROM pg_depend
                    WHERE classid = 'pg_attrdef'::regclass AND objid = a.oid OFFSET 0) d
LEFT JOIN pg_class c ON d.refclassid = 'pg_class'::regclass AND c.oid = d.refobjid
LEFT JOIN pg_proc p ON d.refclassid = 'pg_proc'::regclass AND p.oid = d.refobjid
WHERE c.relnamespace <> t.schema_oid
   OR p.pronamespace NOT IN (t.schema_oid, 'pg_catalog'::regnamespace, (SELECT oid FROM public_schema))
UNION ALL
SELECT 'no table inherits from another schema', t.nspname || '.' || t.relname
FROM relation t CROSS JOIN LATERAL (SELECT inhparent FROM pg_inherits WHERE inhrelid = t.oid OFFSET 0) i JOIN pg_class p ON p.oid = i.inhparent
WHERE p.relnamespace <> t.schema_oid
UNION ALL
SELECT 'every trigger is on and runs a function of its own schema or of public', t.nspname || '.' || t.relname || ': ' || g.tgname
FROM relation t JOIN own_functions f ON f.schema_oid = t.schema_oid
CROSS JOIN LATERAL (SELECT tgname, tgenabled, tgfoid, tgisinternal FROM pg_trigger WHERE tgrelid = t.oid OFFSET 0) g
WHERE g.tgenabled = 'D'
   OR (NOT g.tgisinternal  -- PostgreSQL's own, for the keys
       AND NOT g.tgfoid = ANY (f.oids)
       AND NOT (SELECT p.pronamespace IN ('pg_catalog'::regnamespace, (SELECT oid FROM public_schema))
                FROM pg_proc p WHERE p.oid = g.tgfoid))
UNION ALL
SELECT 'a new table will be granted to its login', l.rolname || ' lacks ' || p.privilege
FROM login l CROSS JOIN unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE']) AS p (privilege)
WHERE NOT (l.is_sealed AND p.privilege <> 'SELECT') AND NOT EXISTS (
    SELECT FROM pg_default_acl d JOIN pg_roles o ON o.oid = d.defaclrole, aclexplode(d.defaclacl) a
    WHERE o.rolname = %(owner)s AND d.defaclnamespace = l.schema_oid AND d.defaclobjtype = 'r'
      AND a.grantee = l.role_oid AND a.privilege_type = p.privilege)
UNION ALL
SELECT 'nothing new is granted to PUBLIC', COALESCE(n.nspname, 'everywhere') || ': ' || d.defaclobjtype::text
FROM pg_default_acl d LEFT JOIN pg_namespace n ON n.oid = d.defaclnamespace, aclexplode(d.defaclacl) a
WHERE a.grantee = 0 AND pg_get_userbyid(d.defaclrole) = %(owner)s
UNION ALL
SELECT 'nothing new is granted to PUBLIC', 'functions'  -- without an entry of its own PUBLIC may run every new function
WHERE NOT EXISTS (SELECT FROM pg_default_acl
                  WHERE pg_get_userbyid(defaclrole) = %(owner)s AND defaclnamespace = 0 AND defaclobjtype = 'f')
UNION ALL
SELECT 'a table for reading is only read', rolname || ' on ' || nspname || '.' || relname
FROM held WHERE relname = ANY (%(read_only)s) AND privileges <> ARRAY['SELECT']
UNION ALL
SELECT 'a table for appending is never changed', rolname || ' on ' || nspname || '.' || relname
FROM held
WHERE relname = ANY (%(append_only)s) AND NOT (privileges <@ ARRAY['SELECT', 'INSERT'] AND 'INSERT' = ANY (privileges))
UNION ALL
SELECT 'every region holds every table of a region', schema_name || ' lacks ' || relname FROM (
    SELECT r.schema_name, e.relname FROM region r CROSS JOIN (
        SELECT unnest(%(tables)s::text[]) AS relname
        UNION SELECT relname::text FROM relation WHERE relkind IN ('r', 'p') AND nspname <> %(public)s) e
    EXCEPT SELECT nspname, relname::text FROM relation) lacking
UNION ALL
SELECT 'no function of the owner runs with the owner''s rights for a login or PUBLIC', p.oid::regprocedure::text
FROM login l JOIN pg_depend d ON d.refclassid = 'pg_namespace'::regclass AND d.refobjid = l.schema_oid AND d.classid = 'pg_proc'::regclass
JOIN pg_proc p ON p.oid = d.objid
WHERE p.prosecdef AND (has_function_privilege('public', p.oid, 'EXECUTE') OR has_function_privilege(l.role_oid, p.oid, 'EXECUTE'))
UNION ALL
SELECT 'PUBLIC has no privilege on a schema or the database', n.nspname
FROM pg_namespace n, aclexplode(n.nspacl) g
WHERE g.grantee = 0 AND n.nspname NOT IN ('pg_catalog', 'information_schema')
UNION ALL
SELECT 'PUBLIC has no privilege on a schema or the database', current_database()
WHERE has_database_privilege('public', current_database(), 'CONNECT')
UNION ALL
SELECT 'a region has a login and a schema', %(only)s
WHERE %(only)s::text IS NOT NULL AND NOT EXISTS (SELECT FROM region)
