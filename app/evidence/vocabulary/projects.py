"""What is said of a project, of who led it and where, and of the sources that name it."""

from app.evidence.vocabulary.words import Vocabulary, Word, vocabulary

CERTAINTY = vocabulary(
    "certainty",
    "Certainty",
    ("seen", "Seen in a source", "The facts of the row were seen in the sources it names."),
    ("inferred", "Inferred", "Some fact of the row is inferred; the note says which."),
)
STRAND = vocabulary(
    "strand",
    "Strand",
    ("social-work", "Rethinking children's social work", "Social work systems and practice."),
    ("adolescents", "Rethinking support for adolescents", "Young people in or near care."),
    ("other", "Other", "Neither of the two strands of the programme."),
)
LEAD_TYPE = vocabulary(
    "lead_type",
    "Type of lead organisation",
    ("county-council", "County council", "A council of a county."),
    ("unitary-authority", "Unitary authority", "A council that has all the duties of its area."),
    ("metropolitan-borough", "Metropolitan borough", "A council in one of the big conurbations."),
    ("london-borough", "London borough", "A council in London."),
    ("local-authority-partnership", "Local authority partnership", "Several councils together."),
    ("childrens-services-trust", "Children's services trust", "A trust that runs the services."),
    ("council-owned-company", "Council-owned company", "A company that councils own."),
    ("voluntary-organisation", "Voluntary organisation", "A charity or other voluntary body."),
    ("private-or-social-enterprise", "Private or social enterprise", "A company or enterprise."),
    ("nhs-trust", "NHS trust", "A trust of the National Health Service."),
    ("academy-trust", "Academy trust", "A trust that runs schools."),
    ("national-body", "National body", "A service or unit that works across the country."),
    ("public-body", "Other public body", "A public body of another kind."),
)
AUTHORITIES = ("county-council", "unitary-authority", "metropolitan-borough", "london-borough")
"""The types of lead that are one council."""
ORGANISATION_KIND = Vocabulary(
    "kind",
    "Kind of organisation",
    (
        Word("local-authority", "Local authority", "A council, of whatever kind."),
        *(word for word in LEAD_TYPE.words if word.code not in AUTHORITIES),
        Word("university", "University", "A university, or a unit of one."),
        Word("research-organisation", "Research organisation", "Researchers outside a university."),
        Word("government-department", "Government department", "A department of government."),
    ),
)
FOCUS = vocabulary(
    "focus",
    "Focus",
    ("social-work-practice", "Social work practice", "How social workers work with families."),
    ("whole-system-change", "Whole-system change", "A reform of the whole service."),
    ("workforce", "Workforce", "Training, support and roles of staff."),
    ("children-in-need", "Children in need", "Children who need help from social care."),
    ("early-help", "Early help", "Help before a problem needs social care."),
    ("family-support", "Family support", "Practical or personal help for families."),
    ("edge-of-care", "Edge of care", "Children and young people likely to enter care."),
    ("child-sexual-exploitation", "Child sexual exploitation", "Exploited children, or at risk."),
    ("female-genital-mutilation", "Female genital mutilation", "Women and girls affected by FGM."),
    ("domestic-abuse", "Domestic abuse", "Families in which there is domestic abuse."),
    ("mental-health", "Mental health", "Mental ill-health of children or parents."),
    ("substance-misuse", "Substance misuse", "Misuse of drugs or alcohol by parents."),
    ("harmful-sexual-behaviour", "Harmful sexual behaviour", "Young people who harm others so."),
    ("fostering", "Fostering", "Foster and kinship care."),
    ("adoption", "Adoption", "Adopters and children with adoption plans."),
    ("residential-care", "Residential care", "Children's homes and other residences."),
    ("care-leavers", "Care leavers", "Young people moving on from care."),
    ("recurrent-care", "Recurrent care", "Parents who lose one child after another to care."),
    ("care-proceedings", "Care proceedings", "Families before or in the family court."),
    ("disabled-children", "Disabled children", "Disabled children and their families."),
    ("education", "Education", "Schooling of children in or near care."),
    ("commissioning", "Commissioning", "How authorities buy services together."),
    ("infants", "Infants", "Very young children and their carers."),
)
AREA_KIND = vocabulary(
    "kind",
    "Kind of area",
    ("country", "Country", "All of England."),
    ("region", "Region", "One of the nine regions of England."),
    ("county-council", "County council", "The area of a county council."),
    ("unitary-authority", "Unitary authority", "The area of a unitary authority."),
    ("metropolitan-borough", "Metropolitan borough", "The area of a metropolitan borough."),
    ("london-borough", "London borough", "A London borough, or the City of London."),
    ("other", "Other place", "No authority of 2014 to 2016."),
)
CLOSENESS = vocabulary(
    "closeness",
    "How close the neighbour is",
    ("extremely-close", "Extremely close", "By the Department for Education's measure."),
    ("very-close", "Very close", "By the Department for Education's measure."),
    ("close", "Close", "By the Department for Education's measure."),
    ("somewhat-close", "Somewhat close", "By the Department for Education's measure."),
    ("not-close", "Not close", "By the Department for Education's measure."),
)
EVENT_KIND = vocabulary(
    "kind",
    "Kind of event",
    ("started", "Started", "The project or its service began."),
    ("closed", "Closed", "It ended."),
    ("continued", "Continued", "It went on after Wave 1."),
    ("spread", "Spread", "Others took it up."),
    ("re-evaluated", "Evaluated again", "A later evaluation looked at it."),
)


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
