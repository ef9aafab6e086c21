-- The columns of findings.csv by joins. `word` has the words that are kept in code, not in a table.
SELECT f.finding_id, f.project_id, project.name AS project_name,
    f.scope, scope.label AS scope_label,
    f.theme_id, theme.label AS theme_label,
    theme.parent_id AS parent_theme_id, parent.label AS parent_theme_label,
    f.polarity, polarity.label AS polarity_label,
    f.certainty, certainty.label AS certainty_label,
    (SELECT group_concat(member, ';') FROM (
        SELECT effect AS member FROM finding_effect AS own
        WHERE own.finding_id = f.finding_id ORDER BY position)) AS effect,
    (SELECT group_concat(member, ';') FROM (
        SELECT label AS member FROM finding_effect AS own
        JOIN word ON word.name = 'effect' AND word.code = own.effect
        WHERE own.finding_id = f.finding_id ORDER BY position)) AS effect_labels,
    f.overcome, overcome.label AS overcome_label,
    f.responds_to, f.response_result, response_result.label AS response_result_label,
    (SELECT group_concat(member, ';') FROM (
        SELECT agrees_with AS member FROM finding_agreement AS own
        WHERE own.finding_id = f.finding_id ORDER BY position)) AS agrees_with,
    (SELECT group_concat(member, ';') FROM (
        SELECT differs_from AS member FROM finding_conflict AS own
        WHERE own.finding_id = f.finding_id ORDER BY position)) AS differs_from,
    f.statement, f.source_id, source.title AS source_title,
    f.paragraph, f.page, f.anchor,
    cited.label || coalesce(', p. ' || f.page, '') || ' (' || f.paragraph || ')' AS citation,
    source.reported_by, reported_by.label AS reported_by_label,
    source.kind AS source_kind, source_kind.label AS source_kind_label,
    project.strand, strand.label AS strand_label,
    project.lead_type, lead_type.label AS lead_type_label,
    (SELECT group_concat(member, ';') FROM (
        SELECT area_id AS member FROM project_area AS own
        WHERE own.project_id = f.project_id ORDER BY position)) AS areas,
    (SELECT group_concat(member, ';') FROM (
        SELECT name AS member FROM project_area AS own JOIN area USING (area_id)
        WHERE own.project_id = f.project_id ORDER BY position)) AS area_names,
    f.coded_by, coded_by.label AS coded_by_label, f.note
FROM finding AS f
CROSS JOIN theme ON theme.theme_id = f.theme_id
CROSS JOIN theme AS parent ON parent.theme_id = theme.parent_id
CROSS JOIN source ON source.source_id = f.source_id
LEFT JOIN project ON project.project_id = f.project_id
LEFT JOIN word AS scope ON scope.name = 'scope' AND scope.code = f.scope
LEFT JOIN word AS polarity ON polarity.name = 'polarity' AND polarity.code = f.polarity
LEFT JOIN word AS certainty ON certainty.name = 'certainty' AND certainty.code = f.certainty
LEFT JOIN word AS overcome ON overcome.name = 'overcome' AND overcome.code = f.overcome
LEFT JOIN word AS response_result
    ON response_result.name = 'response_result' AND response_result.code = f.response_result
LEFT JOIN word AS coded_by ON coded_by.name = 'coded_by' AND coded_by.code = f.coded_by
LEFT JOIN word AS strand ON strand.name = 'strand' AND strand.code = project.strand
LEFT JOIN word AS lead_type ON lead_type.name = 'lead_type' AND lead_type.code = project.lead_type
LEFT JOIN word AS reported_by
    ON reported_by.name = 'reported_by' AND reported_by.code = source.reported_by
LEFT JOIN word AS source_kind
    ON source_kind.name = 'source_kind' AND source_kind.code = source.kind
LEFT JOIN word AS cited ON cited.name = 'cited' AND cited.code = f.source_id
ORDER BY f.finding_id
