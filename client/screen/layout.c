/* SPDX-License-Identifier: MIT */
#include "client/screen/layout.h"

struct layout layout_of(int rows, int cols)
{
	bool small = rows < 16 || cols < 60;
	int left = small ? 1 : 2;

	return (struct layout){
		.rows = rows,
		.cols = cols,
		.tiny = rows < LAYOUT_MIN_ROWS || cols < LAYOUT_MIN_COLS,
		.small = small,
		.wide = cols >= LAYOUT_WIDE_COLS && !small,
		.head = 0,
		.rule = 1,
		.top = 2,
		.height = rows - 3,
		.left = left,
		.width = cols - 2 * left,
		.foot = rows - 1,
	};
}
