// What can go wrong in the world. Mistakes of ours are CHECKs (check.h), never an err_t.
// No errno above platform/, no SQLite code above store/, no HTTP status outside a codec: they become one of
// these.
#pragma once

enum err {
    OK = 0,
    ERR_FULL,     // a fixed capacity of ours, or the seats of a slot, are used up
    ERR_NOSPACE,  // the disk is full
    ERR_READONLY, // the disk or file cannot be written
    ERR_IO,       // the disk or device failed
    ERR_DAMAGED,  // what was read is not what was written
    ERR_INVALID,  // the input breaks its format; whoever parses says where
    ERR_MISSING,  // what was asked for is not there
    ERR_EXISTS,   // what was to be made is there already
    ERR_DENIED,   // not allowed, or opened with the wrong key
    ERR_BUSY,     // somebody else holds it; later may work
};

// Every function that returns one must be looked at: compilers refuse an ignored NODISCARD.
typedef enum err err_t;
#define NODISCARD __attribute__((warn_unused_result))

// The name of the error for logs and technicians ("disk full"), static text.
const char *err_name(err_t err);
