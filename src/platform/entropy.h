// Random bytes from the kernel (getrandom): waits for its pool at boot, then never fails.
#pragma once

#include "port/entropy.h"

struct entropy_port entropy_system(void);
