-- Rows are tables whose changes nobody would write down. Linear: per schema its list of tables, each by index
-- (of a function: name, arguments, schema; without the arguments every region's would be looked through for each).
SELECT 'every audited table has its triggers, on and the owner''s', s.nspname || '.' || w.relname
FROM pg_namespace s
CROSS JOIN LATERAL unnest(CASE WHEN s.nspname = %(public)s THEN %(of_host)s::text[] ELSE %(of_region)s::text[] END) AS w (relname)
JOIN pg_class c ON c.relname = w.relname AND c.relnamespace = s.oid AND c.relkind IN ('r', 'p')
LEFT JOIN pg_proc p ON p.proname = %(function)s AND p.proargtypes = '' AND p.pronamespace = s.oid
    AND p.prosecdef AND pg_get_userbyid(p.proowner) = %(owner)s AND p.prosrc = %(body)s
    AND p.proconfig = ARRAY['search_path=' || s.nspname || ', pg_temp', 'TimeZone=UTC']
LEFT JOIN pg_trigger t ON t.tgrelid = c.oid AND t.tgfoid = p.oid AND t.tgenabled = 'O' AND t.tgqual IS NULL
    AND (t.tgname, t.tgtype) IN (('audit_insert', 4), ('audit_delete', 8), ('audit_update', 16))
    AND encode(t.tgargs, 'escape') = COALESCE(%(arguments)s::jsonb ->> w.relname, '')
WHERE (s.nspname = %(public)s OR EXISTS (SELECT FROM pg_roles r WHERE r.rolname = %(region)s || s.nspname))
  AND (%(only)s::text IS NULL OR s.nspname IN (%(only)s, %(public)s))
GROUP BY s.nspname, w.relname
HAVING count(t.oid) <> 3
