-- The digest of a seal: its own facts, the head before it, and every row it names, in the order in which it names them.
-- Columns stand here by name, so that a later column does not break the seals of before.
encode(sha256(convert_to(concat_ws(E'\n',
    previous, number, to_char(sealed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'),
    cardinality(entries), cardinality(changes),
    (SELECT string_agg(COALESCE(jsonb_build_array(r.id, to_char(r.at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'),
                r.actor_id, r.actor_name, r.method, r.path, r.route, r.status, r.address, r.request_id, r.reason)::text,
            'missing ' || m.id), E'\n' ORDER BY m.place)
     FROM unnest(entries) WITH ORDINALITY AS m (id, place) LEFT JOIN {schema}.audit_entry r ON r.id = m.id),
    (SELECT string_agg(COALESCE(jsonb_build_array(r.id, to_char(r.at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'),
                r.table_name, r.row_id, r.operation, r.before, r.after, r.actor_id, r.actor_name, r.request_id,
                r.login)::text,
            'missing ' || m.id), E'\n' ORDER BY m.place)
     FROM unnest(changes) WITH ORDINALITY AS m (id, place) LEFT JOIN {schema}.audit_change r ON r.id = m.id)
), 'UTF8')), 'hex')
