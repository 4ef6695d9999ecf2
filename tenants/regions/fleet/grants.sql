WITH here AS (SELECT * FROM pg_namespace WHERE nspname = %(schema)s),
acl AS (
    SELECT 'schema' AS thing, nspacl AS list FROM here
    UNION ALL
    SELECT c.relname::text, c.relacl FROM pg_class c JOIN here ON here.oid = c.relnamespace
    UNION ALL
    SELECT c.relname || '.' || a.attname, a.attacl
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN here ON here.oid = c.relnamespace
    UNION ALL
    SELECT p.proname || '()', p.proacl FROM pg_proc p JOIN here ON here.oid = p.pronamespace
    UNION ALL
    SELECT 'future ' || d.defaclobjtype::text, d.defaclacl FROM pg_default_acl d JOIN here ON here.oid = d.defaclnamespace
)
SELECT 'grant', acl.thing || ' to ' || CASE WHEN x.grantee = 0 THEN 'PUBLIC' WHEN g.rolname = %(role)s THEN 'its login'
                                            ELSE g.rolname END,
       concat_ws(' ', x.privilege_type, x.is_grantable)
FROM acl, aclexplode(acl.list) x LEFT JOIN pg_roles g ON g.oid = x.grantee
