WITH member AS MATERIALIZED (  -- by index: what a schema holds, however many schemas there are
    SELECT classid, objid FROM pg_depend
    WHERE refclassid = 'pg_namespace'::regclass AND refobjid = (SELECT oid FROM pg_namespace WHERE nspname = %(schema)s)
),
relation AS MATERIALIZED (
    SELECT c.* FROM member m JOIN pg_class c ON c.oid = m.objid WHERE m.classid = 'pg_class'::regclass
)
SELECT 'relation' AS kind, relname::text AS name,
       concat_ws(' ', relkind, relpersistence, relrowsecurity, relforcerowsecurity, relreplident, reloptions::text,
                 CASE WHEN relkind IN ('v', 'm') THEN pg_get_viewdef(oid) END) AS definition
FROM relation WHERE relkind NOT IN ('i', 'I', 't')
UNION ALL
SELECT 'column', t.relname || ' ' || a.attname,
       concat_ws(' ', row_number() OVER (PARTITION BY t.oid ORDER BY a.attnum), format_type(a.atttypid, a.atttypmod),
                 a.attnotnull, NULLIF(a.attidentity, ''), NULLIF(a.attgenerated, ''),
                 -- asked only where there is something: nine of ten columns have neither
                 CASE WHEN a.attcollation NOT IN (0, 'pg_catalog."default"'::regcollation)
                      THEN (SELECT o.collname FROM pg_collation o WHERE o.oid = a.attcollation) END,
                 CASE WHEN a.atthasdef THEN (SELECT 'default ' || pg_get_expr(d.adbin, d.adrelid) FROM pg_attrdef d
                                             WHERE d.adrelid = a.attrelid AND d.adnum = a.attnum) END)
FROM relation t JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE t.relkind IN ('r', 'p', 'f')
UNION ALL
SELECT 'constraint', t.relname || ' ' || c.conname, pg_get_constraintdef(c.oid)
FROM relation t JOIN pg_constraint c ON c.conrelid = t.oid
WHERE c.contype <> 'n'  -- named by PostgreSQL 18 alone; the column says whether it may be null
UNION ALL
SELECT 'index', t.relname || ' ' || i.indexrelid::regclass,
       concat_ws(' ', pg_get_indexdef(i.indexrelid), i.indisvalid, i.indisprimary, i.indisclustered, i.indisreplident)
FROM relation t JOIN pg_index i ON i.indrelid = t.oid WHERE t.relkind <> 't'
UNION ALL
SELECT 'trigger', t.relname || ' ' || g.tgname, concat_ws(' ', g.tgenabled, pg_get_triggerdef(g.oid))
FROM relation t JOIN pg_trigger g ON g.tgrelid = t.oid WHERE NOT g.tgisinternal
UNION ALL
SELECT 'policy', t.relname || ' ' || p.polname,
       concat_ws(' ', p.polcmd, p.polpermissive, pg_get_expr(p.polqual, t.oid), pg_get_expr(p.polwithcheck, t.oid))
FROM relation t JOIN pg_policy p ON p.polrelid = t.oid
UNION ALL
SELECT 'sequence', t.relname::text,
       concat_ws(' ', s.seqtypid::regtype, s.seqstart, s.seqincrement, s.seqmax, s.seqmin, s.seqcache, s.seqcycle,
                 (SELECT string_agg(concat_ws(' ', d.deptype, d.refobjid::regclass, a.attname), ',' ORDER BY a.attname)
                  FROM pg_depend d JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
                  WHERE d.classid = 'pg_class'::regclass AND d.objid = t.oid AND d.deptype IN ('a', 'i')))
FROM relation t JOIN pg_sequence s ON s.seqrelid = t.oid
UNION ALL
SELECT 'function', p.oid::regprocedure::text,
       CASE WHEN p.prokind IN ('f', 'p') THEN pg_get_functiondef(p.oid) ELSE p.prokind::text END
FROM member m JOIN pg_proc p ON p.oid = m.objid WHERE m.classid = 'pg_proc'::regclass
UNION ALL
SELECT 'type', y.typname::text, concat_ws(' ', y.typtype, y.typbasetype::regtype)
FROM member m JOIN pg_type y ON y.oid = m.objid
WHERE m.classid = 'pg_type'::regclass AND y.typrelid = 0 AND y.typelem = 0
