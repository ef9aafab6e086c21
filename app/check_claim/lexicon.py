"""Words that decide whether two sentences say the same: denials, directions, hedges, idioms."""

from collections.abc import Mapping

from app.evidence.words import STOP_WORDS, stem


def _stems(words: str) -> frozenset[str]:
    return frozenset(map(stem, words.split()))


NEGATIONS = _stems(
    "not no never none nobody nothing without cannot neither nor nowhere lack absent absence "
    "missing shortage isnt arent wasnt werent doesnt dont didnt hasnt havent hadnt couldnt "
    "wouldnt unable refuse except excluding insufficient inadequate scarce"
)
"""What they govern is denied: the words of direction after them are turned round."""

_AXES = {
    "amount": (
        "increase rise rose risen grow grew grown more higher high greater large larger big bigger "
        "extend expand raise double exceed boost gain extra "
        "added additional",
        "decrease reduce reduction fall fell fallen fewer less lesser low lower drop cut decline "
        "halve smaller small shrink shrank lighter light diminish lessen",
    ),
    "quality": (
        "improve improvement better best good well strong stronger enhance skilled effective "
        "efficient efficiently excellent impressive robust",
        "worse worsen deteriorate poor poorly weak weaker weaken bad badly ineffective inefficient",
    ),
    "ease": (
        "help benefit facilitate enable ease easy easily smooth smoothly facilitator enabler "
        "overcome overcame",
        "hinder barrier hamper obstruct challenge difficult difficulty hard harder struggle burden "
        "onerous suffer limit "
        "problem trouble inhibit impede prevent obstacle setback",
    ),
    "success": (
        "succeed success successful successfully achieve reach met meet attain",
        "fail failure miss unsuccessful collapse",
    ),
    "speed": (
        "prompt promptly fast faster quick quickly swift swiftly soon sooner punctual accelerate",
        "delay late slow slower lag postpone longer overrun",
    ),
    "clarity": (
        "clear clearer clarity clarify understand understood certain",
        "unclear confuse confusion ambiguous ambiguity doubt uncertain uncertainty vague "
        "misunderstand misunderstood misunderstanding",
    ),
    "accuracy": (
        "accurate accuracy reliable rely relied correct comparable",
        "inaccurate inaccuracy unreliable wrong incomplete incomparable",
    ),
    "agreement": (
        "agree agreement accept welcome commit commitment committed willing",
        "disagree oppose opposition object objection resist resistance reject unwilling reluctant "
        "reluctance deny denial",
    ),
    "trust": ("trusting trusted", "distrust mistrust suspicious"),
    "staying": (
        "continue keep remain sustain retain maintain stay stayed permanent permanently join",
        "stop close cease withdraw withdrew withdrawn withdrawal abandon left leave dismiss quit "
        "discontinue",
    ),
    "presence": ("enough sufficient sufficiently adequate plenty ample", ""),
    "degree": ("", ""),
    "sameness": (
        "consistent consistently uniform alike",
        "inconsistent vary varied varying variable uneven patchy",
    ),
    "money": ("save saving return", "cost spend spent"),
}
POLAR: Mapping[str, tuple[str, str]] = {
    one: (axis, sign)
    for axis, pair in _AXES.items()
    for sign, words in zip("+-", pair, strict=True)
    for one in _stems(words)
} | dict.fromkeys(_stems("unchanged same stable static level"), ("amount", "0"))
"""Words of direction, each with its axis and its end of it."""
VALUED = frozenset(_AXES) - {"amount", "degree", "money", "sameness", "staying"}
"""The axes that have a good end and a bad one."""

SPOILING, SPOILT = ("quality", "ease"), frozenset({"accuracy", "clarity", "trust", "agreement"})
"""A bad end of the first, and what follows it of the others is bad: poor accuracy."""

HEDGES = {
    "some": _stems("some several certain"),
    "many": _stems("many most mostly majority usually often generally frequently"),
    "perhaps": _stems("may might perhaps possible possibly probably likely potential seem appear"),
    "assumed": _stems("assume assumed presumably suggest"),
    "partly": _stems("partial relatively somewhat"),
    "said": _stems("said say thought think felt feel perceive perception believe perceived"),
    "estimated": _stems("estimate estimated"),
    "initially": _stems("initially"),
    "sometimes": _stems("sometimes occasionally"),
    "inconclusive": _stems("inconclusive"),
    "hoped": _stems("hope hoped hoping"),
}
"""What limits a statement: where the evidence has it, a claim must have it too."""
ALIKE_HEDGES = {
    "perhaps": {"assumed", "said", "inconclusive"},
    "assumed": {"perhaps", "said"},
    "sometimes": {"some", "partly", "many"},
    "some": {"sometimes", "partly"},
    "partly": {"some"},
    "said": {"perhaps"},
    "many": set[str](),
    "estimated": {"perhaps", "assumed"},
    "hoped": {"perhaps"},
}
"""A hedge that stands for another."""
STRENGTHENERS = _stems(
    "all every always everyone everybody everywhere entirely completely fully wholly solely prove "
    "proved proof proven cause conclusively significantly definitely certainly dramatically "
    "greatly nationally both must worst only main mainly largest biggest never"
)
"""What makes a statement stronger: a claim may have it only where the evidence does."""
FILLERS = _stems(
    "project programme evaluation evaluators found find wave innovation there also england report "
    "reported made make went go per put take took get got become became give gave use used "
    "show showed bring brought see saw seen turn work about around over under than then though "
    "although despite while because since after before once instead such too very much so "
    "those these one ones set held hold happen follow create develop produce establish "
    "introduce introduction place affect experience experienced include need want try "
    "other own new first as if through between among more thing way kind can could would should "
    "come came end up out off back each not during within across until us we our"
)
"""Words that tell one claim from another in no way."""
EMPTY = frozenset(map(stem, STOP_WORDS)) | FILLERS

LIKE = tuple(
    _stems(words)
    for words in (
        "gather collect collection gathering compile",
        "people person participant individual",
        "pick choose select selection choice",
        "advise tell inform recommend advice",
        "praise credit acclaim commend",
        "strategy approach plan method",
        "extend spread scale replicate",
        "team staff worker practitioner professional colleague employee",
        "teacher education school teaching",
        "house home housing accommodation premises building",
        "agency service organisation body",
        "leader leadership manager management head director",
        "therapist clinician counsellor",
        "routine mainstream usual",
        "client family household",
        "parent mother father carer",
        "quick rapid direct immediate",
        "woman women mother",
        "finish complete end",
        "contribute contribution role part",
        "evidence proof research literature",
        "aim objective goal purpose target ambition intend intention",
        "confidence confident assured",
        "borough council authority county district",
        "job work post role",
        "view opinion attitude perception",
        "cost expense price expenditure spending",
        "fund money finance investment invest grant",
        "mutual company enterprise",
        "hospital clinic ward",
        "absent absence sickness sick",
        "police policing officer",
        "adapt alter change modify adjust",
        "split divide division gap",
        "joint common shared together",
        "kept stayed remained",
        "impact effect result outcome difference",
        "skilled expert specialist",
        "assess assessment evaluate appraise",
        "demand need call",
        "vacancy vacant unfilled post",
        "plan intend expect propose anticipate foresee foreseen",
    )
)
"""Words that people use for one thing, beside those of the phrases of questions."""
