"""What is said of a source, and of the projects that it names."""

from app.evidence.vocabulary.words import vocabulary

SOURCE_KIND = vocabulary(
    "kind",
    "Kind of source",
    ("thematic-report", "Thematic report", "A report across projects."),
    ("evaluation-report", "Evaluation report", "The report of one evaluation."),
    ("report-abstract", "Abstract of a report", "A summary of a report on another site."),
    ("programme-site", "Programme site", "A page of the programme's own site."),
    ("provider-page", "Provider's page", "A page of who ran the project."),
    ("evaluator-page", "Evaluator's page", "A page of who evaluated it."),
    ("trade-press", "Trade press", "A news page of the sector."),
    ("public-audit", "Public audit", "A page of a public auditor."),
)
REPORTED_BY = vocabulary(
    "reported_by",
    "Whose word it is",
    ("evaluator", "Evaluator", "Those who evaluated a project or the programme."),
    ("programme", "Programme", "Those who ran the programme."),
    ("provider", "Provider", "Those who ran the project: no evaluation."),
    ("press", "Press", "A journalist or a news page."),
    ("auditor", "Auditor", "A public auditor."),
)
EXTENT = vocabulary(
    "extent",
    "How much was seen",
    ("whole", "Whole", "All of the text was seen."),
    ("part", "Part", "Only a part of the text was seen."),
)
MENTION = vocabulary(
    "mention",
    "Whether the source names the project",
    ("named", "Named", "The source names the project, and its claims are coded."),
    ("not-named", "Not named", "The source does not name the project."),
    ("not-coded", "Not coded yet", "The source names the project; its claims are not coded yet."),
)
