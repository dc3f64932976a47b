/* SPDX-License-Identifier: MIT */
#include "client/link/file_battery.h"

#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The first line of a supply's file, "" when there is none. */
static void battery_line(
	const char *dir, const char *supply, const char *name, char out[32])
{
	char path[PATH_MAX];
	ssize_t n = -1;
	int fd;

	snprintf(path, sizeof(path), "%s/%s/%s", dir, supply, name);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd >= 0) {
		n = read(fd, out, 31);
		close(fd);
	}
	out[n > 0 ? n : 0] = '\0';
	out[strcspn(out, "\n")] = '\0';
}

/* A mouse has a battery too, but it does not keep this machine running. */
static bool battery_is_ours(const char *dir, const char *supply)
{
	char type[32], scope[32];

	battery_line(dir, supply, "type", type);
	battery_line(dir, supply, "scope", scope);
	return strcmp(type, "Battery") == 0 && strcmp(scope, "Device") != 0;
}

int file_battery_left(const char *dir)
{
	const struct dirent *d;
	DIR *supplies = opendir(dir);
	char status[32], capacity[32];
	int left = -1;

	while (supplies && (d = readdir(supplies))) {
		if (d->d_name[0] == '.' || !battery_is_ours(dir, d->d_name))
			continue;
		battery_line(dir, d->d_name, "status", status);
		battery_line(dir, d->d_name, "capacity", capacity);
		if (strcmp(status, "Discharging") == 0 && capacity[0] &&
			atoi(capacity) > left)
			left = atoi(capacity);
	}
	if (supplies)
		closedir(supplies);
	return left;
}
