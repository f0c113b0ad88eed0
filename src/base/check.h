// CHECK(cond): a mistake of ours stops the program at once, in release builds too. The supervisor restarts it
// and nothing durable is half done. Never for bad input or a failing world: those are err_t.
#pragma once

#define CHECK(cond) ((cond) ? (void)0 : check_failed(#cond, __FILE__, __LINE__))

_Noreturn void check_failed(const char *condition, const char *file, int line);
