/* SPDX-License-Identifier: MIT */
/*
 * A VFS for SQLite that hands everything to the one it found, but for writes
 * to and syncs of write-ahead logs.
 */
#include "tests/lib/dbfault.h"

#include <assert.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "shared/mem.h"

struct file {
	sqlite3_file base;
	bool log;
	sqlite3_file *real; /* behind this struct */
};

static struct {
	sqlite3_vfs vfs;
	sqlite3_vfs *real;
	pthread_mutex_t lock;
	pthread_cond_t changed;
	struct {
		int count, left, rc; /* rc 0: no fault */
	} op[DBFAULT_COUNT];
	bool met, held;
	_Atomic bool no_sync;
	int waiting;
} disk = {
	.lock = PTHREAD_MUTEX_INITIALIZER,
	.changed = PTHREAD_COND_INITIALIZER,
};

static struct {
	_Atomic long left, times, live;
	_Atomic bool failed;
} heap = {.left = -1};

/* ---- the disk ---- */

static sqlite3_file *real_of(sqlite3_file *f)
{
	return ((struct file *)f)->real;
}

static int on_op(enum dbfault_op op)
{
	int rc = SQLITE_OK;

	pthread_mutex_lock(&disk.lock);
	disk.op[op].count++;
	if (disk.op[op].rc && disk.op[op].left-- == 0) {
		rc = disk.op[op].rc;
		disk.op[op].rc = 0;
		disk.met = true;
	}
	while (op == DBFAULT_SYNC && disk.held) {
		disk.waiting++;
		pthread_cond_broadcast(&disk.changed);
		pthread_cond_wait(&disk.changed, &disk.lock);
		disk.waiting--;
	}
	pthread_mutex_unlock(&disk.lock);
	return rc;
}

static int f_close(sqlite3_file *f)
{
	return real_of(f)->pMethods->xClose(real_of(f));
}

static int f_read(sqlite3_file *f, void *to, int n, sqlite3_int64 at)
{
	return real_of(f)->pMethods->xRead(real_of(f), to, n, at);
}

static int f_write(sqlite3_file *f, const void *from, int n, sqlite3_int64 at)
{
	int rc = ((struct file *)f)->log ? on_op(DBFAULT_WRITE) : SQLITE_OK;

	if (rc != SQLITE_OK) {
		/* Half of it gets there, as on a disk that is full. */
		real_of(f)->pMethods->xWrite(real_of(f), from, n / 2, at);
		return rc;
	}
	return real_of(f)->pMethods->xWrite(real_of(f), from, n, at);
}

static int f_truncate(sqlite3_file *f, sqlite3_int64 size)
{
	return real_of(f)->pMethods->xTruncate(real_of(f), size);
}

static int f_sync(sqlite3_file *f, int flags)
{
	int rc = ((struct file *)f)->log ? on_op(DBFAULT_SYNC) : SQLITE_OK;

	if (rc != SQLITE_OK || disk.no_sync)
		return rc;
	return real_of(f)->pMethods->xSync(real_of(f), flags);
}

static int f_size(sqlite3_file *f, sqlite3_int64 *size)
{
	return real_of(f)->pMethods->xFileSize(real_of(f), size);
}

static int f_lock(sqlite3_file *f, int level)
{
	return real_of(f)->pMethods->xLock(real_of(f), level);
}

static int f_unlock(sqlite3_file *f, int level)
{
	return real_of(f)->pMethods->xUnlock(real_of(f), level);
}

static int f_check(sqlite3_file *f, int *out)
{
	return real_of(f)->pMethods->xCheckReservedLock(real_of(f), out);
}

static int f_control(sqlite3_file *f, int op, void *arg)
{
	return real_of(f)->pMethods->xFileControl(real_of(f), op, arg);
}

static int f_sector(sqlite3_file *f)
{
	return real_of(f)->pMethods->xSectorSize(real_of(f));
}

static int f_device(sqlite3_file *f)
{
	return real_of(f)->pMethods->xDeviceCharacteristics(real_of(f));
}

static int f_shm_map(
	sqlite3_file *f, int page, int size, int extend, void volatile **out)
{
	return real_of(f)->pMethods->xShmMap(
		real_of(f), page, size, extend, out);
}

static int f_shm_lock(sqlite3_file *f, int offset, int n, int flags)
{
	return real_of(f)->pMethods->xShmLock(real_of(f), offset, n, flags);
}

static void f_shm_barrier(sqlite3_file *f)
{
	real_of(f)->pMethods->xShmBarrier(real_of(f));
}

static int f_shm_unmap(sqlite3_file *f, int delete)
{
	return real_of(f)->pMethods->xShmUnmap(real_of(f), delete);
}

static int v_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *f,
	int flags, int *out)
{
	static const sqlite3_io_methods methods = {
		.iVersion = 2,
		.xClose = f_close,
		.xRead = f_read,
		.xWrite = f_write,
		.xTruncate = f_truncate,
		.xSync = f_sync,
		.xFileSize = f_size,
		.xLock = f_lock,
		.xUnlock = f_unlock,
		.xCheckReservedLock = f_check,
		.xFileControl = f_control,
		.xSectorSize = f_sector,
		.xDeviceCharacteristics = f_device,
		.xShmMap = f_shm_map,
		.xShmLock = f_shm_lock,
		.xShmBarrier = f_shm_barrier,
		.xShmUnmap = f_shm_unmap,
	};
	struct file *file = (struct file *)f;
	int rc;

	(void)vfs;
	file->real = (sqlite3_file *)(file + 1);
	file->log = (flags & SQLITE_OPEN_WAL) != 0;
	file->base.pMethods = NULL;
	rc = disk.real->xOpen(disk.real, name, file->real, flags, out);
	if (file->real->pMethods)
		file->base.pMethods = &methods;
	return rc;
}

