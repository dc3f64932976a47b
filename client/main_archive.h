/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_MAIN_ARCHIVE_H
#define CLIENT_MAIN_ARCHIVE_H

/*
 * noren archive: the archive as a file, without a screen.  See noren(1).  The
 * words are main's from "archive" on.  Returns how the program ends.
 */
int main_archive(int argc, char **argv);

#endif
