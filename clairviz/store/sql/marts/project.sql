-- What became of every body of a project: its name as printed, and what it is today. Found by
-- following the changes from the first day of the fiscal year on, several on one day included; a
-- ward means its city.
CREATE TABLE mart_project_body AS
WITH RECURSIVE printed AS (
  SELECT project_id, fiscal_year, starts_on AS since, body.local_government_code, role, name_kana, name_en,
         government.prefecture_code, coalesce(name_as_printed_ja, government.name_ja) AS printed_ja
  FROM project_body AS body JOIN local_government AS government USING (local_government_code)
  JOIN (SELECT project_id, fiscal_year, fiscal_year.starts_on
        FROM project JOIN fiscal_year USING (fiscal_year)) USING (project_id)),
steps AS (
  SELECT DISTINCT local_government_code AS origin, printed_ja AS origin_ja, fiscal_year,
         local_government_code AS code, printed_ja AS name, since FROM printed
  UNION
  SELECT origin, origin_ja, fiscal_year, to_code, to_name_ja, effective_on
  FROM steps JOIN local_government_change
    ON from_code = code AND from_name_ja = name AND effective_on >= since),
ends AS (
  SELECT * FROM steps WHERE NOT EXISTS (
    SELECT 1 FROM local_government_change
    WHERE from_code = code AND from_name_ja = name AND effective_on >= since
      AND (to_code, to_name_ja) IS DISTINCT FROM (from_code, from_name_ja))),
today AS (
  SELECT origin, origin_ja, fiscal_year,
         list(DISTINCT government.local_government_code ORDER BY government.local_government_code) AS present_codes,
         string_agg(DISTINCT government.name_ja, '・' ORDER BY government.name_ja) AS present_ja,
         string_agg(DISTINCT government.name_en, ', ' ORDER BY government.name_en) AS present_en,
         first(government.latitude ORDER BY government.local_government_code) AS latitude,
         first(government.longitude ORDER BY government.local_government_code) AS longitude
  FROM ends JOIN local_government AS government ON government.local_government_code = coalesce(
    (SELECT max(local_government_code) FROM local_government WHERE local_government_code = code),
    (SELECT max(local_government_code) FROM local_government
     WHERE local_government_code < code AND local_government_code[5] = '0' AND kind = 'city'))
  GROUP BY ALL)
SELECT project_id, local_government_code, role, printed_ja, prefecture_code, name_kana,
       present_codes, present_ja, latitude, longitude,
       CASE WHEN printed_ja = present_ja THEN printed_ja ELSE printed_ja || '（現 ' || present_ja || '）' END AS name_ja,
       CASE WHEN printed_ja = present_ja THEN present_en
            WHEN name_en = present_en THEN name_en ELSE name_en || ' (now ' || present_en || ')' END AS name_en
FROM printed JOIN today
  ON origin = local_government_code AND origin_ja = printed_ja AND today.fiscal_year = printed.fiscal_year;

-- The bodies that can be chosen: those of a project, and what they are today.
CREATE TABLE mart_body AS
SELECT local_government_code, coalesce(own.name_ja, government.name_ja) AS name_ja,
       coalesce(own.name_en, government.name_en) AS name_en, government.kind, government.prefecture_code,
       coalesce(own.latitude, government.latitude) AS latitude,
       coalesce(own.longitude, government.longitude) AS longitude
FROM local_government AS government
JOIN (SELECT local_government_code FROM mart_project_body
      UNION SELECT unnest(present_codes) FROM mart_project_body) USING (local_government_code)
LEFT JOIN (SELECT local_government_code, arg_max(name_ja, project_id) AS name_ja,
                  arg_max(name_en, project_id) AS name_en, arg_max(latitude, project_id) AS latitude,
                  arg_max(longitude, project_id) AS longitude
           FROM mart_project_body GROUP BY local_government_code) AS own USING (local_government_code);
-- A project with all it is filtered by, so that a filter reads one table and joins nothing. The
-- marks are lists in the order of the source's table; a table, since a view would be computed
-- again by every query.
CREATE TABLE mart_project AS
SELECT project.*,
       lead.prefecture_code,
       -- The name a project is shown under: its lead body, or else its applicant.
       coalesce(lead.name_ja, applicant_ja) AS name_ja,
       coalesce(lead.name_en, applicant_ja) AS name_en,
       -- Every body, and what each is today: what a filter by body looks for.
       coalesce(bodies.codes, []) AS local_governments,
       coalesce(fields.codes, []) AS primary_fields,
       coalesce(fields.secondary, []) AS secondary_fields,
       coalesce(regions.codes, []) AS regions
FROM project
LEFT JOIN mart_project_body AS lead ON lead.project_id = project.project_id AND role = 'lead'
LEFT JOIN (
  SELECT project_id, list(DISTINCT code ORDER BY code) AS codes
  FROM (SELECT project_id, unnest([local_government_code] || present_codes) AS code FROM mart_project_body)
  GROUP BY project_id) AS bodies ON bodies.project_id = project.project_id
LEFT JOIN (
  SELECT project_id,
         list(field_code ORDER BY sort_order) FILTER (role = 'primary') AS codes,
         list(field_code ORDER BY sort_order) FILTER (role = 'secondary') AS secondary
  FROM project_field JOIN field USING (field_code) GROUP BY project_id) AS fields
  ON fields.project_id = project.project_id
LEFT JOIN (
  SELECT project_id, list(region_code ORDER BY sort_order) AS codes
  FROM project_region JOIN region USING (region_code) GROUP BY project_id) AS regions
  ON regions.project_id = project.project_id;
