-- One call per statement, however many rows it touches. A row whose key changed is one removed and one added.
DECLARE
    mask jsonb := COALESCE((SELECT jsonb_object_agg(name, '***') FROM unnest(TG_ARGV) AS name), '{}');
    actor uuid := NULLIF(current_setting('merit.actor', true), '')::uuid;
    actor_name text := COALESCE(current_setting('merit.actor_name', true), '');
    request uuid := NULLIF(current_setting('merit.request', true), '')::uuid;
    happened timestamptz := clock_timestamp();
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO audit_change
            (id, at, table_name, row_id, operation, before, after, actor_id, actor_name, request_id, login)
        SELECT gen_random_uuid(), happened, TG_TABLE_NAME, facts ->> 'id', 'I', NULL, facts || mask,
               actor, actor_name, request, session_user
        FROM (SELECT to_jsonb(r) AS facts FROM new_rows r) AS n;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO audit_change
            (id, at, table_name, row_id, operation, before, after, actor_id, actor_name, request_id, login)
        SELECT gen_random_uuid(), happened, TG_TABLE_NAME, facts ->> 'id', 'D', facts || mask, NULL,
               actor, actor_name, request, session_user
        FROM (SELECT to_jsonb(r) AS facts FROM old_rows r) AS o;
    ELSE
        INSERT INTO audit_change
            (id, at, table_name, row_id, operation, before, after, actor_id, actor_name, request_id, login)
        SELECT gen_random_uuid(), happened, TG_TABLE_NAME, COALESCE(o.id, n.id)::text,
               CASE WHEN o.id IS NULL THEN 'I' WHEN n.id IS NULL THEN 'D' ELSE 'U' END,
               CASE WHEN n.id IS NULL THEN o.facts || mask ELSE changed.before END,
               CASE WHEN o.id IS NULL THEN n.facts || mask ELSE changed.after END,
               actor, actor_name, request, session_user
        FROM (SELECT r.id, to_jsonb(r) AS facts FROM old_rows r) AS o
        FULL JOIN (SELECT r.id, to_jsonb(r) AS facts FROM new_rows r) AS n ON n.id = o.id
        LEFT JOIN LATERAL (
            SELECT jsonb_object_agg(key, COALESCE(mask -> key, value)) AS before,
                   jsonb_object_agg(key, COALESCE(mask -> key, n.facts -> key)) AS after
            FROM jsonb_each(o.facts)
            WHERE n.facts -> key IS DISTINCT FROM value
        ) AS changed ON n.id IS NOT NULL
        WHERE o.id IS NULL OR n.id IS NULL OR changed.before IS NOT NULL;
    END IF;
    RETURN NULL;
END
