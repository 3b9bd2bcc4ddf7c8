"""The work on claims as JSON objects: comments, questions with answers, tags and the like."""

from typing import Any

from workbench.model import Claim, Comment, Question


def work_object(claim: Claim) -> dict[str, Any]:
    """What reviewers said of a claim beside its wording, its evidence and its verdicts."""
    given = claim.assignment
    return {
        "claimant": claim.claimant,
        "claimant_kind": claim.claimant_kind,
        "claimed_on": claim.claimed_on,
        "place": claim.place,
        "first_appearance": claim.first_appearance,
        "tags": list(claim.tags),
        "priority": claim.priority,
        "assigned_to": given.to.name or given.to.id if given else None,
        "comments": [comment_object(one) for one in claim.comments],
        "questions": [question_object(one) for one in claim.questions],
        "derived_from": list(claim.derived_from),
        "taken_over_by": list(claim.taken_over_by),
    }


def comment_object(comment: Comment) -> dict[str, Any]:
    """A comment; ``parent`` is the comment that it answers."""
    return {
        "id": comment.id,
        "text": comment.text,
        "written_by": comment.written_by.name,
        "written_at": comment.written_at.isoformat(),
        "parent": comment.parent,
    }


def question_object(question: Question) -> dict[str, Any]:
    """A question with its answers."""
    return {
        "id": question.id,
        "text": question.text,
        "asked_by": question.asked_by.name,
        "asked_at": question.asked_at.isoformat(),
        "answers": [
            {
                "id": answer.id,
                "text": answer.text,
                "kind": answer.kind,
                "evidence": answer.evidence,
                "url": answer.url,
                "because": answer.because,
                "given_by": answer.given_by.name,
                "given_at": answer.given_at.isoformat(),
            }
            for answer in question.answers
        ],
    }
