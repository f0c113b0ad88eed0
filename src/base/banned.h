// Functions that write without a bound, hide global state or read the world behind our back are compile
// errors. Included by the compiler's command line in every file of src/, after the system headers below.
#pragma once

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

// glibc makes some of them macros when fortified; poison wants plain names.
#undef strcpy
#undef strcat
#undef sprintf
#undef vsprintf
#undef gets

#pragma GCC poison strcpy strcat sprintf vsprintf strtok gmtime localtime ctime asctime rand srand gets
