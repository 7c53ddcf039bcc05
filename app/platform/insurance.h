/* The demo's social-security records: made from the identity number on the first ask, stored, and the same
 * ever after. Nothing is owned; rows go to the caller's array. The server's room only. */
#pragma once

#include "platform/platform.h"

#define N_(zh) zh /* the kiosk says it in its language */
#define INSURANCE_OFFICE N_("示范县人力资源和社会保障局")
#define INSURANCE_OFFICE_EN "Human Resources and Social Security Bureau, Shifan County"
enum { INSURANCE_NUMBER_DIGITS = 16 };

/* The months of a person up to last month, newest first; the count, or -1. */
int insurance_months(const struct platform *platform, const char *person, struct storage_contribution *months,
                     size_t cap, GError **error);
/* 2022-03 as people say it: 2022 年 3 月. */
void insurance_month(char *to, size_t cap, const char *month);
/* A certificate over all those months with a verification number nobody can guess; stored before it is told.
 */
gboolean insurance_certify(const struct platform *platform, const char *name, const char *person,
                           struct storage_certificate *out, GError **error);
