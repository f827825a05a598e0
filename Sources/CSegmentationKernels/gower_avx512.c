// The kernel of Gower's dissimilarity for AVX-512: vectors of 512 bits.

#include <math.h>
#include <stdint.h>

#include "GowerKernels.h"

#if defined(__x86_64__)
#define GOWER_NAME(name) name##_avx512

#pragma clang attribute push(__attribute__((target("avx512f,avx512bw,avx512vl,avx512dq,avx2"), min_vector_width(512))), apply_to = function)
#include "gower_body.h"
#pragma clang attribute pop

#endif
