-- A project's marks as lists, in the order of the source's table.
CREATE TABLE mart_project_marks AS
SELECT project_id,
       coalesce(fields.codes, []) AS primary_fields,
       coalesce(fields.secondary, []) AS secondary_fields,
       coalesce(regions.codes, []) AS regions
FROM project
LEFT JOIN (
  SELECT project_id,
         list(field_code ORDER BY sort_order) FILTER (role = 'primary') AS codes,
         list(field_code ORDER BY sort_order) FILTER (role = 'secondary') AS secondary
  FROM project_field JOIN field USING (field_code) GROUP BY project_id) AS fields USING (project_id)
LEFT JOIN (
  SELECT project_id, list(region_code ORDER BY sort_order) AS codes
  FROM project_region JOIN region USING (region_code) GROUP BY project_id) AS regions USING (project_id);
