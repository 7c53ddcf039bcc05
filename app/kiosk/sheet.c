#include "sheet.h"

#include <stdio.h>

#include "desk.h"
#include "devices/room.h"
#include "submission.h"

/* It may be on its way from the platform, or lie in the printer already. */
static void call_back(const struct effect *effect, const struct effect_doors *doors)
{
    struct device_command *command = device_command_new(COMMAND_CANCEL, DEVICE_DOCUMENT, effect->visit);

    command->request = effect->request;
    device_room_send(doors->devices, command);
    desk_send(doors->desk, job_new(JOB_CANCEL, effect->visit, effect->request));
}

void sheet_carry_out(const struct effect *effect, const struct session *s, const struct effect_doors *doors)
{
    if (effect->kind == EFFECT_SHEET_CANCEL) {
        call_back(effect, doors);
        return;
    }
    struct job *job = job_new(JOB_SHEET, effect->visit, effect->request);
    snprintf(job->what, sizeof job->what, "%s", "document");
    snprintf(job->service, sizeof job->service, "%s", effect->service->code);
    submission_sheet(&job->body, s);
    desk_send(doors->desk, job);
}
