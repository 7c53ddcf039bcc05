/* What a printer of whole pages says of itself and of a job, in the words of IPP (RFC
 * 8011, 5.3.7, 5.3.8, 5.4.11, 5.4.12; PWG 5100.13 and CUPS add some), as what a person can do something
 * about. Pure: any thread, and tests. */
#pragma once

#include "devices/device.h"

enum ipp_job { IPP_JOB_OPEN, IPP_JOB_STUCK /* until somebody helps */, IPP_JOB_PRINTED, IPP_JOB_GONE };

/* One word of printer-state-reasons, as "media-empty-error"; ATTENTION_NONE when it asks for nothing. */
enum device_attention ipp_reason(const char *word);
/* The graver of two: what stops the paper first, what will soon stop it last. */
enum device_attention ipp_worse(enum device_attention a, enum device_attention b);
/* Nothing comes out until somebody has been there. */
bool ipp_stops(enum device_attention attention);
/* job-state, 3 to 9, and what the printer itself asks for meanwhile. */
enum ipp_job ipp_job_of(int job_state, enum device_attention printer);
/* The place of a device URI: a queue's name, or ipp://HOST[:PORT]/PATH. */
bool ipp_is_queue(const char *place);
