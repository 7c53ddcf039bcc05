/* The loudspeaker: samples and tones in, one SDL audio device out, which is open only while it is needed.
 * Samples wait in secret memory and are wiped as they are played. Created and freed by the voice; its own
 * thread opens, closes and writes; hush, tone and gain may come from any room. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct sound;

enum { SOUND_HZ = 22050, SOUND_PERIOD = 512 }; /* samples a second, one channel, 16 bit; samples a period */

struct sound *sound_new(void);
void sound_free(struct sound *sound); /* closes; NULL is fine */

/* device: SDL's name of it, "" for the system's own. Waits for the device. */
bool sound_open(struct sound *sound, const char *device, GError **error);
void sound_close(struct sound *sound);
bool sound_is_open(const struct sound *sound);

/* Takes as many samples as there is room for (0: none now). -1: the ticket is an old one, stop. */
int sound_write(struct sound *sound, unsigned ticket, const int16_t *samples, size_t count);
/* Silence at once: what waits is wiped. Returns the ticket for what may be said from now on. */
unsigned sound_hush(struct sound *sound);
unsigned sound_ticket(struct sound *sound);        /* the one that holds now */
void sound_gain(struct sound *sound, int decibel); /* of speech; 0: full scale, in steps of 5 down to -60 */

/* Which part of what was written is being heard: a part begins with the next sample written, and number 0 is
 * none. More than SOUND_MARKS that wait to be heard are left out; a hush ends them all. */
enum { SOUND_MARKS = 16 };
void sound_mark(struct sound *sound, unsigned ticket, unsigned number);
unsigned sound_heard(struct sound *sound);
/* From now on `moved` is called when another part came to be heard, or the last one ended, in SDL's own
 * thread. */
void sound_tell(struct sound *sound, void (*moved)(void *data), void *data);

/* DESIGN.md section 5: 嘀, 880 Hz for 120 ms, when a card was read; a lower one for an error; twice for a
 * call to answer. */
enum sound_tone { SOUND_CARD, SOUND_ERROR, SOUND_CALL, SOUND_SIREN };
bool sound_tone(struct sound *sound, enum sound_tone tone); /* false: no device is open */
/* Two tones in turn, as loud as there is, whatever else is said, until told otherwise; also through a device
 * that is opened later. */
void sound_siren(struct sound *sound, bool on);
bool sound_busy(struct sound *sound); /* something is still to be played */

/* When the device was last given its first sample of speech, and its first silence after speech; monotonic
 * microseconds, 0: never. */
struct sound_times {
    int64_t began_us, ended_us;
};
struct sound_times sound_times(struct sound *sound);
