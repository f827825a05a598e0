// The kernels of hierarchies for arm64.

#include <float.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

#if defined(__aarch64__)
#define KERNEL_LANES 4
#define KERNEL_NAME(name) name##_neon
#define KERNEL_TABLE cseg_hierarchy_neon

#include "hierarchy_body.h"

#endif
