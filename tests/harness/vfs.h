// An SQLite VFS over disks in memory (disk.h), for simulation: it can lose its power at any durable step,
// fail any single call, be full or read-only, and be searched for what must not be on it. Each vfs is a
// machine's disk of its own; several connections of one thread share it, with locks as on a real one. Time
// passes only when somebody waits for a lock.
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"
#include "port/files.h"

struct vfs;

struct vfs *vfs_open(uint64_t seed);
void vfs_close(struct vfs *vfs);             // every connection is closed before
const char *vfs_name(const struct vfs *vfs); // for store_open
struct files_port vfs_files(struct vfs *vfs);

// --- the end of a program. Dead: every call fails and nothing reaches the disk any more. Then close the
// connections, then say how it died; after that the disk works again.
void vfs_die_at(struct vfs *vfs, uint64_t k); // at the k-th durable step from now: 1 is the next; 0 never
void vfs_die(struct vfs *vfs);                // now
bool vfs_is_dead(const struct vfs *vfs);
void vfs_power_cut(struct vfs *vfs, uint64_t seed); // what was not synced is kept, dropped or torn
void vfs_kill(struct vfs *vfs);                     // the program only: all that was written is there

// --- trouble of a living disk
enum vfs_calls { VFS_READS, VFS_DURABLE }; // durable steps: write, truncate, sync, delete, rename
void vfs_fail_at(struct vfs *vfs, enum vfs_calls calls, uint64_t k, int code); // the k-th from now, once
uint64_t vfs_count(const struct vfs *vfs, enum vfs_calls calls);               // so far
uint64_t vfs_struck(const struct vfs *vfs);        // how many faults of vfs_die_at and vfs_fail_at came about
void vfs_set_room(struct vfs *vfs, int64_t bytes); // that files may still grow by; -1 without bound
void vfs_set_read_only(struct vfs *vfs, bool read_only);
void vfs_set_bad(struct vfs *vfs, int64_t at); // databases cannot be read across this offset; -1 heals

// --- looking at it, and damaging it
bool vfs_holds(const struct vfs *vfs, struct str bytes); // in any file, written or synced
bool vfs_exists(struct vfs *vfs, const char *file);
struct str vfs_get_file(struct vfs *vfs, const char *file);             // valid until the next write
void vfs_put_file(struct vfs *vfs, const char *file, struct str bytes); // durably
int64_t vfs_waited_ms(const struct vfs *vfs);
