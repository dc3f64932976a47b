/* SPDX-License-Identifier: MIT */
#include "relay/gate/rules.h"

#include <stdio.h>

#include "relay/desk/hours.h"
#include "relay/gate/hub.h"
#include "shared/mem.h"
#include "shared/tz.h"

enum err rules_hours(const char *text, struct hours **out, char why[RULES_WHY])
{
	const char *reason = "";
	int line = 0;
	enum err e = hours_parse(text ? text : "", out, &line, &reason);

	if (e == ERR_CONFIG)
		snprintf(why, RULES_WHY, "hours, line %d: %s", line, reason);
	return e;
}

static enum err copy_row(struct rules *r, const struct store_retailer *row)
{
	const struct {
		char **to;
		const char *from;
	} all[] = {
		{&r->retailer, row->retailer},
		{&r->name, row->name},
		{&r->zone, row->zone},
		{&r->currency, row->currency},
		{&r->accent, row->accent},
		{&r->origins, row->origins},
		{&r->hours_text, row->hours},
	};

	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		*all[i].to = mem_strdup(all[i].from ? all[i].from : "");
		if (!*all[i].to)
			return ERR_NOMEM;
	}
	return ERR_OK;
}

static void settle(struct rules *r)
{
	r->settings = desk_settings_default();
	r->settings.retailer = r->retailer;
	r->settings.name = r->name;
	r->settings.zone = r->zone;
	r->settings.currency = r->currency;
	r->settings.hours = r->hours;
	r->settings.tz = r->tz;
}

enum err rules_new(struct hub *hub, const struct store_retailer *row,
	struct rules **out, char why[RULES_WHY])
{
	struct rules *r = mem_zero(sizeof(*r));
	enum err e = ERR_NOMEM;

	*out = NULL;
	why[0] = '\0';
	if (!r)
		return ERR_NOMEM;
	e = copy_row(r, row);
	if (e == ERR_OK)
		e = rules_hours(row->hours, &r->hours, why);
	if (e != ERR_OK)
		goto fail;
	r->tz = hub->io.zone(hub->io.ctx, r->zone);
	if (!r->tz) {
		snprintf(
			why, RULES_WHY, "there is no time zone %.60s", r->zone);
		e = ERR_CONFIG;
		goto fail;
	}
	settle(r);
	*out = r;
	return ERR_OK;
fail:
	rules_destroy(&r);
	return e;
}

void rules_destroy(struct rules **rp)
{
	struct rules *r = *rp;

	*rp = NULL;
	if (!r)
		return;
	hours_destroy(&r->hours);
	tz_destroy(&r->tz);
	mem_free(r->retailer);
	mem_free(r->name);
	mem_free(r->zone);
	mem_free(r->currency);
	mem_free(r->accent);
	mem_free(r->origins);
	mem_free(r->hours_text);
	mem_free(r);
}
