/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_FLOW_MAIN_COMMANDS_H
#define CLIENT_FLOW_MAIN_COMMANDS_H

/*
 * The commands of norenflow(1), one file each.  Each gives the exit status,
 * after what there is to say has been said.
 */
struct main_flags;

int main_play(const struct main_flags *flags);
int main_cover(const struct main_flags *flags);
int main_record(const struct main_flags *flags);
int main_demo(const struct main_flags *flags);
int main_load(const struct main_flags *flags);

#endif
