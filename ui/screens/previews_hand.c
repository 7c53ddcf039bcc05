#include "ui/screens/previews_hand.h"

#include <string.h>

#include "base/secret.h"

enum { WIDTH = 712, HEIGHT = 560, PARTS = 10000, RATIO = 1271 /* of both, in thousandths */ };

/* As a finger leaves them, in units of the pad; {0, 0} ends a stroke. */
static const struct {
    int16_t x, y;
} strokes[] = {
    {352, 76},  {360, 88},  {366, 102}, {370, 118}, {0, 0},     {214, 152}, {210, 176},
    {202, 198}, {190, 218}, {0, 0},     {222, 162}, {298, 152}, {372, 146}, {446, 144},
    {520, 146}, {514, 164}, {504, 180}, {492, 196}, {0, 0},     {340, 206}, {324, 250},
    {302, 294}, {278, 336}, {252, 376}, {308, 396}, {364, 424}, {418, 454}, {468, 486},
    {0, 0},     {452, 262}, {438, 318}, {408, 372}, {362, 424}, {300, 466}, {226, 500},
    {0, 0},     {180, 322}, {272, 310}, {364, 302}, {456, 298}, {548, 298}, {0, 0},
};

void preview_pad(struct input *input)
{
    if (input->kind == INPUT_TEXT)
        input_key(input, "key.hand");
}

void preview_pad_written(struct input *input)
{
    static const char *const likely[] = {"安", "妥", "宋", "字", "宴", "案", "按", "姿", "妄", "窦"};
    struct handwriting_candidates found = {.count = G_N_ELEMENTS(likely)};
    bool begins = true;

    preview_pad(input);
    if (input->plane != PLANE_HAND)
        return;
    for (unsigned i = 0; i < G_N_ELEMENTS(strokes); i++) {
        struct ink_point point = {(int16_t)(strokes[i].x * PARTS / WIDTH),
                                  (int16_t)(strokes[i].y * PARTS / HEIGHT), begins};
        bool ends = strokes[i].x == 0;
        if (ends)
            input_hand_lift(input);
        else
            input_hand_pen(input, &point, RATIO);
        begins = ends;
    }
    for (unsigned i = 0; i < found.count; i++)
        secret_copy_text(found.text[i], sizeof found.text[i], likely[i]);
    if (input_hand_question(input) != NULL)
        input_hand_answer(input, input->hand.asked, &found);
}
