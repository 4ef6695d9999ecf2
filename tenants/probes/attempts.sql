-- Under one region's login: read the canary of every other by its full name, by the search path, and as its login.
-- One round trip for all of them; what is read comes back in a setting of this transaction, refusals are counted.
DO $probe$
DECLARE
    target text;
    told text := '';
    value text;
    tried int := 0;
    refused int := 0;
    other int := 0;
BEGIN
    FOREACH target IN ARRAY string_to_array(current_setting('merit.probe_targets'), ',') LOOP
        FOR form IN 1..4 LOOP
            tried := tried + 1;
            BEGIN
                IF form = 1 THEN
                    EXECUTE format('SELECT string_agg(value, '' '') FROM %I.assurance_canary', target) INTO value;
                ELSIF form = 2 THEN
                    PERFORM set_config('search_path', quote_ident(target), true);
                    EXECUTE 'SELECT string_agg(value, '' '') FROM assurance_canary' INTO value;
                ELSIF form = 3 THEN
                    PERFORM set_config('role', current_setting('merit.probe_prefix') || target, true);
                    EXECUTE format('SELECT string_agg(value, '' '') FROM %I.assurance_canary', target) INTO value;
                ELSE
                    EXECUTE format('SELECT query_to_xml(''SELECT value FROM %I.assurance_canary'', true, true, '''')::text', target) INTO value;
                END IF;
                told := told || ' ' || COALESCE(value, '');
                RAISE EXCEPTION USING ERRCODE = 'ZZ001';  -- takes back search path and role with this block
            EXCEPTION
                WHEN insufficient_privilege OR undefined_table OR invalid_schema_name OR invalid_parameter_value OR undefined_object THEN
                    refused := refused + 1;
                WHEN SQLSTATE 'ZZ001' THEN
                    NULL;
                WHEN OTHERS THEN
                    other := other + 1;
            END;
        END LOOP;
    END LOOP;
    PERFORM set_config('merit.probe_told', told, true);
    PERFORM set_config('merit.probe_counts', tried || ',' || refused || ',' || other, true);
END
$probe$
