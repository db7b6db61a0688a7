-- A project with all it is filtered by, so that a filter reads one table and joins nothing. The
-- marks are lists in the order of the source's table; a table, since a view would be computed
-- again by every query.
CREATE TABLE mart_project AS
SELECT project.*,
       prefecture_code,
       coalesce(fields.codes, []) AS primary_fields,
       coalesce(fields.secondary, []) AS secondary_fields,
       coalesce(regions.codes, []) AS regions
FROM project
JOIN local_government USING (local_government_code)
LEFT JOIN (
  SELECT project_id,
         list(field_code ORDER BY sort_order) FILTER (role = 'primary') AS codes,
         list(field_code ORDER BY sort_order) FILTER (role = 'secondary') AS secondary
  FROM project_field JOIN field USING (field_code) GROUP BY project_id) AS fields USING (project_id)
LEFT JOIN (
  SELECT project_id, list(region_code ORDER BY sort_order) AS codes
  FROM project_region JOIN region USING (region_code) GROUP BY project_id) AS regions USING (project_id);
