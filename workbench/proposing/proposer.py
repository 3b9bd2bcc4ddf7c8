"""Ask the model about a document, part by part, and keep apart what holds and what does not."""

from collections.abc import Callable
from dataclasses import dataclass, field

from workbench.errors import NetworkError, UsageError
from workbench.model import Reading
from workbench.proposing.answers import read_answer
from workbench.proposing.chunks import chunks
from workbench.proposing.claims import claim_of
from workbench.proposing.endpoint import Cancelled, Endpoint
from workbench.proposing.guard.check import Held, check
from workbench.proposing.guard.repeats import Known
from workbench.proposing.guard.vocabulary import LANGUAGE
from workbench.proposing.prompt import messages
from workbench.proposing.proposals import AcceptedProposal, Proposals, RejectedProposal
from workbench.settings import ModelSettings
from workbench.text import clean_line


def propose(
    text: str,
    reading: Reading,
    settings: ModelSettings,
    *,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Proposals:
    """Let the model propose claims for ``text``, and check each against ``reading``.

    ``progress`` is told how many parts of how many are done. Once ``cancelled`` returns true
    nothing more is asked and what was found so far is returned. The call blocks; it belongs
    in a thread when there is a screen.

    Raises:
        UsageError: No model is set up, the settings are wrong, or the text is not in English.
        NetworkError: The first part could not be asked about. A later failure ends the work,
            and is a note.
    """
    if reading.text != text:
        raise ValueError("the reading is of another text")
    endpoint = Endpoint(settings)
    if reading.language != LANGUAGE:
        raise UsageError(
            f"the document seems to be in another language ({clean_line(reading.language, 20)}); "
            "proposals can be checked in English only"
        )
    work = _Work(reading, endpoint.model, Known(reading.statements))
    parts = chunks(reading)
    for done, part in enumerate(parts):
        if progress is not None:
            progress(done, len(parts))
        try:
            _ask(endpoint, work, part, cancelled)
        except Cancelled:
            work.notes.append(f"stopped after {done} of {len(parts)} parts, as you asked")
            break
        except NetworkError as error:
            if done == 0:
                raise
            work.notes.append(f"stopped after {done} of {len(parts)} parts: {error}")
            break
    else:
        if progress is not None:
            progress(len(parts), len(parts))
    return Proposals(tuple(work.accepted), tuple(work.rejected), tuple(work.notes))


@dataclass(slots=True)
class _Work:
    reading: Reading
    model: str
    known: Known
    accepted: list[AcceptedProposal] = field(default_factory=list)
    rejected: list[RejectedProposal] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def _ask(
    endpoint: Endpoint,
    work: _Work,
    part: tuple[int, int],
    cancelled: Callable[[], bool] | None,
) -> None:
    start, end = part
    completion = endpoint.complete(messages(work.reading.text[start:end]), cancelled)
    answer = read_answer(completion.content)
    if not answer.proposals and not answer.empty:
        work.notes.append(f"the answer about characters {start}:{end} lists no claims")
    elif completion.cut_off or not answer.complete:
        work.notes.append(
            f"the answer about characters {start}:{end} is cut off or broken; "
            "what could be read of it was used"
        )
    after: int | None = None
    for proposal in answer.proposals:
        result = check(proposal, work.reading, part, work.known, after=after)
        if isinstance(result, Held):
            claim = claim_of(result, work.reading, work.model)
            work.known.add(claim)
            work.accepted.append(AcceptedProposal(proposal, claim, result.wording.insertions))
            after = result.end
        else:
            work.rejected.append(RejectedProposal(proposal, result.reasons))
            after = result.place[1] if result.place else after
