#define _GNU_SOURCE
#include "harness/memory_scan.h"

#include <fcntl.h>
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/check.h"

enum { PIECE = 1 << 20, OVERLAP = 256 };
static const uint64_t huge = UINT64_C(1) << 30; // what sanitizers reserve and do not fill

// The memory of the search must not be searched: it holds what it has just read.
static bool piece_holds(unsigned char *piece, size_t got, const unsigned char *masked, size_t n)
{
    for (size_t i = 0; i < got; i++)
        piece[i] ^= SCAN_MASK;
    bool found = memmem(piece, got, masked, n) != NULL;
    memset(piece, 0, got);
    return found;
}

static bool range_holds(int fd, uint64_t from, uint64_t to, unsigned char *piece, const unsigned char *masked,
                        size_t n)
{
    for (uint64_t at = from; at < to; at += PIECE) {
        size_t want = to - at < PIECE + OVERLAP ? (size_t)(to - at) : PIECE + OVERLAP;
        ssize_t got = pread(fd, piece, want, (off_t)at);
        if (got > 0 && piece_holds(piece, (size_t)got, masked, n)) return true;
    }
    return false;
}

bool memory_holds(const unsigned char *masked, size_t n)
{
    char line[512];
    bool found = false;
    CHECK(n <= OVERLAP);
    unsigned char *piece =
        mmap(NULL, PIECE + OVERLAP, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    FILE *maps = fopen("/proc/self/maps", "r");
    int fd = open("/proc/self/mem", O_RDONLY | O_CLOEXEC);
    CHECK(piece != MAP_FAILED && maps && fd >= 0);
    uint64_t own = (uint64_t)(uintptr_t)piece, from, to;
    char rights[8];
    while (!found && fgets(line, sizeof line, maps)) {
        if (sscanf(line, "%" SCNx64 "-%" SCNx64 " %7s", &from, &to, rights) != 3) continue;
        if (strncmp(rights, "rw", 2) != 0 || to - from >= huge) continue;
        // Neighbours of one kind are one line of the table.
        uint64_t end = own >= from && own < to ? own : to;
        found = range_holds(fd, from, end, piece, masked, n);
        if (end != to) found = found || range_holds(fd, own + PIECE + OVERLAP, to, piece, masked, n);
    }
    close(fd);
    fclose(maps);
    munmap(piece, PIECE + OVERLAP);
    return found;
}
