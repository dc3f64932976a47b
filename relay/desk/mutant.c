/* SPDX-License-Identifier: MIT */
#include "relay/desk/mutant.h"

#ifdef NOREN_MUTANTS
enum mutant mutant_chosen;
#endif
