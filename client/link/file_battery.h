/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_LINK_FILE_BATTERY_H
#define CLIENT_LINK_FILE_BATTERY_H

/*
 * How full the batteries are, by the files of the kernel's power supplies
 * (rule B7).
 */

/* Per cent of the fullest battery that is being used up; -1: none is, since
 * there is none or it is plugged in. */
int file_battery_left(const char *dir);

#endif
