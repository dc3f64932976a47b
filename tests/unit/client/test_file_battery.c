/* SPDX-License-Identifier: MIT */
/*
 * Rule B7: what the kernel tells of batteries.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include <cmocka.h>

#include "client/link/file_battery.h"

static void put(
	const char *dir, const char *supply, const char *name, const char *text)
{
	char path[200];
	FILE *f;

	snprintf(path, sizeof(path), "%s/%s", dir, supply);
	mkdir(path, 0700);
	snprintf(path, sizeof(path), "%s/%s/%s", dir, supply, name);
	f = fopen(path, "w");
	assert_non_null(f);
	fprintf(f, "%s\n", text);
	fclose(f);
}

static void test_left(void **state)
{
	char dir[] = "/tmp/noren-battery-XXXXXX", command[80];

	(void)state;
	assert_non_null(mkdtemp(dir));
	assert_int_equal(file_battery_left("/no/such"), -1);
	put(dir, "AC", "type", "Mains");
	put(dir, "mouse", "type", "Battery");
	put(dir, "mouse", "scope", "Device");
	put(dir, "mouse", "status", "Discharging");
	put(dir, "mouse", "capacity", "3");
	assert_int_equal(file_battery_left(dir), -1);
	put(dir, "BAT0", "type", "Battery");
	put(dir, "BAT0", "status", "Charging");
	put(dir, "BAT0", "capacity", "18");
	assert_int_equal(file_battery_left(dir), -1);
	put(dir, "BAT0", "status", "Discharging");
	assert_int_equal(file_battery_left(dir), 18);
	put(dir, "BAT1", "type", "Battery");
	put(dir, "BAT1", "status", "Discharging");
	put(dir, "BAT1", "capacity", "40");
	assert_int_equal(file_battery_left(dir), 40);
	snprintf(command, sizeof(command), "rm -r '%s'", dir);
	assert_int_equal(system(command), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_left)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
