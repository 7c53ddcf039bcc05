#include "platform/queries.h"

#include "platform/storage_fleet.h"

#define ROW_COLUMNS                                                                                          \
    "receipt, kiosk, kind, service, (SELECT state FROM step WHERE submission=id ORDER BY seq DESC LIMIT 1)," \
    " created_ms, received_ms, about"
#define BOOKING_COLUMNS "service, place, number, phone, at_ms, made_ms, cancelled_ms"
#define ORDER_COLUMNS                                                                                        \
    "number, service, amount_fen, attempt, state, created_ms, valid_ms, paid_ms, turn, settled_ms"
#define PAYMENT_COLUMNS "id, number, attempt, amount_fen, at_ms, state, settled_ms, tries, note"
/* The one that counts as the guest's: not cancelled, not over. */
#define BOOKING_STANDS "guest=?1 AND service=?2 AND cancelled_ms=0 AND at_ms>?3"
/* ?1 is a pattern in small letters, its own signs of LIKE escaped. */
#define CARDS "FROM kiosk_certificate c WHERE c.kiosk=heartbeat.kiosk AND c.revoked_ms"
/* Of a kiosk: all its certificates were taken away. */
#define REVOKED "(EXISTS(SELECT 1 " CARDS "<>0) AND NOT EXISTS(SELECT 1 " CARDS "=0))"
#define BEAT_FITS                                                                                            \
    " WHERE (lower(kiosk) LIKE ?1 ESCAPE '!' OR lower(version) LIKE ?1 ESCAPE '!'"                           \
    " OR CASE WHEN " REVOKED " THEN '已停用' WHEN seen_ms<?3 THEN '没消息 ' || lower(words)"           \
    " WHEN trouble=0 THEN '正常 ' || lower(words) ELSE lower(words) END LIKE ?1 ESCAPE '!') AND (?2=0 OR " \
    "((trouble>0 OR seen_ms<?3) AND NOT " REVOKED "))"

