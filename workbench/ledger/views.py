"""Views over the derived tables, for people who look with SQL."""

from typing import Final

_SAID: Final = "(SELECT value FROM json_each(event.body, '$.value.{0}')) AS {0}"
"""What an event says of something. Within a view SQLite does without ``json_extract`` where the
schema of a file is not trusted, and makes nothing of what nobody asks for."""

DERIVED_VIEWS: Final[dict[str, str]] = {
    "entry": (
        "CREATE VIEW entry AS SELECT entered.number, entered.event, entered.kind,"
        " entity.id AS entity, entered.field, entered.reviewer, entered.act,"
        " entered.adjudicates, entered.understood, entered.withdraws, entered.live,"
        " entered.entity AS about"
        " FROM entered JOIN entity ON entity.number = entered.entity"
    ),
    "verdict": (
        "CREATE VIEW verdict AS SELECT rated.number, lower(hex(entered.event)) AS id,"
        f" rated.claim, rated.rating, {_SAID.format('scale')}, {_SAID.format('because')},"
        " coalesce((SELECT value FROM json_each(event.body, '$.value') WHERE key = 'evidence'),"
        " '[]') AS evidence,"
        " coalesce((SELECT value FROM json_each(event.body, '$.value.unsourced')), 0)"
        " AS unsourced,"
        " entered.adjudicates, strftime('%Y-%m-%dT%H:%M:%fZ', min(253402300799999,"
        " (SELECT value FROM json_each(event.body, '$.clock')) >> 16) / 1000.0, 'unixepoch')"
        " AS given_at,"
        " entered.reviewer, entered.live, rated.carried_claim, rated.carried_verdict,"
        f" rated.stale, {_SAID.format('confidence')}, {_SAID.format('as_of')},"
        f" {_SAID.format('conditions')}, {_SAID.format('correction')}"
        " FROM rated JOIN entered ON entered.number = rated.number"
        " JOIN event ON event.id = entered.event"
    ),
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
        " JOIN entity ON entity.id = duplicate_member.claim"
        " JOIN claim ON claim.number = entity.number"
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
        " entered.kind, entity.id AS entity, entered.field,"
        " json_extract(event.body, '$.value') AS value,"
        " entered.live, act.undone, lower(hex(entered.event)) AS event FROM entered"
        " JOIN entity ON entity.number = entered.entity"
        " JOIN event ON event.id = entered.event JOIN act ON act.number = entered.act"
        " JOIN reviewer ON reviewer.number = entered.reviewer"
    ),
}
