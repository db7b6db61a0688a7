-- Everything a reader may search a project by, in lower case.
CREATE TABLE mart_project_text AS
SELECT project_id,
       lower(nfc_normalize(concat_ws(' ',
         government.name_ja, government.name_en, prefecture.name_ja, prefecture.name_en,
         project.title_ja, project.title_en, fiscal_year.label_ja, fiscal_year.label_en,
         (SELECT string_agg(name_ja || ' ' || name_en, ' ')
          FROM project_field JOIN field USING (field_code)
          WHERE project_field.project_id = project.project_id),
         (SELECT string_agg(name_ja || ' ' || name_en, ' ')
          FROM project_region JOIN region USING (region_code)
          WHERE project_region.project_id = project.project_id)))) AS words
FROM project
JOIN local_government AS government USING (local_government_code)
JOIN prefecture USING (prefecture_code)
JOIN fiscal_year USING (fiscal_year);
