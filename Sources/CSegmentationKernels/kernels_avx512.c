// The kernels for AVX-512: vectors of 512 bits, 32 registers.

#include <math.h>
#include <stdint.h>
#include <string.h>

#if defined(__x86_64__)
#define KERNEL_LANES 16
#define KERNEL_STRIP 4
#define KERNEL_NAME(name) name##_avx512
#define KERNEL_TABLE cseg_avx512_kernels

#pragma clang attribute push( \
    __attribute__((target("avx512f,avx512bw,avx512vl,avx512dq,avx2,fma"))), apply_to = function)
#include "kernel_bodies.h"
#pragma clang attribute pop

#endif
