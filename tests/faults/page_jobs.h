/* What waits at a printer of pages, asked by a hand of the tests' own: the printer is the judge, not the
 * driver. Tests only, one thread. */
#pragma once

#include <cups/cups.h>

#include "page_printer.h"

static inline ipp_t *page_ask(const struct page_printer *p, ipp_t *request, const char *user,
                              const char *file)
{
    http_t *http =
        httpConnect2("127.0.0.1", p->port, NULL, AF_UNSPEC, HTTP_ENCRYPTION_IF_REQUESTED, 1, 5000, NULL);
    ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_URI, "printer-uri", NULL, p->uri + strlen("cups:"));
    ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_NAME, "requesting-user-name", NULL, user);
    ipp_t *response = file ? cupsDoFileRequest(http, request, "/ipp/print", file)
                           : cupsDoRequest(http, request, "/ipp/print");
    httpClose(http);
    if (!response || ippGetStatusCode(response) >= IPP_STATUS_ERROR_BAD_REQUEST)
        g_error("the printer says %s", cupsLastErrorString());
    return response;
}

/* The state of a job as soon as it is at least that far; a printer that is told to cancel finishes what its
 * works do. */
static inline ipp_jstate_t page_state(const struct page_printer *p, int number, ipp_jstate_t least)
{
    for (int i = 0; i < 1000; i++) {
        ipp_t *request = ippNewRequest(IPP_OP_GET_JOB_ATTRIBUTES);
        ippAddInteger(request, IPP_TAG_OPERATION, IPP_TAG_INTEGER, "job-id", number);
        ipp_t *response = page_ask(p, request, "anybody", NULL);
        ipp_attribute_t *state = ippFindAttribute(response, "job-state", IPP_TAG_ENUM);
        int is = state ? ippGetInteger(state, 0) : 0;
        ippDelete(response);
        if (is >= (int)least)
            return (ipp_jstate_t)is;
        g_usleep(20000);
    }
    return IPP_JSTATE_PENDING;
}

/* How the job ended, as soon as it has. */
static inline ipp_jstate_t page_end_of(const struct page_printer *p, int number)
{
    return page_state(p, number, IPP_JSTATE_CANCELED);
}

/* A page of `user`, who is gone; it is being printed: ippeveprinter forgets a cancel that comes just before.
 */
static inline void page_leave(const struct page_printer *p, const char *user)
{
    g_autofree char *file = g_build_filename(p->dir, "left.pdf", NULL);
    ipp_t *request = ippNewRequest(IPP_OP_PRINT_JOB);
    page_file(p, "left.pdf", "%PDF-1.5\n");
    ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_NAME, "job-name", NULL, "page");
    ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_MIMETYPE, "document-format", NULL, "application/pdf");
    ippDelete(page_ask(p, request, user, file));
    page_state(p, 1, IPP_JSTATE_PROCESSING);
}
