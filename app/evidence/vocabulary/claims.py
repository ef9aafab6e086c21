"""What is said of a claim and of an outcome: its polarity, its response, its figure."""

from app.evidence.vocabulary.words import Vocabulary, Word, vocabulary

POLARITY = vocabulary(
    "polarity",
    "Polarity",
    ("facilitator", "Facilitator", "It helped the project, or is reported as an achievement."),
    ("barrier", "Barrier", "It hindered, delayed or limited the project."),
    ("neutral", "Neutral", "Reported without saying that it helped or hindered."),
)
SCOPE = vocabulary(
    "scope",
    "Scope",
    ("project", "Named project", "The claim is about one named project."),
    ("programme", "Programme", "The claim is about several or all projects, none of them named."),
    ("unnamed", "Unnamed", "The claim is about one project or authority that is not named."),
)
OVERCOME = vocabulary(
    "overcome",
    "Overcome",
    ("yes", "Yes", "The source says that the barrier was overcome."),
    ("partly", "Partly", "The source says that the barrier was overcome in part."),
    ("no", "No", "The source says that the barrier was not overcome."),
)
CODED_BY = vocabulary(
    "coded_by",
    "Coded by",
    ("both", "Both coders", "Two independent coders had the claim."),
    ("settled", "Settled", "Not both coders had the claim, and it stands after comparison."),
)
CLAIM_CERTAINTY = vocabulary(
    "certainty",
    "How surely it is said",
    ("stated", "Stated", "The source says it of this project alone."),
    ("listed", "Listed", "The source names the project among several and says it of all of them."),
    ("implied", "Implied", "The source names the project only as an example of the setting."),
)
EFFECT = vocabulary(
    "effect",
    "What the barrier did",
    ("delay", "Delay", "Something started or went on later than planned."),
    ("fewer-people", "Fewer people", "Fewer took part, or samples were smaller."),
    ("changed-plan", "Changed plan", "The project became smaller or other than planned."),
    ("poorer-service", "Poorer service", "What was central to the model could not be given."),
    ("burden", "Burden", "More work for staff or families."),
    ("weaker-evaluation", "Weaker evaluation", "The evaluation could show less."),
    ("higher-cost", "Higher cost", "It cost more."),
    ("threat", "Threat", "It put the continuity of the project at risk."),
)
RESPONSE_RESULT = vocabulary(
    "response_result",
    "Whether the response worked",
    ("worked", "Worked", "The source says that it worked."),
    ("partly", "Partly", "The source says that it worked in part."),
    ("failed", "Failed", "The source says that it failed or backfired."),
    ("not-said", "Not said", "The source does not say what came of it."),
)
RECOMMENDATION_KIND = vocabulary(
    "kind",
    "Kind of recommendation",
    ("recommendation", "Recommendation", "Advice for future innovation and practice."),
    ("supporting-condition", "Supporting condition", "What innovations are supported by."),
)
PART = vocabulary(
    "part",
    "Part of the report",
    ("condition", "Condition", "One of the conditions for innovation."),
    ("further-barrier", "Further barrier", "One of the further barriers."),
    ("without-the-programme", "Without the programme", "What would have happened without it."),
)
CODER = vocabulary(
    "coder",
    "Coder",
    ("a", "Coder A", "The first of two who coded apart from each other."),
    ("b", "Coder B", "The second of the two."),
)
CODING_STAGE = vocabulary(
    "stage",
    "Stage of coding",
    ("claims", "Claims", "The text was read, and each claim or outcome in it written down."),
    ("fields", "Fields", "More fields were coded of the claims that stood by then."),
)
BLANK = vocabulary(
    "blank",
    "Which blank it is",
    ("not-mentioned", "Not mentioned", "The source names the project and does not mention this."),
    ("not-named", "Not named", "The source does not name the project."),
    ("not-coded", "Not coded yet", "The source names the project; its claims are not coded yet."),
    ("not-found", "Not found", "No source at hand gives this fact of the project."),
)
EVIDENCE_STATUS = Vocabulary(
    "evidence_status",
    "Evidence status",
    (
        Word("coded", "Coded", "The claims of the source about the project are coded."),
        *(word for word in BLANK.words if word.code in ("not-named", "not-coded")),
    ),
)
WORD_FORM_KIND = vocabulary(
    "kind",
    "Kind of word forms",
    ("acronym", "Acronym", "An acronym and what it stands for."),
    ("spelling", "Spelling", "Spellings of one word that no rule covers."),
)
YES_NO = vocabulary("yes_no", "Yes or no", ("yes", "Yes", "It is so."), ("no", "No", "It is not."))


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
