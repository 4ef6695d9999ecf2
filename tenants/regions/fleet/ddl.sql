-- One row per statement, in an order in which all can be executed. %%(schema)s is the search path too.
WITH here AS (SELECT oid FROM pg_namespace WHERE nspname = %(schema)s),
relation AS (SELECT c.* FROM pg_class c JOIN here ON here.oid = c.relnamespace),
owned AS (  -- sequences and the columns they belong to; 'i' identity, 'a' serial
    SELECT s.*, t.relname, d.refobjid, d.refobjsubid, d.deptype
    FROM relation t JOIN pg_sequence s ON s.seqrelid = t.oid
    LEFT JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = t.oid AND d.refobjsubid > 0
                         AND d.deptype IN ('a', 'i')
),
option AS (
    SELECT seqrelid, format('START WITH %%s INCREMENT BY %%s MINVALUE %%s MAXVALUE %%s CACHE %%s%%s', seqstart, seqincrement,
                            seqmin, seqmax, seqcache, CASE WHEN seqcycle THEN ' CYCLE' ELSE '' END) AS text
    FROM owned
),
early AS (  -- keys to a table made before, of one without rows: added later they are tried on the rows, a query for none
    SELECT c.oid FROM relation t JOIN pg_constraint c ON c.conrelid = t.oid JOIN pg_constraint k ON k.conindid = c.conindid
    WHERE c.contype = 'f' AND k.contype IN ('p', 'u') AND c.confrelid <= c.conrelid AND pg_relation_size(t.oid) = 0
),
part AS (  -- columns, then the constraints that need no later table
    SELECT t.oid, 0 AS sort, a.attnum AS position, concat(
        quote_ident(a.attname), ' ', format_type(a.atttypid, a.atttypmod),
        CASE WHEN a.attcollation <> y.typcollation THEN ' COLLATE ' || a.attcollation::regcollation END,
        CASE
            WHEN a.attidentity <> '' THEN format(' GENERATED %%s AS IDENTITY (SEQUENCE NAME %%I %%s)',
                CASE a.attidentity WHEN 'a' THEN 'ALWAYS' ELSE 'BY DEFAULT' END, q.relname, option.text)
            WHEN a.attgenerated <> '' THEN format(' GENERATED ALWAYS AS (%%s) %%s', pg_get_expr(d.adbin, d.adrelid),
                CASE a.attgenerated WHEN 's' THEN 'STORED' ELSE 'VIRTUAL' END)
            ELSE ' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid)
        END,
        CASE WHEN a.attnotnull THEN ' NOT NULL' END) AS text
    FROM relation t JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
    JOIN pg_type y ON y.oid = a.atttypid
    LEFT JOIN pg_attrdef d ON d.adrelid = t.oid AND d.adnum = a.attnum
    LEFT JOIN owned q ON q.refobjid = t.oid AND q.refobjsubid = a.attnum AND q.deptype = 'i'
    LEFT JOIN option ON option.seqrelid = q.seqrelid
    WHERE t.relkind = 'r'
    UNION ALL
    SELECT t.oid, CASE c.contype WHEN 'p' THEN 1 WHEN 'f' THEN 3 ELSE 2 END, c.oid::bigint,
           format('CONSTRAINT %%I %%s', c.conname, pg_get_constraintdef(c.oid))
    FROM relation t JOIN pg_constraint c ON c.conrelid = t.oid
    WHERE c.contype IN ('p', 'u', 'c', 'x') OR c.oid IN (SELECT oid FROM early)
),
statement (sort, name, text) AS (
    SELECT 1, p.oid::regprocedure::text, pg_get_functiondef(p.oid)
    FROM pg_proc p JOIN here ON here.oid = p.pronamespace WHERE p.prokind IN ('f', 'p')
    UNION ALL
    SELECT 2, o.relname::text, format('CREATE SEQUENCE %%I AS %%s %%s', o.relname, o.seqtypid::regtype, option.text)
    FROM owned o JOIN option USING (seqrelid) WHERE o.deptype IS DISTINCT FROM 'i'
    UNION ALL
    SELECT 3, lpad(t.oid::text, 10, '0'), format('CREATE TABLE %%I (%%s)%%s', t.relname,
        (SELECT string_agg(part.text, ', ' ORDER BY part.sort, part.position) FROM part WHERE part.oid = t.oid),
        ' WITH (' || array_to_string(t.reloptions, ', ') || ')')
    FROM relation t WHERE t.relkind = 'r'
    UNION ALL
    SELECT 4, o.relname::text, format('ALTER SEQUENCE %%I OWNED BY %%s.%%I', o.relname, o.refobjid::regclass, a.attname)
    FROM owned o JOIN pg_attribute a ON a.attrelid = o.refobjid AND a.attnum = o.refobjsubid WHERE o.deptype = 'a'
    UNION ALL
    SELECT 5, i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid)
    FROM relation t JOIN pg_index i ON i.indrelid = t.oid
    WHERE t.relkind = 'r' AND NOT EXISTS (SELECT FROM pg_constraint c
                                          WHERE c.conindid = i.indexrelid AND c.contype IN ('p', 'u', 'x'))
    UNION ALL
    SELECT 7, t.relname::text, format('ALTER TABLE %%I %%s', t.relname,
        string_agg(format('ADD CONSTRAINT %%I %%s', c.conname, pg_get_constraintdef(c.oid)), ', ' ORDER BY c.conname))
    FROM relation t JOIN pg_constraint c ON c.conrelid = t.oid WHERE c.contype = 'f' AND c.oid NOT IN (SELECT oid FROM early) GROUP BY t.relname
    UNION ALL
    SELECT 8, t.relname || '.' || g.tgname, pg_get_triggerdef(g.oid)
    FROM relation t JOIN pg_trigger g ON g.tgrelid = t.oid WHERE NOT g.tgisinternal
    UNION ALL
    SELECT 9, t.relname || '.' || g.tgname, format('ALTER TABLE %%I %%s TRIGGER %%I', t.relname,
        CASE g.tgenabled WHEN 'D' THEN 'DISABLE' WHEN 'A' THEN 'ENABLE ALWAYS' ELSE 'ENABLE REPLICA' END, g.tgname)
    FROM relation t JOIN pg_trigger g ON g.tgrelid = t.oid WHERE NOT g.tgisinternal AND g.tgenabled <> 'O'
)
SELECT sort, text FROM statement ORDER BY sort, name
