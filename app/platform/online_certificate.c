/* The certificate of social insurance: its rows for the screen and the slip, and the same on a page of A4. */
#include <sodium.h>
#include <string.h>

#include "base/text.h"
#include "platform/eseal.h"
#include "platform/insurance.h"
#include "platform/online_parts.h"
#include "platform/pdf_sign.h"
#include "platform/sheet.h"
#include "platform/trouble.h"
#include "wire/proof.h"

#define CODE_ZH N_("打出来的纸上有一个码，谁扫都能查到这张证明是真的。")
#define CODE_EN "The paper has a code: whoever scans it sees that this certificate is genuine."

enum { VALUE_MAX = 96 /* bytes of a row's value at the kiosk */ };

static json_t *in_english(const char *words)
{
    return json_pack("{s:s}", "en", words);
}

static void certificate_rows(json_t *rows, const struct storage_certificate *c)
{
    char text[VALUE_MAX], from[32], to[32], day[16];
    struct clock_date d = clock_civil(c->issued_ms);
    online_row(rows, "姓名", "Name", c->name);
    online_row(rows, "身份证号", "ID number", c->person);
    online_row_means(rows, N_("险种"), "Insurance", N_("企业职工基本养老保险"),
                     in_english("Basic pension insurance of employees"));
    online_row_means(rows, N_("参保状态"), "State", N_("正常参保"), in_english("Insured and paying"));
    insurance_month(from, sizeof from, c->from);
    insurance_month(to, sizeof to, c->to);
    g_snprintf(text, sizeof text, "%s到 %s", from, to);
    online_row_means(rows, N_("参保时间"), "Months", text,
                     json_pack("{s:s,s:s}", "from", c->from, "to", c->to));
    g_snprintf(text, sizeof text, "%u 个月", c->months);
    online_row_means(rows, N_("累计缴费"), "Paid in all", text, json_pack("{s:i}", "months", (int)c->months));
    g_snprintf(text, sizeof text, "%d 年 %d 月 %d 日", d.year, d.month, d.day);
    g_snprintf(day, sizeof day, "%04d-%02d-%02d", d.year % 10000, d.month % 100, d.day % 100);
    online_row_means(rows, N_("开具日期"), "Issued", text, json_pack("{s:s}", "day", day));
    online_row_means(rows, N_("开具单位"), "Issued by", INSURANCE_OFFICE, in_english(INSURANCE_OFFICE_EN));
    online_row(rows, N_("验证编号"), "Check number", c->number);
}

/* All that the paper says, in one line: an office that has the same data comes to the same digest. */
static void digest(const struct storage_certificate *c, uint8_t out[PROOF_DIGEST_BYTES])
{
    g_autofree char *line =
        g_strdup_printf("%s\n%s\n%s\n%s\n%s\n%s\n%u\n%" G_GINT64_FORMAT, c->number, c->kind, c->name,
                        c->person, c->from, c->to, c->months, c->issued_ms / 1000);
    crypto_generichash(out, PROOF_DIGEST_BYTES, (const uint8_t *)line, strlen(line), NULL, 0);
    sodium_memzero(line, strlen(line));
}

/* On slip and page alike: a phone opens the address; a kiosk reads what stands behind it, and needs no line.
 */
static char *code_of(const struct platform *platform, const struct storage_certificate *c, const char *verify)
{
    struct proof proof = {.kind = PROOF_CERTIFICATE, .issued_ms = c->issued_ms};
    char text[PROOF_TEXT];
    g_strlcpy(proof.number, c->number, sizeof proof.number);
    g_strlcpy(proof.what, c->kind, sizeof proof.what);
    digest(c, proof.digest);
    if (!platform->keys->sign_secret || !text_mask_name(proof.name, sizeof proof.name, c->name) ||
        !proof_close(&proof, verify, platform->keys->sign_secret, text))
        return g_strdup(verify);
    return g_strdup(text);
}

