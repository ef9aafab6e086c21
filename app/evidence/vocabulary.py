"""The closed lists of words the evidence is coded in, each with its meaning."""

from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Word:
    """One code, what a reader sees for it, and what it means."""

    code: str
    label: str
    meaning: str


@dataclass(frozen=True)
class Vocabulary:
    """A closed list of words for one thing. A database column of it refuses every other word."""

    name: str
    title: str
    words: tuple[Word, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes, in their natural order."""
        return tuple(word.code for word in self.words)

    @cached_property
    def labels(self) -> dict[str, str]:
        """What a reader sees for each code."""
        return {word.code: word.label for word in self.words}


def _vocabulary(name: str, title: str, *words: tuple[str, str, str]) -> Vocabulary:
    return Vocabulary(name, title, tuple(Word(*word) for word in words))


POLARITY = _vocabulary(
    "polarity",
    "Polarity",
    ("facilitator", "Facilitator", "It helped the project, or is reported as an achievement."),
    ("barrier", "Barrier", "It hindered, delayed or limited the project."),
    ("neutral", "Neutral", "Reported without saying that it helped or hindered."),
)
SCOPE = _vocabulary(
    "scope",
    "Scope",
    ("project", "Named project", "The claim is about one named project."),
    ("programme", "Programme", "The claim is about several or all projects, none of them named."),
    ("unnamed", "Unnamed", "The claim is about one project or authority that is not named."),
)
OVERCOME = _vocabulary(
    "overcome",
    "Overcome",
    ("yes", "Yes", "The source says that the barrier was overcome."),
    ("partly", "Partly", "The source says that the barrier was overcome in part."),
    ("no", "No", "The source says that the barrier was not overcome."),
)
CODED_BY = _vocabulary(
    "coded_by",
    "Coded by",
    ("both", "Both coders", "Two independent coders had the claim."),
    ("settled", "Settled", "Not both coders had the claim, and it stands after comparison."),
)
OUTCOME_KIND = _vocabulary(
    "kind",
    "Kind of figure",
    ("before-after", "Before and after", "A value before and a value after, or the change."),
    ("comparison", "Comparison", "The project's group against another group."),
    ("single-figure", "Single figure", "One value, with nothing to set it against."),
    ("cost", "Cost or return", "Money spent, saved or returned."),
    ("reach", "Reach", "People trained, families served, places reached."),
    ("qualitative", "Direction without a number", "A direction reported without a number."),
)
DIRECTION = _vocabulary(
    "direction",
    "Direction",
    ("increase", "Increase", "The source reports more of what was measured."),
    ("decrease", "Decrease", "The source reports less of what was measured."),
    ("no-change", "No change", "The source reports little or no change."),
)
DESIRABILITY = _vocabulary(
    "desirability",
    "Desirability",
    ("improvement", "Improvement", "The change is one that the project wanted."),
    ("deterioration", "Deterioration", "The change is one that the project did not want."),
    ("neutral", "Neutral", "Neither wanted nor unwanted, or no judgement is reported."),
)
CERTAINTY = _vocabulary(
    "certainty",
    "Certainty",
    ("seen", "Seen in a source", "The facts of the row were seen in the sources it names."),
    ("inferred", "Inferred", "Some fact of the row is inferred; the note says which."),
)
STRAND = _vocabulary(
    "strand",
    "Strand",
    ("social-work", "Rethinking children's social work", "Social work systems and practice."),
    ("adolescents", "Rethinking support for adolescents", "Young people in or near care."),
    ("other", "Other", "Neither of the two strands of the programme."),
)
LEAD_TYPE = _vocabulary(
    "lead_type",
    "Type of lead organisation",
    ("local-authority", "Local authority", "One council."),
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
ORGANISATION_KIND = Vocabulary(
    "kind",
    "Kind of organisation",
    (
        *LEAD_TYPE.words,
        Word("university", "University", "A university, or a unit of one."),
        Word("research-organisation", "Research organisation", "Researchers outside a university."),
        Word("government-department", "Government department", "A department of government."),
    ),
)
FOCUS = _vocabulary(
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
RECOMMENDATION_KIND = _vocabulary(
    "kind",
    "Kind of recommendation",
    ("recommendation", "Recommendation", "Advice for future innovation and practice."),
    ("supporting-condition", "Supporting condition", "What innovations are supported by."),
)
BLANK = _vocabulary(
    "blank",
    "Which blank it is",
    ("not-mentioned", "Not mentioned", "The source names the project and does not mention this."),
    ("not-named", "Not named", "The source does not name the project."),
    ("not-coded", "Not coded yet", "The source names the project; its claims are not coded yet."),
    ("not-found", "Not found", "No source at hand gives this fact of the project."),
)
UNIT = _vocabulary(
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
    ("gbp-per-gbp", "pounds for each pound", "Pounds returned or saved for each pound spent."),
)
EVIDENCE_STATUS = Vocabulary(
    "evidence_status",
    "Evidence status",
    (
        Word("coded", "Coded", "The claims of the source about the project are coded."),
        *(word for word in BLANK.words if word.code in ("not-named", "not-coded")),
    ),
)
WORD_FORM_KIND = _vocabulary(
    "kind",
    "Kind of word forms",
    ("acronym", "Acronym", "An acronym and what it stands for."),
    ("spelling", "Spelling", "Spellings of one word that no rule covers."),
)
YES_NO = _vocabulary("yes_no", "Yes or no", ("yes", "Yes", "It is so."), ("no", "No", "It is not."))

VOCABULARIES = (
    *(POLARITY, SCOPE, OVERCOME, CODED_BY, OUTCOME_KIND, DIRECTION, DESIRABILITY, UNIT),
    *(STRAND, FOCUS, LEAD_TYPE, ORGANISATION_KIND, RECOMMENDATION_KIND, CERTAINTY),
    *(EVIDENCE_STATUS, BLANK, WORD_FORM_KIND, YES_NO),
)
"""Every closed list of words."""
