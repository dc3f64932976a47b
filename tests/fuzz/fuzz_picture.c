/* SPDX-License-Identifier: MIT */
/* What the confined child says, and EXIF, which it reads itself. */
#include "shared/mem.h"
#include "shared/picture/exif.h"
#include "shared/picture/picture.h"
#include "tests/fuzz/fuzz.h"

static void fits(const struct picture_cells *p, int cols, int rows, int most)
{
	assert(p->cols > 0 && p->cols <= cols);
	assert(p->rows > 0 && p->rows <= rows);
	for (int i = 0; i < p->cols * p->rows; i++) {
		const struct picture_cell *c = &p->cell[i];

		assert(c->code == ' ' ||
			(c->code >= 0x2580 && c->code <= 0x259f));
		assert(c->fg >= -1 && c->fg < most);
		assert(c->bg >= -1 && c->bg < most);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const int most[] = {256, 8, 0};
	struct picture_cells *cells;
	struct picture_file file;
	int turn;

	if (picture_read_file(data, size, &file) == ERR_OK) {
		assert(file.len <= size && file.len <= LIMIT_MEDIA);
		assert((const uint8_t *)file.data + file.len == data + size);
		assert((int64_t)file.width * file.height <= LIMIT_PIXELS);
	}
	for (int i = PICTURE_256; i <= PICTURE_MONO; i++)
		if (picture_read_cells(data, size, 9, 5,
			    (enum picture_colours)i, &cells) == ERR_OK) {
			fits(cells, 9, 5, most[i]);
			mem_free(cells);
		}
	turn = exif_orientation(data, size);
	assert(turn >= 1 && turn <= 8);
	turn = exif_of_jpeg(data, size);
	assert(turn >= 1 && turn <= 8);
	turn = exif_of_png(data, size);
	assert(turn >= 1 && turn <= 8);
	return 0;
}