void certificate_answer(const struct platform *platform, const struct question *q, struct reply *reply)
{
    struct storage_certificate certificate;
    g_autoptr(GError) error = NULL;
    if (!online_knows_person(q, reply))
        return;
    if (!insurance_certify(platform, q->name, q->person, &certificate, &error)) {
        trouble_reply(reply, error);
        return;
    }
    g_autofree char *verify = g_strconcat(platform->public_url, "/v/", certificate.number, NULL);
    g_autofree char *code = code_of(platform, &certificate, verify);
    json_t *rows = json_array();
    certificate_rows(rows, &certificate);
    online_send_json(reply, json_pack("{s:b,s:{s:s,s:s},s:{s:s,s:s},s:s,s:o,s:{s:s}}", "ok", 1, "title", "zh",
                                      certificate.kind, "en", "Certificate of social insurance", "note", "zh",
                                      CODE_ZH, "en", CODE_EN, "verify", code, "rows", rows, "document",
                                      "number", certificate.number));
}

static bool sign_page(const struct platform *platform, struct secret_bytes *pdf)
{
    const struct pdf_field field = {.x = SHEET_SEAL_X,
                                    .y = SHEET_SEAL_Y,
                                    .width = SHEET_SEAL,
                                    .height = SHEET_SEAL,
                                    .signer = "Linchuang demo seal",
                                    .reason = "Electronic seal of a demonstration",
                                    .at_ms = platform->clock.wall_ms(&platform->clock)};
    return pdf_sign(pdf, &field, eseal_sign, platform->eseal);
}

/* What the screen says of it, in the authority's own words. */
static bool draw(const struct platform *platform, const struct storage_certificate *c,
                 struct secret_bytes *pdf)
{
    json_t *rows = json_array();
    char day[32];
    struct clock_date d = clock_civil(c->issued_ms);
    g_autofree char *verify = g_strconcat(platform->public_url, "/v/", c->number, NULL);
    g_autofree char *code = code_of(platform, c, verify);
    g_snprintf(day, sizeof day, "%d 年 %d 月 %d 日", d.year, d.month, d.day);
    certificate_rows(rows, c);
    struct sheet sheet = {.title = c->kind,
                          .number = c->number,
                          .issuer = INSURANCE_OFFICE,
                          .day = day,
                          .verify = verify,
                          .code = code,
                          .sealed = platform->eseal != NULL};
    for (size_t i = 0; i < json_array_size(rows) && i < SHEET_LINES; i++) {
        const json_t *row = json_array_get(rows, i);
        sheet.lines[sheet.line_count].label = online_member(json_object_get(row, "label"), "zh");
        sheet.lines[sheet.line_count++].value = online_member(row, "value");
    }
    bool drawn = sheet_draw(&sheet, pdf) && (!platform->eseal || sign_page(platform, pdf));
    json_decref(rows);
    return drawn;
}

static void send_page(struct reply *reply, struct secret_bytes *pdf)
{
    size_t cap = sodium_base64_encoded_len(pdf->len, sodium_base64_VARIANT_ORIGINAL);
    char *text = secret_heap_alloc(cap);
    sodium_bin2base64(text, cap, pdf->data, pdf->len, sodium_base64_VARIANT_ORIGINAL);
    online_send_json(
        reply, json_pack("{s:b,s:{s:s,s:s}}", "ok", 1, "document", "type", "application/pdf", "data", text));
    secret_heap_free(text);
}

/* To whom it was given, and nobody else: who knows a number may verify, not take it along. */
void certificate_document(const struct platform *platform, const struct question *q, struct reply *reply)
{
    struct storage_certificate certificate;
    struct secret_bytes pdf = {0};
    g_autoptr(GError) error = NULL;
    if (!online_knows_person(q, reply))
        return;
    if (!storage_certificate(platform->storage, online_member(q->body, "number"), &certificate, &error) &&
        !g_error_matches(error, storage_error_quark(), STORAGE_ERROR_ABSENT)) {
        trouble_reply(reply, error);
        return;
    }
    if (error || strcmp(certificate.person, q->person) != 0) {
        reply_problem(reply, 404, "no-such-document", "This person has no such certificate",
                      "Ask for the certificate first, then send its document.number.");
        return;
    }
    if (draw(platform, &certificate, &pdf))
        send_page(reply, &pdf);
    else
        reply_problem(reply, 500, "not-drawn", "The page could not be drawn",
                      "See that fonts-noto-cjk is installed.");
    secret_bytes_clear(&pdf);
}
