// The medoid kernels for arm64.

#include <math.h>
#include <stdint.h>
#include <string.h>

#if defined(__aarch64__)
#define KERNEL_LANES 4
#define KERNEL_NAME(name) name##_neon
#define KERNEL_TABLE cseg_medoid_neon

#include "medoids_body.h"

#endif
