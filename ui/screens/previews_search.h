/* Finding a service: keys, what would be found, what was, and nothing. Of previews.c. */
#pragma once

#include "ui/screens/screens.h"

void search(struct session *s);
void search_known(struct session *s);
void search_empty(struct session *s);
void search_found(struct session *s);
void search_found_offline(struct session *s);
void search_nothing(struct session *s);
void search_practice(struct session *s);
/* After screens_input: a word, letters on their way, a word that no service has. */
void preview_sought(struct input *input);
void preview_sought_letters(struct input *input);
void preview_sought_odd(struct input *input);
