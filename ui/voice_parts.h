/* Between voice_script.c, voice_words.c and voice_changes.c: the words for a widget. Nothing is owned. Any
 * room.
 */
#pragma once

#include "ui/voice_script.h"

enum { VOICE_SENTENCE = 768 };
/* A sentence that grows by parts, with a comma between them; personal when one of its parts was. */
struct sentence {
    const struct script_view *view;
    bool personal;
    size_t used;
    char text[VOICE_SENTENCE];
};
void sentence_begin(struct sentence *s, const struct script_view *view);
void sentence_add(struct sentence *s, const char *part);        /* as it is; "" and NULL add nothing */
void sentence_add_masked(struct sentence *s, const char *part); /* with its stars read */
void sentence_end(struct sentence *s, struct script *script);   /* into the script, and wipes */

bool voice_is_marker(const struct widget *w);    /* opens or closes a group */
bool voice_is_pressable(const struct widget *w); /* told among what can be chosen */
bool voice_is_shown(const struct page *page, unsigned i, const struct script_view *view);
bool voice_is_status(const struct widget *w);     /* told when it comes or changes */
enum place voice_ground(const struct page *page); /* where the page speaks from: the dialog, else the body */

/* As it stands on the glass: the button that ends a list says something else before its last page. */
const char *voice_label(const struct widget *w, const struct script_view *view);
/* The name of the sign on a key; NULL where the label speaks for itself. */
const char *voice_sign(const struct widget *w, enum language language);
/* Label, detail, value. */
void voice_content(struct sentence *s, const struct widget *w);
/* A value as the listener may hear it. */
void voice_value(struct sentence *s, const struct widget *w);
/* Which answer is taken tells of the person: others may hear that one is, not which. */
bool voice_is_secret_choice(const struct widget *w);
void voice_state(struct sentence *s, const struct page *page, const struct widget *w); /* role and state */
