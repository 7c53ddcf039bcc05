#include "translate.h"

#include <string.h>

#include "wire/messages.h"

static void copy_row(struct case_file *out, const struct message_answer_row *row)
{
    unsigned i = out->result.count++;

    secret_copy_text(out->result.label[i][LANGUAGE_ZH], sizeof out->result.label[i][LANGUAGE_ZH], row->zh);
    secret_copy_text(out->result.label[i][LANGUAGE_EN], sizeof out->result.label[i][LANGUAGE_EN], row->en);
    secret_copy_text(out->result.value[i], sizeof out->result.value[i], row->value);
}

bool translate_result(const struct secret_bytes *json, enum language language, struct case_file *out)
{
    struct message_answer answer = {0};
    bool english = language == LANGUAGE_EN;

    if (!message_answer_parse(json->data, json->len, &answer, NULL))
        return false;
    secret_copy_text(out->result.title, sizeof out->result.title,
                     english ? answer.title_en : answer.title_zh);
    secret_copy_text(out->result.note, sizeof out->result.note, english ? answer.note_en : answer.note_zh);
    secret_copy_text(out->result.verify, sizeof out->result.verify, answer.verify);
    for (size_t i = 0; i < answer.row_count && i < SESSION_ROWS; i++)
        copy_row(out, &answer.rows[i]);
    message_answer_clear(&answer);
    return true;
}
