"""What is said of a claim: a finding, its response, a recommendation."""

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
