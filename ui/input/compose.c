/* Letters on their way to Chinese: what is typed waits in `letters` until a candidate takes its place. */
#include <string.h>

#include "base/secret.h"
#include "base/text.h"
#include "ui/input/input.h"

bool input_composes(const struct input *input)
{
    return input->letters[0] != '\0';
}

static bool look(struct input *input)
{
    input->turn++;
    return pinyin_look(input->pinyin, input->letters, &input->candidates);
}

static void drop_letters(struct input *input, size_t n)
{
    size_t left = strlen(input->letters) - n;
    memmove(input->letters, input->letters + n, left);
    secret_wipe(input->letters + left, sizeof input->letters - left);
}

/* Letters that are no pinyin go in as they are: better than not at all. */
bool input_choose(struct input *input, unsigned candidate)
{
    if (input->plane == PLANE_HAND)
        return input_hand_choose(input, candidate);
    if (!input_composes(input) || (candidate > 0 && candidate >= input->candidates.count))
        return false;
    size_t n = pinyin_covers(input->pinyin, input->letters, &input->candidates, candidate);
    bool words = input->candidates.count > 0;
    input_text(input, words ? candidate_text(&input->candidates, candidate) : input->letters);
    drop_letters(input, n);
    look(input);
    return true;
}

/* Ends: every choice takes a letter or more. */
static void finish(struct input *input)
{
    while (input_composes(input))
        input_choose(input, 0);
}

/* yibao is looked for by its letters: the likeliest words for them need not be what a service is called. */
static void keep_letters(struct input *input)
{
    for (const char *at = input->letters; *at; at++)
        if (*at != '\'')
            input_text(input, (char[]){*at, '\0'});
    drop_letters(input, strlen(input->letters));
    look(input);
}

bool input_is_sought(const struct input *input)
{
    return input->seeks && !input_composes(input) && !input->hand.take;
}

static bool letter(struct input *input, char c)
{
    size_t n = strlen(input->letters);
    if (n == PINYIN_LETTERS)
        return true; /* understood; there is no room before the first ones are chosen */
    input->letters[n] = c;
    if (look(input))
        return true;
    secret_wipe(input->letters, sizeof input->letters);
    input->plane = PLANE_LOWER; /* no Chinese here: letters stay letters */
    return false;
}

static bool split(struct input *input)
{
    size_t n = strlen(input->letters);
    if (n > 0 && input->letters[n - 1] != '\'')
        letter(input, '\'');
    return true;
}

bool input_compose(struct input *input, const char *key)
{
    bool one = key[0] && !key[1];
    if (input->plane == PLANE_PINYIN && one && key[0] >= 'a' && key[0] <= 'z')
        return letter(input, key[0]);
    if (strcmp(key, "split") == 0)
        return split(input);
    if (!input_composes(input))
        return false;
    if (strcmp(key, "delete") == 0) {
        input->letters[strlen(input->letters) - 1] = '\0';
        look(input);
        return true;
    }
    if (strcmp(key, "space") == 0)
        return input_choose(input, 0);
    if (input->seeks && strcmp(key, "done") == 0)
        keep_letters(input);
    else
        finish(input);
    return strcmp(key, "done") == 0;
}

bool input_typed(struct input *input, const char *character)
{
    char c = character[0], id[] = "key.?";
    bool pinyin = input->kind == INPUT_TEXT && input->plane == PLANE_PINYIN && !character[1];
    id[sizeof id - 2] = c;
    if (input->kind == INPUT_REGION)
        return !character[1] && input_key(input, id);
    if (pinyin && c >= 'a' && c <= 'z')
        return input_key(input, id);
    if (pinyin && input_composes(input)) {
        if (c >= '1' && c <= '9')
            return input_choose(input, (unsigned)(c - '1'));
        if (c == '\'' || c == ' ')
            return input_key(input, c == ' ' ? "key.space" : "key.split");
        finish(input);
    }
    return input_text(input, character);
}
