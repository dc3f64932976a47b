/* SPDX-License-Identifier: MIT */
#ifndef RELAY_STORE_DB_FIGURES_H
#define RELAY_STORE_DB_FIGURES_H

/* What figures are made from; see store_figures.h. */
#include "relay/store/store_job.h"

struct db;

/* STORE_J_FIGURES. */
enum err db_figures_read(struct db *db, struct store_job *job);

#endif
