"""Views over the derived tables, for people who look with SQL."""

from typing import Final

DERIVED_VIEWS: Final[dict[str, str]] = {
    "claim_status": (
        "CREATE VIEW claim_status AS SELECT claim.id AS claim, claim.statement, claim.status,"
        " claim.rating, claim.evidence_count, claim.stale, claim.dismissed,"
        " document.title AS document"
        " FROM claim JOIN document ON document.number = claim.document"
    ),
    "verdict_current": (
        "CREATE VIEW verdict_current AS SELECT claim.id AS claim, claim.statement,"
        " verdict.rating, verdict.because, verdict.unsourced, reviewer.name AS reviewer,"
        " verdict.given_at, verdict.stale, verdict.scale, verdict.confidence, verdict.as_of,"
        " verdict.conditions, verdict.correction, verdict.adjudicates,"
        " verdict.carried_claim AS carried_from,"
        " verdict.id AS verdict FROM verdict"
        " JOIN claim ON claim.number = verdict.claim"
        " JOIN reviewer ON reviewer.number = verdict.reviewer WHERE verdict.live = 1"
    ),
    "claim_work": (
        "CREATE VIEW claim_work AS SELECT claim.id AS claim, claim.statement, claim.claimant,"
        " claim.claimant_kind, claim.claimed_on, claim.place, claim.first_appearance,"
        " CASE claim.priority WHEN 0 THEN 'urgent' WHEN 1 THEN 'high' WHEN 3 THEN 'low'"
        " ELSE 'normal' END AS priority, reviewer.name AS assignee,"
        " (SELECT group_concat(tag, ', ') FROM tag WHERE tag.claim = claim.number) AS tags,"
        " (SELECT count(*) FROM comment WHERE comment.claim = claim.number) AS comments,"
        " (SELECT count(*) FROM question WHERE question.claim = claim.number) AS questions,"
        " claim.taken_over FROM claim LEFT JOIN reviewer ON reviewer.id = claim.assignee"
    ),
    "claim_question": (
        "CREATE VIEW claim_question AS SELECT claim.id AS claim, claim.statement,"
        " question.text AS question, answer.text AS answer, answer.kind AS answer_kind,"
        " answer.because, answer.url, answer.evidence, reviewer.name AS answered_by,"
        " question.id AS question_id, answer.id AS answer_id FROM question"
        " JOIN claim ON claim.number = question.claim"
        " LEFT JOIN answer ON answer.claim = question.claim AND answer.question = question.id"
        " LEFT JOIN reviewer ON reviewer.number = answer.reviewer"
    ),
    "source_status": (
        "CREATE VIEW source_status AS SELECT source.id AS source, source.key, source.kind,"
        " source.url, source.title, source.published, source.outcome, source.reason,"
        " source.captured_at, source.captures,"
        " (SELECT count(*) FROM evidence WHERE evidence.source = source.number) AS quotes,"
        " (SELECT count(DISTINCT claim) FROM (SELECT claim FROM evidence"
        " WHERE evidence.source = source.number UNION ALL SELECT claim FROM attachment"
        " WHERE attachment.source = source.number)) AS claims FROM source"
    ),
    "evidence_quoted": (
        "CREATE VIEW evidence_quoted AS SELECT claim.id AS claim, claim.statement,"
        " evidence.stance, evidence.quote, evidence.translation, evidence.note,"
        " evidence.dated, evidence.younger, evidence.page, evidence.standing,"
        " evidence.differences, evidence.url, source.title AS source_title,"
        " evidence.seen_on, reviewer.name AS reviewer, evidence.id AS evidence,"
        " evidence.capture FROM evidence JOIN claim ON claim.number = evidence.claim"
        " JOIN source ON source.number = evidence.source"
        " JOIN reviewer ON reviewer.number = evidence.reviewer"
    ),
    "link_rot": (
        "CREATE VIEW link_rot AS SELECT source.url, source.outcome, source.reason,"
        " source.captured_at AS found_at, (SELECT max(good.captured_at) FROM capture AS good"
        " WHERE good.source = source.number AND good.outcome IN ('captured', 'unchanged'))"
        " AS last_captured_at,"
        " (SELECT count(*) FROM evidence WHERE evidence.source = source.number) AS quotes,"
        " (SELECT archived_copy.url FROM archived_copy"
        " WHERE archived_copy.source = source.number AND archived_copy.state = 'archived'"
        " ORDER BY archived_copy.archived_at DESC LIMIT 1) AS archived_copy, source.id AS source"
        " FROM source WHERE source.outcome IN ('dead', 'gone-for-legal-reasons', 'soft-404',"
        " 'unreachable', 'login-wall', 'forbidden', 'redirect-loop')"
    ),
    "duplicate_group": (
        "CREATE VIEW duplicate_group AS SELECT duplicate_member.head AS in_group,"
        " duplicate_member.at_odds, claim.id AS claim, claim.statement, claim.status,"
        " claim.rating, document.title AS document FROM duplicate_member"
        " JOIN entry ON entry.entity = duplicate_member.claim AND entry.kind = 'claim'"
        " JOIN claim ON claim.number = entry.number"
        " JOIN document ON document.number = claim.document"
    ),
    "pair_of_claims": (
        "CREATE VIEW pair_of_claims AS SELECT claim_pair.state, link.relation, link.because,"
        " reviewer.name AS reviewer, link.linked_at, claim_pair.a, claim_pair.b,"
        " link.id AS link FROM claim_pair JOIN link ON link.pair = claim_pair.id"
        " JOIN reviewer ON reviewer.number = link.reviewer"
    ),
    "history": (
        "CREATE VIEW history AS SELECT act.at, reviewer.name AS reviewer, act.label,"
        " entry.kind, entry.entity, entry.field, json_extract(event.body, '$.value') AS value,"
        " entry.live, act.undone, lower(hex(entry.event)) AS event FROM entry"
        " JOIN event ON event.id = entry.event JOIN act ON act.number = entry.act"
        " JOIN reviewer ON reviewer.number = entry.reviewer"
    ),
}