const char *const queries[QUERY_COUNT] = {
    [QUERY_SUBMISSION_ADD] =
        "INSERT INTO submission(id, receipt, kiosk, kind, service, created_ms, received_ms, digest, record,"
        " owner, waited_ms, about) VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12) ON CONFLICT DO NOTHING",
    [QUERY_SUBMISSION_STANDS] = "SELECT digest, received_ms FROM submission WHERE id=?1",
    [QUERY_STEP_ADD] = "INSERT INTO step(submission, state, at_ms) VALUES(?1,?2,?3)",
    [QUERY_STATE_SET] = "INSERT INTO step(submission, state, at_ms, what, due)"
                        " SELECT id, ?1, ?2, ?3, ?4 FROM submission WHERE receipt=?5",
    [QUERY_SUBMISSIONS] =
        "SELECT " ROW_COLUMNS " FROM submission WHERE receipt IS NOT NULL ORDER BY received_ms, receipt",
    [QUERY_STEPS] = "SELECT t.state, t.at_ms, t.what, t.due, c.about FROM submission c"
                    " JOIN step t ON t.submission=c.id WHERE c.receipt=?1 ORDER BY t.seq",
    [QUERY_REQUESTS] =
        "SELECT c.receipt, c.about, c.created_ms, t.state, t.what, c.record FROM submission c JOIN step t"
        " ON t.seq=(SELECT max(seq) FROM step WHERE submission=c.id) WHERE c.about<>''"
        " ORDER BY c.created_ms, c.receipt",
    [QUERY_RECORD] = "SELECT " ROW_COLUMNS ", record FROM submission WHERE receipt=?1",
    [QUERY_NOTES] = "SELECT kiosk, kind, service, created_ms, received_ms, waited_ms, record FROM submission"
                    " WHERE receipt IS NULL AND received_ms>=?1 ORDER BY received_ms, id",
    [QUERY_NOTE_STEPS_FORGET] = "DELETE FROM step WHERE submission IN"
                                " (SELECT id FROM submission WHERE receipt IS NULL AND received_ms<?1)",
    [QUERY_NOTES_FORGET] = "DELETE FROM submission WHERE receipt IS NULL AND received_ms<?1",

    [QUERY_PART_ADD] = "INSERT INTO part(submission, position, code, name, department, workdays, record)"
                       " VALUES(?1,?2,?3,?4,?5,?6,?7)",
    [QUERY_PART_STATE_SET] =
        "INSERT INTO part_step(submission, code, state, at_ms, what, due)"
        " SELECT submission, code, ?1, ?2, ?3, ?4 FROM part WHERE code=?5 AND submission="
        "(SELECT id FROM submission WHERE receipt=?6)",
    [QUERY_PARTS] =
        "SELECT p.code, p.name, p.department, p.workdays, p.record, s.state, s.at_ms FROM part p"
        " JOIN part_step s ON s.seq=(SELECT max(seq) FROM part_step WHERE submission=p.submission AND"
        " code=p.code) WHERE p.submission=(SELECT id FROM submission WHERE receipt=?1) ORDER BY p.position",

    /* An application's own steps, and those of a bundle's parts: a bundle itself has none but the day it
       came. */
    [QUERY_CASES] =
        "SELECT c.receipt, c.service, '', '', '', c.created_ms AS created, t.state, t.at_ms, t.what, t.due,"
        " coalesce(o.number, ''), coalesce(o.amount_fen, 0), 0 AS place, t.seq AS seq, c.about"
        " FROM submission c JOIN step t ON t.submission=c.id"
        " LEFT JOIN pay_order o ON o.kase=c.id AND o.state='filed'"
        " WHERE c.owner=?1 AND c.kind='application'"
        " UNION ALL SELECT c.receipt, c.service, p.code, p.name, p.department, c.created_ms, t.state, "
        "t.at_ms,"
        " t.what, t.due, coalesce(o.number, ''), coalesce(o.amount_fen, 0), p.position, t.seq, c.about"
        " FROM submission c JOIN part p ON p.submission=c.id"
        " JOIN part_step t ON t.submission=p.submission AND t.code=p.code"
        " LEFT JOIN pay_order o ON o.kase=c.id AND o.state='filed'"
        " WHERE c.owner=?1 AND c.kind='bundle'"
        " ORDER BY created DESC, 1, place, seq",
    [QUERY_UNOWNED] =
        "SELECT id, record FROM submission WHERE owner IS NULL AND kind IN ('application','bundle')",
    [QUERY_OWN] = "UPDATE submission SET owner=?1 WHERE id=?2",

    [QUERY_CONTRIBUTIONS] = "SELECT month, base_fen, amount_fen, employer FROM contribution"
                            " WHERE person=?1 ORDER BY month DESC LIMIT ?2",
    [QUERY_CONTRIBUTION_ADD] = "INSERT INTO contribution(person, month, base_fen, amount_fen, employer)"
                               " VALUES(?1,?2,?3,?4,?5) ON CONFLICT DO NOTHING",
    [QUERY_CERTIFICATE_ADD] =
        "INSERT INTO certificate(number, kind, name, person, first, last, months, issued_ms)"
        " VALUES(?1,?2,?3,?4,?5,?6,?7,?8)",
    [QUERY_CERTIFICATE] = "SELECT number, kind, name, person, first, last, months, issued_ms"
                          " FROM certificate WHERE number=?1",

    [QUERY_NOTICE_PUT] = "INSERT INTO notice(id, published_ms, until_ms, body) VALUES(?1,?2,?3,?4)"
                         " ON CONFLICT(id) DO UPDATE SET published_ms=excluded.published_ms,"
                         " until_ms=excluded.until_ms, body=excluded.body",
    [QUERY_NOTICE_DROP] = "DELETE FROM notice WHERE id=?1",
    [QUERY_NOTICES] = "SELECT body FROM notice WHERE until_ms>?1 ORDER BY published_ms DESC, id",

    /* Held until the line is committed: whoever has seen a number has seen all below it. */
    [QUERY_TALK_NEXT] = "UPDATE counter SET value=value+1 WHERE name='talk' RETURNING value",
    /* The resident's own turn is there already: the answer was lost on its way, and it was said again. */
    [QUERY_TALK_SAID] = "INSERT INTO talk(seq, thread, kiosk, turn, at_ms, body) VALUES(?1,?2,?3,?4,?5,?6)"
                        " ON CONFLICT(thread, turn) DO NOTHING",
    [QUERY_TALK_REPLIED] = "INSERT INTO talk(seq, thread, kiosk, at_ms, body)"
                           " SELECT ?1, thread, kiosk, ?3, ?4 FROM talk WHERE thread=?2 ORDER BY seq LIMIT 1",
    [QUERY_TALK_FORGET] = "DELETE FROM talk WHERE at_ms<?1",
    [QUERY_TALK_LINES] = "SELECT thread, kiosk, body, seq, turn, at_ms FROM talk"
                         " WHERE (?1='' OR thread=?1) AND seq>?2 ORDER BY seq",

    [QUERY_ASSIGNMENT] = "SELECT warden, due_ms FROM assignment WHERE receipt=?1",
    /* The one with the fewest reports goes; nobody for a number that is no report's. */
    [QUERY_ASSIGNMENT_ADD] =
        "WITH RECURSIVE w(n) AS (SELECT 0 UNION ALL SELECT n+1 FROM w WHERE n+1<?1)"
        " INSERT INTO assignment(receipt, warden, due_ms) SELECT s.receipt, w.n, s.received_ms+?2"
        " FROM submission s, w WHERE s.receipt=?3 AND s.kind='report'"
        " ORDER BY (SELECT count(*) FROM assignment WHERE warden=w.n), w.n LIMIT 1",
    [QUERY_VOTE_OPEN] = "INSERT INTO vote(id, closes_ms) VALUES(?1,?2) ON CONFLICT DO NOTHING",
    [QUERY_VOTE] = "SELECT closes_ms, (SELECT count(*) FROM voter WHERE vote=id),"
                   " (SELECT count(*) FROM voter WHERE vote=id AND voter=?2) FROM vote WHERE id=?1",
    [QUERY_VOTER_ADD] = "INSERT INTO voter(vote, voter) VALUES(?1,?2) ON CONFLICT DO NOTHING",
    [QUERY_BALLOT_COUNT] = "INSERT INTO tally(vote, option, ballots) VALUES(?1,?2,1)"
                           " ON CONFLICT(vote, option) DO UPDATE SET ballots=tally.ballots+1",
    [QUERY_BALLOTS] =
        "SELECT CAST(coalesce(sum(ballots), 0) AS BIGINT) FROM tally WHERE vote=?1 AND option=?2",

    [QUERY_SLOT_ADD] = "INSERT INTO slot(service, place, at_ms, capacity, taken) VALUES(?1,?2,?3,?4,0)"
                       " ON CONFLICT DO NOTHING",
    /* The guard stands in the statement itself: it takes a place, or changes nothing. */
    [QUERY_SLOT_TAKE] =
        "UPDATE slot SET taken=taken+1 WHERE service=?1 AND place=?2 AND at_ms=?3 AND at_ms>?4"
        " AND taken<capacity",
    [QUERY_SLOT_FREE] =
        "UPDATE slot SET taken=taken-1 WHERE service=?1 AND place=?2 AND at_ms=?3 AND taken>0",
    [QUERY_SLOTS] = "SELECT place, at_ms, capacity, taken FROM slot WHERE service=?1 AND at_ms>=?2"
                    " ORDER BY at_ms, place",
    [QUERY_SLOTS_FORGET] = "DELETE FROM slot WHERE at_ms<?1",
    [QUERY_PHONES_FORGET] = "UPDATE booking SET phone='' WHERE at_ms<?1 AND phone<>''",
    [QUERY_BOOKINGS_FORGET] = "DELETE FROM booking WHERE at_ms<?1",
    [QUERY_BOOKING_ADD] =
        "INSERT INTO booking(number, kase, guest, service, place, at_ms, phone, made_ms, cancelled_ms)"
        " VALUES(?1,?2,?3,?4,?5,?6,?7,?8,0)",
    [QUERY_BOOKING_CANCEL] = "UPDATE booking SET cancelled_ms=?4, phone='' WHERE " BOOKING_STANDS,
    [QUERY_BOOKING] = "SELECT " BOOKING_COLUMNS " FROM booking WHERE number=?1",
    [QUERY_BOOKING_OF_CASE] = "SELECT " BOOKING_COLUMNS " FROM booking WHERE kase=?1 AND guest=?2",
    [QUERY_CASE_BOOKED] = "SELECT 1 FROM booking WHERE kase=?1",
    [QUERY_BOOKING_STANDING] =
        "SELECT " BOOKING_COLUMNS " FROM booking WHERE " BOOKING_STANDS " ORDER BY at_ms",
    [QUERY_BOOKINGS] = "SELECT " BOOKING_COLUMNS
                       " FROM booking WHERE cancelled_ms=0 AND at_ms>=?1 ORDER BY at_ms, place, number",

    [QUERY_IDENTITY_ADD] = "INSERT INTO identity_code(hash, box, until_ms) VALUES(?1,?2,?3)",
    [QUERY_IDENTITY] = "SELECT box, until_ms FROM identity_code WHERE hash=?1",
    [QUERY_IDENTITY_DROP] = "DELETE FROM identity_code WHERE hash=?1",
    [QUERY_IDENTITIES_FORGET] = "DELETE FROM identity_code WHERE until_ms<=?1",

    [QUERY_ORDER_ADD] =
        "INSERT INTO pay_order(number, kase, service, amount_fen, attempt, state, created_ms, valid_ms,"
        " paid_ms, settled_ms) VALUES(?1,?2,?3,?4,1,'open',?5,?6,0,?5) ON CONFLICT DO NOTHING",
    [QUERY_ORDER] = "SELECT " ORDER_COLUMNS " FROM pay_order WHERE number=?1",
    /* Not paid: a new code, and what is due now. */
    [QUERY_ORDER_OPEN_AGAIN] =
        "UPDATE pay_order SET attempt=attempt+1, state='open', valid_ms=?2, amount_fen=?3, settled_ms=?4,"
        " payment='' WHERE number=?1 AND service=?5 AND (state IN ('cancelled','refunded') OR (state='open' "
        "AND"
        " (?6<>0 OR valid_ms<?4 OR amount_fen<>?3)))",
    /* Paid, and given up before: it is the same case, so it is paid. */
    [QUERY_ORDER_PAID_AGAIN] = "UPDATE pay_order SET state='paid', paid_ms=?2, settled_ms=?2"
                               " WHERE number=?1 AND state='refund_due'",
    [QUERY_ORDER_CANCEL] = "UPDATE pay_order SET state=CASE state WHEN 'open' THEN 'cancelled'"
                           " ELSE 'refund_due' END, settled_ms=?2"
                           " WHERE number=?1 AND state IN ('open','paid')",
    /* The case is here: one that says it is paid (?3) takes the money that is here, any other gives it back.
       What comes later goes back too: either way the case says by now what is still to be paid. */
    [QUERY_ORDER_SETTLE] =
        "UPDATE pay_order SET state=CASE WHEN state='open' THEN 'cancelled' WHEN ?3<>0 THEN 'filed'"
        " ELSE 'refund_due' END, settled_ms=?2 WHERE kase=?1 AND (state IN ('open','paid')"
        " OR (?3<>0 AND state='refund_due'))",
    /* This asking was given up before it came, or the case is handed in: no kiosk shows its code. */
    [QUERY_ORDER_MAY_OPEN] = "SELECT 1 FROM pay_void WHERE kase=?1 AND ?2<>0 AND turn>=?2"
                             " UNION ALL SELECT 1 FROM submission WHERE id=?1",
    [QUERY_ORDER_TURN] = "UPDATE pay_order SET turn=?2 WHERE number=?1 AND turn<?2",
    /* It says that it is paid, and no money is here: the case is told what is missing. */
    [QUERY_ORDER_OWED] = "INSERT INTO step(submission, state, at_ms, what)"
                         " SELECT id, 'supplement', ?2, ?3 FROM submission WHERE id=?1 AND NOT EXISTS"
                         " (SELECT 1 FROM pay_order WHERE kase=?1 AND state='filed')",
    [QUERY_CODE_SPEND] = "INSERT INTO pay_code(hash, number, at_ms) VALUES(?1,?2,?3) ON CONFLICT(hash)"
                         " DO UPDATE SET at_ms=pay_code.at_ms WHERE pay_code.number=excluded.number",
    [QUERY_CODES_FORGET] = "DELETE FROM pay_code WHERE at_ms<?1",
    [QUERY_ORDERS_SETTLE] =
        "UPDATE pay_order SET state='refund_due', settled_ms=?1 WHERE state='paid' AND paid_ms<?2",
    [QUERY_ORDERS] = "SELECT " ORDER_COLUMNS ", coalesce((SELECT receipt FROM submission WHERE id=kase), ''),"
                     " (SELECT count(*) FROM payment p WHERE p.number=pay_order.number AND p.state<>'kept')"
                     " FROM pay_order ORDER BY created_ms, number",

    /* Written down before it is judged: what is told twice finds itself. */
    [QUERY_PAYMENT_ADD] = "INSERT INTO payment(id, number, attempt, amount_fen, at_ms, state, settled_ms)"
                          " SELECT ?1, number, ?3, ?4, ?5, 'refund_due', ?5 FROM pay_order WHERE number=?2"
                          " ON CONFLICT DO NOTHING",
    [QUERY_PAYMENT_PAYS] = "UPDATE pay_order SET state='paid', payment=?2, paid_ms=?3, settled_ms=?3"
                           " WHERE number=?1 AND state='open' AND amount_fen=?4",
    [QUERY_PAYMENT_KEPT] = "UPDATE payment SET state='kept' WHERE id=?2 AND state='refund_due' AND number IN"
                           " (SELECT number FROM pay_order WHERE number=?1 AND payment=?2 AND state='paid')",
    /* The order became refund_due: what kept it goes back. Paid or filed again: it stays after all. */
    [QUERY_PAYMENT_BACK] =
        "UPDATE payment SET state='refund_due', settled_ms=?2 WHERE number=?1 AND state='kept' AND number IN"
        " (SELECT number FROM pay_order WHERE number=?1 AND state='refund_due')",
    [QUERY_PAYMENT_AGAIN] =
        "UPDATE payment SET state='kept', settled_ms=?2, ask_ms=0, note='' WHERE state='refund_due' AND id IN"
        " (SELECT payment FROM pay_order WHERE kase=?1 AND state IN ('paid','filed'))",
    [QUERY_PAYMENTS_SETTLE] = "UPDATE payment SET state='refund_due', settled_ms=?1 WHERE state='kept' AND"
                              " number IN (SELECT number FROM pay_order WHERE state='paid' AND paid_ms<?2)",
    [QUERY_PAYMENTS] = "SELECT " PAYMENT_COLUMNS " FROM payment WHERE number=?1 ORDER BY at_ms, id",
    [QUERY_VOID_PUT] = "INSERT INTO pay_void(kase, turn) VALUES(?1,?2) ON CONFLICT(kase) DO UPDATE SET"
                       " turn=excluded.turn WHERE excluded.turn>pay_void.turn",
    [QUERY_VOID_ORDER] = "UPDATE pay_order SET state=CASE state WHEN 'open' THEN 'cancelled'"
                         " ELSE 'refund_due' END, settled_ms=?2"
                         " WHERE number=?1 AND state IN ('open','paid') AND turn<=?3",

    /* Whose time has come; one put off beyond ?2 was so by a clock that was wrong. */
    [QUERY_PAYMENT_DUE] = "SELECT " PAYMENT_COLUMNS " FROM payment WHERE state IN ('refund_due','refunding')"
                          " AND (ask_ms<=?1 OR ask_ms>?2) ORDER BY ask_ms, id LIMIT 1",
    [QUERY_PAYMENT_CLAIM] = "UPDATE payment SET state='refunding', tries=tries+1, ask_ms=?2 WHERE id=?1"
                            " AND state IN ('refund_due','refunding')",
    [QUERY_PAYMENT_CLAIM_ORDER] =
        "UPDATE pay_order SET state='refunding' WHERE number=?1 AND payment=?2 AND state='refund_due'",
    /* Money that moved has moved, whatever was said since. */
    [QUERY_PAYMENT_REFUNDED] = "UPDATE payment SET state='refunded', settled_ms=?2, note='' WHERE id=?1"
                               " AND state IN ('refunding','refund_due')",
    [QUERY_PAYMENT_REFUNDED_ORDER] = "UPDATE pay_order SET state='refunded', settled_ms=?3 WHERE number=?1"
                                     " AND payment=?2 AND state IN ('refunding','refund_due')",
    /* The last try alone: after an earlier one, a later one is still on its way. */
    [QUERY_PAYMENT_REFUSED] = "UPDATE payment SET state='refund_due', ask_ms=?3, note=?4 WHERE id=?1"
                              " AND state='refunding' AND tries=?2",
    [QUERY_PAYMENT_REFUSED_ORDER] =
        "UPDATE pay_order SET state='refund_due' WHERE number=?1 AND payment=?2 AND state='refunding'"
        " AND EXISTS(SELECT 1 FROM payment WHERE id=?2 AND state='refund_due')",
    [QUERY_PAYMENT_BY_HAND] =
        "UPDATE payment SET state='refunded', settled_ms=?2, note='by hand' WHERE number=?1 AND"
        " (state='refund_due' OR (?3<>0 AND state='refunding'))",
    [QUERY_PAYMENT_BY_HAND_ORDER] =
        "UPDATE pay_order SET state='refunded', settled_ms=?2 WHERE number=?1 AND state IN"
        " ('refund_due','refunding') AND payment IN (SELECT id FROM payment WHERE number=?1 AND"
        " state='refunded')",
    [QUERY_REFUNDS] =
        "SELECT count(CASE WHEN state='refund_due' THEN 1 END), count(CASE WHEN state='refunding' THEN 1 "
        "END),"
        " CAST(coalesce(sum(amount_fen), 0) AS BIGINT), coalesce(min(settled_ms), 0) FROM payment"
        " WHERE state IN ('refund_due','refunding')",

    [QUERY_UPLOAD_ADD] = "INSERT INTO upload(id, size, complete, begun_ms, kiosk) VALUES(?1,0,0,?2,?3)",
    [QUERY_UPLOADS_OF] = "SELECT count(*) FROM upload WHERE kiosk=?1",
    [QUERY_UPLOAD] = "SELECT size, complete, kiosk FROM upload WHERE id=?1",
    /* The guard: of two who bring the same piece, one moves the end on. */
    [QUERY_UPLOAD_MOVE_END] =
        "UPDATE upload SET size=size+?3, complete=?4 WHERE id=?1 AND size=?2 AND complete=0",
    [QUERY_UPLOAD_DROP] = "DELETE FROM upload WHERE id=?1",
    [QUERY_UPLOADS_FORGET] = "DELETE FROM upload WHERE begun_ms<?1",
    [QUERY_PIECE_ADD] = "INSERT INTO upload_piece(id, at, body) VALUES(?1,?2,?3)",
    [QUERY_PIECES] = "SELECT body FROM upload_piece WHERE id=?1 ORDER BY at",
    [QUERY_PIECES_DROP] = "DELETE FROM upload_piece WHERE id=?1",
    [QUERY_PIECES_FORGET] = "DELETE FROM upload_piece WHERE id IN (SELECT id FROM upload WHERE begun_ms<?1)",
    [QUERY_FILED] = "SELECT coalesce(receipt, ''), received_ms, kiosk, digest FROM submission WHERE id=?1",

    [QUERY_BEAT_PUT] =
        "INSERT INTO heartbeat(kiosk, version, seen_ms, waiting, parked, trouble, body, words)"
        " VALUES(?1,?2,?3,?4,?5,?6,?7,?8)"
        " ON CONFLICT(kiosk) DO UPDATE SET version=excluded.version, seen_ms=excluded.seen_ms,"
        " waiting=excluded.waiting, parked=excluded.parked, trouble=excluded.trouble, body=excluded.body,"
        " words=excluded.words"
        /* An older one that another process held up is passed over; one of before the clock was put right is
         * not waited for. */
        " WHERE excluded.seen_ms>=heartbeat.seen_ms OR heartbeat.seen_ms-excluded.seen_ms>60000",
    [QUERY_BEATS] =
        "SELECT kiosk, version, seen_ms, waiting, parked, trouble, body, (SELECT coalesce(max(c.until_ms), 0)"
        " " CARDS "=0), CASE WHEN " REVOKED " THEN 1 ELSE 0 END FROM heartbeat" BEAT_FITS
        " ORDER BY CASE WHEN " REVOKED " THEN 3 WHEN trouble>=" G_STRINGIFY(
            STORAGE_TROUBLE_URGENT) " THEN 0 WHEN seen_ms<?3 THEN 1 ELSE 2 END, trouble DESC, kiosk LIMIT ?4 "
                                    "OFFSET ?5",
    [QUERY_FLEET_SUM] =
        "SELECT count(*), count(CASE WHEN seen_ms<?3 AND NOT " REVOKED " THEN 1 END),"
        " CAST(coalesce(sum(waiting), 0) AS BIGINT), CAST(coalesce(sum(parked), 0) AS BIGINT),"
        " count(CASE WHEN trouble>0 AND NOT " REVOKED " THEN 1 END),"
        " count(CASE WHEN " REVOKED " THEN 1 END) FROM heartbeat" BEAT_FITS,
    [QUERY_ORDER_STATES] = "SELECT state, count(*) FROM pay_order GROUP BY state ORDER BY state",
    [QUERY_TOKEN_ADD] = "INSERT INTO enrol_token(hash, kiosk, until_ms) VALUES(?1,?2,?3)",
    [QUERY_TOKEN] = "SELECT kiosk, until_ms FROM enrol_token WHERE hash=?1 AND until_ms>?2",
    [QUERY_TOKEN_USE] = "UPDATE enrol_token SET used_by=?2 WHERE hash=?1 AND used_by IS NULL",
    [QUERY_TOKEN_GIVEN] = "SELECT c.pem FROM enrol_token t JOIN kiosk_certificate c ON c.spki=t.used_by"
                          " WHERE t.hash=?1 AND t.used_by=?2 AND c.kiosk=t.kiosk AND c.revoked_ms=0",
    [QUERY_TOKENS_FORGET] = "DELETE FROM enrol_token WHERE until_ms<=?1",
    [QUERY_TOKENS_UNUSED_DROP] = "DELETE FROM enrol_token WHERE used_by IS NULL",
    [QUERY_TOKENS_DROP] = "DELETE FROM enrol_token WHERE kiosk=?1",
    [QUERY_CARD_ADD] = "INSERT INTO kiosk_certificate(serial, kiosk, spki, pem, issued_ms, until_ms,"
                       " revoked_ms) VALUES(?1,?2,?3,?4,?5,?6,0)",
    [QUERY_CARDS_REVOKE] = "UPDATE kiosk_certificate SET revoked_ms=?2 WHERE kiosk=?1 AND revoked_ms=0",
    [QUERY_CARD_REVOKE] = "UPDATE kiosk_certificate SET revoked_ms=?2 WHERE serial=?1 AND revoked_ms=0",
    [QUERY_CARDS_SUPERSEDE] = "UPDATE kiosk_certificate SET revoked_ms=?3 WHERE revoked_ms=0 AND kiosk=?1 AND"
                              " issued_ms<(SELECT issued_ms FROM kiosk_certificate WHERE serial=?2)",
    [QUERY_CARD_STANDS] =
        "SELECT c.revoked_ms, CASE WHEN EXISTS(SELECT 1 FROM kiosk_certificate d WHERE d.kiosk=c.kiosk AND"
        " d.revoked_ms=0 AND d.issued_ms<c.issued_ms) THEN 1 ELSE 0 END"
        " FROM kiosk_certificate c WHERE c.serial=?1",
    [QUERY_CARD_HOLDS] =
        "SELECT 1 FROM kiosk_certificate WHERE kiosk=?1 AND revoked_ms=0 AND until_ms>?2 LIMIT 1",
    [QUERY_CARD_REVOKED] = "SELECT serial FROM kiosk_certificate WHERE serial=?1 AND revoked_ms<>0",
    [QUERY_CARDS] = "SELECT serial, kiosk, pem, issued_ms, until_ms, revoked_ms FROM kiosk_certificate c"
                    " WHERE (revoked_ms=0 AND until_ms>?1) OR NOT EXISTS (SELECT 1 FROM kiosk_certificate d "
                    "WHERE d.kiosk=c.kiosk AND (d.issued_ms>c.issued_ms OR"
                    " (d.issued_ms=c.issued_ms AND d.serial>c.serial))) ORDER BY kiosk, issued_ms, serial",
    [QUERY_CARD_OF_OTHERS] = "SELECT 1 FROM kiosk_certificate WHERE kiosk=?1 AND spki<>?2 LIMIT 1",
    [QUERY_RECEIPT_NEWEST] = "SELECT max(receipt) FROM submission WHERE receipt BETWEEN ?1 AND ?2",
    [QUERY_RELEASE_LIST] = "SELECT sequence, message FROM release_list WHERE name='release'",
    /* The guard: of two who change the same list, one does. */
    [QUERY_RELEASE_LIST_PUT] =
        "INSERT INTO release_list(name, sequence, message) VALUES('release',?1,?2) ON CONFLICT(name)"
        " DO UPDATE SET sequence=excluded.sequence, message=excluded.message"
        " WHERE release_list.sequence=?3",
    [QUERY_SEALS] = "SELECT keyid, sequence FROM seal_known ORDER BY keyid",
    [QUERY_SEAL_PUT] = "INSERT INTO seal_known(keyid, sequence) VALUES(?1,?2) ON CONFLICT(keyid)"
                       " DO UPDATE SET sequence=excluded.sequence"
                       " WHERE seal_known.sequence<excluded.sequence",
    [QUERY_SEALS_FORGET] = "DELETE FROM seal_known",
};
