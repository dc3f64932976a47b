/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "client/flow/flow.h"
#include "shared/utf8.h"
#include "tests/fuzz/fuzz.h"

/* What is read is whole: the player need not look twice. */
static void check_step(const struct flow *f, const struct flow_step *s)
{
	assert(s->verb && s->said && s->line > 0 && s->column > 0);
	assert(utf8_valid(s->said, strlen(s->said)));
	assert(s->n_actors >= 0 && s->n_actors <= FLOW_ACTORS);
	assert((s->n_actors == 0) == (s->verb->subject == VERB_BY_NOBODY));
	assert(s->device >= 0 && s->device <= FLOW_DEVICES);
	assert(s->exactly <= s->n_actors);
	assert(s->within == FLOW_WITHIN || s->within >= 0);
	assert(s->verb->expects || (!s->negated && !s->exactly && !s->block));
	for (int i = 0; i < s->n_actors; i++)
		assert(s->actors[i] >= 0 && s->actors[i] < f->n_people);
	for (int i = 0; i < VERB_SLOTS; i++) {
		const struct flow_arg *arg = &s->args[i];

		assert((arg->slot == VERB_PERSON) == (arg->person >= 0));
		assert(arg->person < f->n_people);
		assert(arg->number >= 0);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct flow_fault fault;
	struct flow *f;
	enum err e = flow_parse((const char *)data, size, &f, &fault);

	assert(e == ERR_OK || e == ERR_FIELD);
	assert((e == ERR_OK) == (f != NULL));
	if (e == ERR_FIELD) {
		assert(fault.line > 0 && fault.column > 0 && *fault.why);
		return 0;
	}
	assert(f->n_steps > 0 && f->n_steps <= FLOW_STEPS);
	for (int i = 0; i < f->n_people; i++)
		assert(f->people[i].name && f->people[i].role != FLOW_NOBODY);
	for (int i = 0; i < f->n_steps; i++)
		check_step(f, &f->steps[i]);
	flow_destroy(&f);
	return 0;
}
