// The mixed kernels for AVX2: vectors of 256 bits.

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "mixed.h"

#if defined(__x86_64__)
#define MIXED_LANES 4
#define MIXED_NAME(name) name##_avx2

#pragma clang attribute push(__attribute__((target("avx2"))), apply_to = function)
#include "mixed_body.h"
#pragma clang attribute pop

#endif