void dbfault_fail(enum dbfault_op op, int n, int rc)
{
	pthread_mutex_lock(&disk.lock);
	disk.op[op].left = n;
	disk.op[op].rc = rc;
	disk.met = false;
	pthread_mutex_unlock(&disk.lock);
}

bool dbfault_failed(void)
{
	bool met;

	pthread_mutex_lock(&disk.lock);
	met = disk.met;
	for (int i = 0; i < DBFAULT_COUNT; i++)
		disk.op[i].rc = 0;
	pthread_mutex_unlock(&disk.lock);
	return met;
}

int dbfault_count(enum dbfault_op op)
{
	int count;

	pthread_mutex_lock(&disk.lock);
	count = disk.op[op].count;
	pthread_mutex_unlock(&disk.lock);
	return count;
}

static void set_held(bool held)
{
	pthread_mutex_lock(&disk.lock);
	disk.held = held;
	pthread_cond_broadcast(&disk.changed);
	pthread_mutex_unlock(&disk.lock);
}

void dbfault_hold(void)
{
	set_held(true);
}

void dbfault_release(void)
{
	set_held(false);
}

void dbfault_held(void)
{
	pthread_mutex_lock(&disk.lock);
	while (disk.waiting == 0)
		pthread_cond_wait(&disk.changed, &disk.lock);
	pthread_mutex_unlock(&disk.lock);
}

void dbfault_no_sync(bool on)
{
	disk.no_sync = on;
}

/* ---- the heap ---- */

/* SQLite asks how large a block is, so its size stands before it. */
union head {
	size_t size;
	max_align_t align;
};

static bool heap_is_out(void)
{
	long left = atomic_load(&heap.left);

	while (left >= 0) {
		if (!atomic_compare_exchange_weak(&heap.left, &left, left - 1))
			continue;
		if (left > 0)
			return false;
		atomic_store(&heap.failed, true);
		/* The next one's turn, too? */
		if (atomic_fetch_sub(&heap.times, 1) > 1)
			atomic_store(&heap.left, 0);
		return true;
	}
	return false;
}

static void *heap_resize(void *ctx, void *p, size_t size)
{
	union head *old = p ? (union head *)p - 1 : NULL;
	union head *h = heap_is_out() ? NULL : realloc(old, sizeof(*h) + size);

	(void)ctx;
	if (!h)
		return NULL;
	h->size = size;
	if (!p)
		atomic_fetch_add(&heap.live, 1);
	return h + 1;
}

static void *heap_alloc(void *ctx, size_t size)
{
	return heap_resize(ctx, NULL, size);
}

static void heap_release(void *ctx, void *p)
{
	(void)ctx;
	if (!p)
		return;
	atomic_fetch_sub(&heap.live, 1);
	free((union head *)p - 1);
}

static void *sql_alloc(int size)
{
	return heap_alloc(NULL, (size_t)size);
}

static void *sql_resize(void *p, int size)
{
	return heap_resize(NULL, p, (size_t)size);
}

static void sql_release(void *p)
{
	heap_release(NULL, p);
}

static int sql_size(void *p)
{
	return p ? (int)((union head *)p - 1)->size : 0;
}

static int sql_round_up(int size)
{
	return (size + 7) & ~7;
}

static int sql_init(void *ctx)
{
	(void)ctx;
	return SQLITE_OK;
}

static void sql_shutdown(void *ctx)
{
	(void)ctx;
}

void dbfault_heap(long n, long times)
{
	atomic_store(&heap.failed, false);
	atomic_store(&heap.times, times);
	atomic_store(&heap.left, n);
}

bool dbfault_heap_failed(void)
{
	return atomic_load(&heap.failed);
}

long dbfault_heap_live(void)
{
	return atomic_load(&heap.live);
}

void dbfault_init(void)
{
	static const struct mem_heap ours = {
		.alloc = heap_alloc,
		.resize = heap_resize,
		.release = heap_release,
	};
	static const sqlite3_mem_methods sql = {
		.xMalloc = sql_alloc,
		.xFree = sql_release,
		.xRealloc = sql_resize,
		.xSize = sql_size,
		.xRoundup = sql_round_up,
		.xInit = sql_init,
		.xShutdown = sql_shutdown,
	};

	mem_use(&ours);
	if (sqlite3_config(SQLITE_CONFIG_MALLOC, &sql) != SQLITE_OK ||
		sqlite3_initialize() != SQLITE_OK)
		abort();
	disk.real = sqlite3_vfs_find(NULL);
	disk.vfs = *disk.real;
	disk.vfs.zName = "dbfault";
	disk.vfs.szOsFile = (int)sizeof(struct file) + disk.real->szOsFile;
	disk.vfs.xOpen = v_open;
	sqlite3_vfs_register(&disk.vfs, 1);
}
