/* Release keys: which texts are keys, and that a list is whole, signed and of its own purpose, or nothing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <sodium.h>
#include <string.h>

#include "base/secret.h"
#include "wire/json.h"
#include "wire/release_keys.h"
#include "wire/suite.h"

/* RFC 8410, 10.1. */
static const char ed25519[] = "-----BEGIN PUBLIC KEY-----\n"
                              "MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\n"
                              "-----END PUBLIC KEY-----\n";
static const char sm2[] = "-----BEGIN PUBLIC KEY-----\n"
                          "MFkwEwYHKoZIzj0CAQYIKoEcz1UBgi0DQgAEARefVVGGXQNA4ctsXaekgpDLSrWU\n"
                          "3VYrV9mleulLKWntjyJ2rpSCRvfBUyqLDYSHyg7yx+RkvmQNh8IHRieHqA==\n"
                          "-----END PUBLIC KEY-----\n";

struct pair {
    uint8_t public_key[SIGNED_PUBLIC_BYTES], secret_key[SIGNED_SECRET_BYTES];
};

static struct pair pair_of(uint8_t seed_byte)
{
    uint8_t seed[crypto_sign_SEEDBYTES] = {seed_byte};
    struct pair pair;
    crypto_sign_seed_keypair(pair.public_key, pair.secret_key, seed);
    return pair;
}

static struct release_keys both(void)
{
    struct release_keys list = {.sequence = 7, .count = 2};
    assert_true(release_key_of_pem(ed25519, strlen(ed25519), &list.keys[0]));
    assert_true(release_key_of_pem(sm2, strlen(sm2), &list.keys[1]));
    list.keys[0].since_ms = 1795392000000;
    list.keys[1].since_ms = 1795392000001;
    return list;
}

static void keys_of_both_schemes_are_read(void **state)
{
    static const uint8_t first[] = {0x19, 0xbf, 0x44, 0x09};
    struct release_keys list = both();
    (void)state;
    assert_string_equal(release_key_scheme(&list.keys[0]), "ed25519");
    assert_memory_equal(list.keys[0].bytes, first, sizeof first);
    assert_string_equal(release_key_scheme(&list.keys[1]), "sm2");
    assert_int_equal(list.keys[1].bytes[0], 4);
    g_autofree char *text = release_key_text(&list.keys[0]);
    assert_string_equal(text, "ed25519 Gb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=");
    assert_int_equal(strlen(list.keys[0].keyid), 14);
    assert_string_not_equal(list.keys[0].keyid, list.keys[1].keyid);
}

/* A secret half, a curve of another kind, a point with which everything is signed, one beside the curve. */
static void what_is_no_such_key_is_refused(void **state)
{
    static const char *const texts[] = {
        "",
        "no key",
        "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC\n"
        "-----END PRIVATE KEY-----\n",
        "-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAECx170Az6OUCtDRqOXDccq84sJoAX\n"
        "cy/chXICzqZZgHVnHCyreUlqTQt1olaCbJNbof1BMNPaKX/ucTi63Nyzbw==\n-----END PUBLIC KEY-----\n",
        "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAAQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n"
        "-----END PUBLIC KEY-----\n",
    };
    struct release_key key;
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
        assert_false(release_key_of_pem(texts[i], strlen(texts[i]), &key));
    for (size_t cut = 0; cut < strlen(ed25519) - strlen("-----END PUBLIC KEY-----\n"); cut++)
        assert_false(release_key_of_pem(ed25519, cut, &key));
}

static json_t *json_of_both(void)
{
    struct release_keys list = both();
    return release_keys_json(&list);
}

static void a_list_comes_back_as_it_was(void **state)
{
    struct release_keys list = both(), got;
    json_t *object = release_keys_json(&list);
    (void)state;
    assert_true(release_keys_of_json(object, &got));
    json_decref(object);
    assert_memory_equal(&got, &list, sizeof list);
    assert_ptr_equal(release_keys_find(&got, list.keys[1].keyid), &got.keys[1]);
    assert_null(release_keys_find(&got, "r-000000000000"));
}

static void assert_no_list(json_t *object)
{
    struct release_keys got = {.count = 1};
    assert_false(release_keys_of_json(object, &got));
    assert_int_equal(got.count, 0);
    assert_int_equal(got.sequence, 0);
    json_decref(object);
}

