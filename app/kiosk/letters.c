#include "letters.h"

#include "base/notice.h"
#include "devices/device.h"
#include "ui/screens/receipt.h"

struct job *job_new(enum job_kind kind, uint64_t visit, uint32_t request)
{
    struct job *job = secret_new(sizeof *job);

    job->kind = kind;
    job->visit = visit;
    job->request = request;
    return job;
}

void job_free(void *memory)
{
    struct job *job = memory;

    if (job == NULL)
        return;
    secret_bytes_clear(&job->body);
    secret_bytes_clear(&job->card);
    secret_free(job->receipt);
    g_free(job->tally);
    secret_free(job);
}

struct desk_letter *desk_letter_new(enum desk_letter_kind kind, uint64_t visit, uint32_t request)
{
    struct desk_letter *letter = secret_new(sizeof *letter);

    letter->kind = kind;
    letter->visit = visit;
    letter->request = request;
    return letter;
}

void desk_letter_free(void *memory)
{
    struct desk_letter *letter = memory;

    if (letter == NULL)
        return;
    secret_bytes_clear(&letter->answer);
    notices_free(letter->notices);
    raster_free(letter->paper);
    secret_free(letter);
}
