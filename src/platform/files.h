// The file operations of port/files.h on the real disk.
#pragma once

#include "port/files.h"

struct files_port files_system(void);
