// The kernel of Gower's dissimilarity for AVX2: vectors of 256 bits.

#include <math.h>
#include <stdint.h>

#include "GowerKernels.h"

#if defined(__x86_64__)
#define GOWER_NAME(name) name##_avx2

#pragma clang attribute push(__attribute__((target("avx2"))), apply_to = function)
#include "gower_body.h"
#pragma clang attribute pop

#endif
