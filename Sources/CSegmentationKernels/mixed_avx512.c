// The mixed kernels for AVX-512: vectors of 512 bits.

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "mixed.h"

#if defined(__x86_64__)
#define MIXED_LANES 8
#define KERNEL_LANES 16
#define KERNEL_STRIP 4
#define MIXED_NAME(name) name##_avx512

#pragma clang attribute push(__attribute__((target("avx512f,avx512bw,avx512vl,avx512dq,avx2,fma"), min_vector_width(512))), apply_to = function)
#include "mixed_body.h"
#pragma clang attribute pop

#endif
