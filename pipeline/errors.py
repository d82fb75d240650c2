"""What can go wrong, as one tree.

PipelineError
├── ConfigError    a setting, schema, lexicon or cue table is wrong: nothing ran; exit status 2
├── ArticleError   one article cannot be read or extracted: a row in failures, the run goes on; exit status 1 at the end
├── StoreError     the store cannot be read or written: the run stops; exit status 2
└── QuestionError  a question names what the store does not know, or more than one thing: no answer; exit status 1

Every message is one line: where: what, with the value quoted; what would do.
"""

#: Characters of a value that a message quotes.
_QUOTED = 60


class PipelineError(Exception):
    """Anything that is the input's fault and not a bug."""

    exit_status = 2


class ConfigError(PipelineError):
    """A setting, schema, lexicon or cue table is wrong."""


class ArticleError(PipelineError):
    """One article cannot be read or extracted."""

    exit_status = 1


class StoreError(PipelineError):
    """The store cannot be read or written."""


class QuestionError(PipelineError):
    """A question has no answer as it is asked; ``nearest`` are like names, ``choices`` the ids that were meant."""

    exit_status = 1

    def __init__(self, message: str, nearest: tuple[str, ...] = (), choices: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.nearest = nearest
        self.choices = choices


def quoted(text: str) -> str:
    """Return ``text`` as a message quotes it: on one line, and no more of it than tells which it is."""
    return repr(text if len(text) <= _QUOTED else text[:_QUOTED] + "…")
