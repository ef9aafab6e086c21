"""What is said of an outcome: its figure, its direction, how it was measured."""

from app.evidence.vocabulary.words import vocabulary

OUTCOME_KIND = vocabulary(
    "kind",
    "Kind of figure",
    ("before-after", "Before and after", "A value before and a value after, or the change."),
    ("comparison", "Comparison", "The project's group against another group."),
    ("single-figure", "Single figure", "One value, with nothing to set it against."),
    ("cost", "Cost or return", "Money spent, saved or returned."),
    ("reach", "Reach", "People trained, families served, places reached."),
    ("qualitative", "Direction without a number", "A direction reported without a number."),
)
DIRECTION = vocabulary(
    "direction",
    "Direction",
    ("increase", "Increase", "The source reports more of what was measured."),
    ("decrease", "Decrease", "The source reports less of what was measured."),
    ("no-change", "No change", "The source reports little or no change."),
)
DESIRABILITY = vocabulary(
    "desirability",
    "Desirability",
    ("improvement", "Improvement", "The change is one that the project wanted."),
    ("deterioration", "Deterioration", "The change is one that the project did not want."),
    ("neutral", "Neutral", "Neither wanted nor unwanted, or no judgement is reported."),
)
DOMAIN = vocabulary(
    "domain",
    "Domain",
    ("care-and-placement", "Care and placement", "Entering, leaving and living in care."),
    ("safety", "Safety", "Harm, risk, offending, going missing."),
    ("health", "Health", "Physical and mental health."),
    ("family-relationships", "Family relationships", "How family members get on."),
    ("education-and-work", "Education and work", "School, training and jobs."),
    ("workforce", "Workforce", "Staff: turnover, absence, morale, skills."),
    ("service-use", "Service use", "Referrals, caseloads and use of services."),
    ("practice", "Practice", "How staff work with families."),
    ("money", "Money", "Costs, savings and returns."),
    ("reach", "Reach", "How many people or places took part."),
)
DESIGN = vocabulary(
    "design",
    "Design",
    ("randomised", "Randomised trial", "People were allotted to groups by chance."),
    ("comparison-group", "Comparison group", "Set against another group."),
    ("before-after", "Before and after", "Set against the time before, with no other group."),
    ("after-only", "After only", "Measured once, at or after the end."),
    ("estimate", "Estimate", "Worked out, not measured."),
    ("not-said", "Not recorded", "The source, as far as seen, does not say."),
)
COVERAGE = vocabulary(
    "coverage",
    "Coverage",
    ("whole", "The whole project", "The figure is of the whole project."),
    ("part", "Part of the project", "The figure is of a part: one borough of three, for example."),
    ("not-said", "Not recorded", "The source, as far as seen, does not say."),
)
UNIT = vocabulary(
    "unit",
    "Unit",
    ("percent", "per cent", "A share of the people or cases named."),
    ("days-per-family", "days per family", "The mean number of days for a family."),
    ("children", "children", "Children or young people."),
    ("children-per-year", "children a year", "Children or young people in a year."),
    ("families", "families", "Families."),
    ("conferences", "conferences", "Family group conferences held."),
    ("managers", "managers", "Managers."),
    ("local-authorities", "local authorities", "Councils."),
    ("providers", "providers", "Providers of a service."),
    ("reviews", "reviews", "Reviews of research."),
    ("referrals", "referrals", "Referrals to children's social care."),
    ("re-referrals", "re-referrals", "Repeat referrals to children's social care."),
    ("gbp", "pounds", "Pounds sterling."),
    ("gbp-per-family", "pounds for each family", "Pounds for each family."),
    ("gbp-per-year", "pounds a year", "Pounds in a year."),
    ("staff", "staff", "Staff of any profession: practitioners, social workers, school staff."),
    ("people", "people", "Adults who took part: women, carers, volunteers and others."),
    ("sites", "sites", "Places, services or groups: homes, courts, practices, carers' groups."),
    ("cases", "cases", "Cases, or orders of a court."),
    ("gbp-per-gbp", "pounds for each pound", "Pounds returned or saved for each pound spent."),
)
