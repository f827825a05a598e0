// The kernels of hierarchies for AVX-512.

#include <float.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

#if defined(__x86_64__)
#define KERNEL_LANES 16
#define KERNEL_NAME(name) name##_avx512
#define KERNEL_TABLE cseg_hierarchy_avx512

#pragma clang attribute push( \
    __attribute__((target("avx512f,avx512bw,avx512vl,avx512dq,avx2,fma"))), apply_to = function)
#include "hierarchy_body.h"
#pragma clang attribute pop

#endif
