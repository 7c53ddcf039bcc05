/* Every statement that the platform's store knows, by name: the one file of queries for SQLite and
 * PostgreSQL. The table is constant and owned by nobody. database*.c prepare them, storage_*.c run them; any
 * thread may read it. Values are ?1, ?2, …, each of one kind wherever it is used; a new statement is a name
 * here and a text in queries.c.
 */
#pragma once

enum query {
    QUERY_SUBMISSION_ADD, /* storage.c */
    QUERY_SUBMISSION_STANDS,
    QUERY_STEP_ADD,
    QUERY_STATE_SET,
    QUERY_SUBMISSIONS,
    QUERY_STEPS,
    QUERY_RECORD,
    QUERY_NOTES,
    QUERY_PART_ADD, /* storage_bundle.c */
    QUERY_PART_STATE_SET,
    QUERY_PARTS,
    QUERY_CASES, /* storage_cases.c */
    QUERY_UNOWNED,
    QUERY_OWN,
    QUERY_CONTRIBUTIONS, /* storage_social.c */
    QUERY_CONTRIBUTION_ADD,
    QUERY_CERTIFICATE_ADD,
    QUERY_CERTIFICATE,
    QUERY_NOTICE_PUT, /* storage_notices.c */
    QUERY_NOTICE_DROP,
    QUERY_NOTICES,
    QUERY_TALK_NEXT, /* storage_talk.c */
    QUERY_TALK_SAID,
    QUERY_TALK_REPLIED,
    QUERY_TALK_FORGET,
    QUERY_TALK_LINES,
    QUERY_ASSIGNMENT, /* storage_community.c */
    QUERY_ASSIGNMENT_ADD,
    QUERY_VOTE_OPEN,
    QUERY_VOTE,
    QUERY_VOTER_ADD,
    QUERY_BALLOT_COUNT,
    QUERY_BALLOTS,
    QUERY_SLOT_ADD, /* storage_booking.c */
    QUERY_SLOT_TAKE,
    QUERY_SLOT_FREE,
    QUERY_SLOTS,
    QUERY_SLOTS_FORGET,
    QUERY_PHONES_FORGET,
    QUERY_BOOKINGS_FORGET,
    QUERY_BOOKING_ADD,
    QUERY_BOOKING_CANCEL,
    QUERY_BOOKING,
    QUERY_BOOKING_OF_CASE,
    QUERY_BOOKING_STANDING,
    QUERY_BOOKINGS,
    QUERY_IDENTITY_ADD, /* storage_identity.c */
    QUERY_IDENTITY,
    QUERY_IDENTITY_DROP,
    QUERY_IDENTITIES_FORGET,
    QUERY_ORDER_ADD, /* storage_orders.c */
    QUERY_ORDER,
    QUERY_ORDER_OPEN_AGAIN,
    QUERY_ORDER_PAID_AGAIN,
    QUERY_ORDER_CANCEL,
    QUERY_ORDER_REFUND,
    QUERY_ORDER_FILED,
    QUERY_ORDER_MAY_OPEN,
    QUERY_ORDER_TURN,
    QUERY_ORDER_OWED,
    QUERY_CODE_SPEND,
    QUERY_ORDERS_SETTLE,
    QUERY_ORDERS,
    QUERY_PAYMENT_ADD, /* storage_money.c */
    QUERY_PAYMENT_PAYS,
    QUERY_PAYMENT_KEPT,
    QUERY_PAYMENT_FILES,
    QUERY_PAYMENT_BACK,
    QUERY_PAYMENT_AGAIN,
    QUERY_PAYMENT_BY_HAND,
    QUERY_PAYMENTS_SETTLE,
    QUERY_PAYMENT_DUE,
    QUERY_PAYMENT_CLAIM,
    QUERY_PAYMENT_CLAIM_ORDER,
    QUERY_PAYMENT_REFUNDED,
    QUERY_PAYMENTS,
    QUERY_VOID_PUT,
    QUERY_VOID_ORDER,
    QUERY_UPLOAD_ADD, /* storage_upload.c */
    QUERY_UPLOAD,
    QUERY_UPLOAD_MOVE_END,
    QUERY_UPLOAD_DROP,
    QUERY_UPLOADS_FORGET,
    QUERY_PIECE_ADD,
    QUERY_PIECES,
    QUERY_PIECES_DROP,
    QUERY_PIECES_FORGET,
    QUERY_FILED,
    QUERY_BEAT_PUT, /* storage_fleet.c */
    QUERY_BEATS,
    QUERY_FLEET_SUM,
    QUERY_ORDER_STATES,
    QUERY_TOKEN_ADD, /* storage_enrol.c */
    QUERY_TOKEN,
    QUERY_TOKEN_USE,
    QUERY_TOKEN_GIVEN,
    QUERY_TOKENS_FORGET,
    QUERY_TOKENS_DROP,
    QUERY_CARD_ADD,
    QUERY_CARDS_REVOKE,
    QUERY_CARD_REVOKED,
    QUERY_CARDS_NEWEST,
    QUERY_RELEASE_LIST, /* storage_release.c */
    QUERY_RELEASE_LIST_PUT,
    QUERY_COUNT
};
extern const char *const queries[QUERY_COUNT];
