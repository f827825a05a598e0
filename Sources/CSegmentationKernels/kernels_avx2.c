// The kernels for AVX2 with fused multiply-add: vectors of 256 bits, 16 registers.

#include <math.h>
#include <stdint.h>
#include <string.h>

#if defined(__x86_64__)
#define KERNEL_LANES 8
#define KERNEL_STRIP 2
#define KERNEL_NAME(name) name##_avx2
#define KERNEL_TABLE cseg_avx2_kernels

#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#include "kernel_bodies.h"
#pragma clang attribute pop

#endif
