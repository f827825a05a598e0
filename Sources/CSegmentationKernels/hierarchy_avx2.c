// The kernels of hierarchies for AVX2 with fused multiply-add.

#include <float.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

#if defined(__x86_64__)
#define KERNEL_LANES 8
#define KERNEL_NAME(name) name##_avx2
#define KERNEL_TABLE cseg_hierarchy_avx2

#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#include "hierarchy_body.h"
#pragma clang attribute pop

#endif