/* An empty list says that no release is accepted: what only looks like one must not say so. */
static void an_empty_list_is_one_that_says_so(void **state)
{
    struct release_keys got;
    json_t *empty = json_pack("{si s[]}", "sequence", 8, "keys");
    (void)state;
    assert_true(release_keys_of_json(empty, &got));
    assert_int_equal(got.sequence, 8);
    assert_int_equal(got.count, 0);
    json_decref(empty);
    assert_no_list(json_pack("{si}", "sequence", 8));
    assert_no_list(json_pack("{s[]}", "keys"));
    assert_no_list(json_pack("{si s[]}", "sequence", 0, "keys"));
    assert_no_list(json_pack("{si s{}}", "sequence", 8, "keys"));
    assert_no_list(json_pack("[]"));
}

static void one_bad_key_spoils_the_list(void **state)
{
    static const char *const members[] = {"keyid", "key", "since"};
    static const char *const values[] = {"", "r-000000000000", "sm2 AAAA", "ed25519", "2026-99-99"};
    (void)state;
    for (size_t m = 0; m < G_N_ELEMENTS(members); m++) {
        for (size_t v = 0; v < G_N_ELEMENTS(values); v++) {
            json_t *object = json_of_both();
            json_object_set_new(json_array_get(json_object_get(object, "keys"), 1), members[m],
                                json_string(values[v]));
            assert_no_list(object);
        }
    }
    json_t *twice = json_of_both(), *keys = json_object_get(twice, "keys");
    json_array_append(keys, json_array_get(keys, 0));
    assert_no_list(twice);
}

/* A list of SM2's point with another y: it does not lie on the curve. */
static void a_point_beside_the_curve_is_no_key(void **state)
{
    struct release_keys list = both();
    (void)state;
    list.keys[1].bytes[SM2_PUBLIC_BYTES - 1] ^= 1;
    assert_false(sm2_is_public(list.keys[1].bytes));
    assert_no_list(release_keys_json(&list));
}

static bool opens(GBytes *message, const struct pair *pair)
{
    struct release_keys got;
    bool well =
        release_keys_open(g_bytes_get_data(message, NULL), g_bytes_get_size(message), pair->public_key, &got);
    assert_int_equal(got.count, well ? 2 : 0);
    return well;
}

static void only_the_signer_opens_it(void **state)
{
    struct release_keys list = both();
    struct pair ours = pair_of(1), other = pair_of(2);
    g_autoptr(GBytes) message = release_keys_close(&list, ours.secret_key);
    (void)state;
    assert_true(opens(message, &ours));
    assert_false(opens(message, &other));
    g_autoptr(GBytes) payload = wire_dump(release_keys_json(&list));
    g_autoptr(GBytes) strange =
        signed_close("keys", g_bytes_get_data(payload, NULL), g_bytes_get_size(payload), ours.secret_key);
    assert_false(opens(strange, &ours)); /* of another purpose */
}

/* No altered message opens as another list than was signed. */
static void an_altered_byte_is_noticed(void **state)
{
    struct release_keys list = both(), got;
    struct pair ours = pair_of(1);
    g_autoptr(GBytes) message = release_keys_close(&list, ours.secret_key);
    size_t len = g_bytes_get_size(message), refused = 0;
    (void)state;
    for (size_t i = 0; i < len; i++) {
        g_autofree char *text = g_memdup2(g_bytes_get_data(message, NULL), len);
        text[i] = (char)(text[i] ^ 1);
        if (release_keys_open(text, len, ours.public_key, &got))
            assert_memory_equal(&got, &list, sizeof list); /* a letter that only people read */
        else
            refused++;
    }
    assert_true(refused > len / 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_of_both_schemes_are_read), cmocka_unit_test(what_is_no_such_key_is_refused),
        cmocka_unit_test(a_list_comes_back_as_it_was),   cmocka_unit_test(an_empty_list_is_one_that_says_so),
        cmocka_unit_test(one_bad_key_spoils_the_list),   cmocka_unit_test(a_point_beside_the_curve_is_no_key),
        cmocka_unit_test(only_the_signer_opens_it),      cmocka_unit_test(an_altered_byte_is_noticed),
    };
    secret_start();
    suite_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
