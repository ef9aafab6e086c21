"""An English question -> a query, and what was not understood."""

from app.ask.lexicon import Lexicon, lexicon_of
from app.ask.passages import index_of
from app.ask.replies import ask
from app.ask.reply import Part, Reply, Understood, by_list
from app.ask.words import LONGEST_QUESTION, read_question
