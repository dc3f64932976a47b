/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_FILE_KIOSK_H
#define CLIENT_FILE_KIOSK_H

/*
 * What the process gives up for good under --kiosk, so that a mistake of ours
 * or a key that somebody forgot leads nowhere.
 */
#include <stdbool.h>

/*
 * From now on no file can be written, no core is dumped, no program that is
 * started has more rights, and of the environment nothing is left but the
 * terminal's kind, the language, the time zone and NO_COLOR.  Call it before
 * any thread begins.  False: the system would not do it.
 */
bool file_kiosk_enter(void);

#endif
