// The mixed kernels for AVX2 with fused multiply-add: vectors of 256 bits.

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "mixed.h"

#if defined(__x86_64__)
#define MIXED_LANES 4
#define KERNEL_LANES 8
#define KERNEL_STRIP 2
#define MIXED_NAME(name) name##_avx2

#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#include "mixed_body.h"
#pragma clang attribute pop

#endif
